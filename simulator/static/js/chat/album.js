/** Files that were sent together: side by side, with their captions below. */

import { el } from "../dom.js";
import { bubble } from "./bubble.js";
import { marked } from "./entities.js";

const HIDDEN = ["text", "above"];

/** {node, update({messages}, chat)} */
export function album({ messages }, chat) {
  const grid = el("div", { class: "album-grid" });
  const captions = el("div", { class: "album-captions" });
  const node = el("div", { class: `album by-${messages[0].by}`, role: "group" }, grid, captions);
  const shown = new Map(); // message id -> bubble
  const update = ({ messages: members }, around) => {
    node.setAttribute("aria-label", `Album of ${members.length}`);
    grid.dataset.kind = members.every(({ file }) => ["photo", "video"].includes(file?.kind)) ? "pictures" : "files";
    const ids = new Set(members.map((one) => one.message_id));
    for (const [id, one] of shown) {
      if (ids.has(id)) continue;
      one.node.remove();
      shown.delete(id);
    }
    for (const message of members) {
      const known = shown.get(message.message_id);
      if (known) known.update(message, around);
      else shown.set(message.message_id, bubble(message, around, HIDDEN));
      grid.append(...(known ? [] : [shown.get(message.message_id).node]));
    }
    const told = members.filter(({ text }) => text);
    captions.replaceChildren(...told.map((one) => el("div", { class: "text", dir: "auto" }, marked(one.text, one.entities, one))));
  };
  update({ messages }, chat);
  return { node, update };
}
