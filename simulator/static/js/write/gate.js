/** What stands in the field's place: Start before anything was written, Unblock, or nobody at all. */

import { el, replaced } from "../dom.js";
import { begin } from "./sending.js";

/** "start", "blocked", "gone" or "" for a chat in which one can write. */
export function closedBy(chat) {
  if (!chat) return "";
  if (chat.deactivated) return "gone";
  if (chat.blocked) return "blocked";
  return chat.started ? "" : "start";
}

/** `open(whether)` shows or hides what one writes with. */
export function gate(desk, open) {
  const start = el("button", { type: "button", class: "write-start", onclick: () => begin(desk) }, "Start");
  const unblock = el("button", { type: "button", class: "write-start", onclick: () => desk.act("unblock") }, "Unblock");
  const gone = el("p", { class: "write-gone" });
  const node = el("div", { class: "write-gate" }, start, unblock, gone);
  let before = null;
  desk.watch(["chat"], () => {
    const now = closedBy(desk.chat);
    replaced(gone, el("bdi", {}, desk.person.first_name), " deleted the account.");
    if (now === before) return;
    const pressed = node.contains(document.activeElement);
    const wrote = document.activeElement === desk.field;
    node.hidden = !now;
    start.hidden = now !== "start";
    unblock.hidden = now !== "blocked";
    gone.hidden = now !== "gone";
    open(!now);
    if (pressed && !now) desk.field.focus();
    if (wrote) node.querySelector("button:not([hidden])")?.focus();
    before = now;
  });
  return node;
}
