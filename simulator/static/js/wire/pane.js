/** The wire: every Bot API call and every update as it goes by, beside the chats. */

import { copy } from "../copying.js";
import { el } from "../dom.js";
import { notice } from "../notice.js";
import { recall, remember } from "../remembered.js";
import { state } from "../store.js";
import { personOf } from "./about.js";
import { divider } from "./divider.js";
import { filters } from "./filters.js";
import { entryList } from "./list.js";
import { actsAsTest } from "./python.js";

/** {button, toggle()}: what opens and closes it. */
export function wirePane(place, stage) {
  const wanted = filters(() => list.refresh());
  const list = entryList(wanted.fits);
  const line = divider(stage);
  const button = el("button", { type: "button", class: "tool", "aria-controls": "wire", onclick: () => toggle() }, "⇄ Wire");
  const asTest = () => {
    const person = wanted.person();
    if (!person) notice("Choose first whose acts are wanted.");
    else copy(actsAsTest(state.wire.filter((entry) => personOf(entry) === person), person));
  };
  place.before(line);
  place.append(
    el(
      "div",
      { class: "tools" },
      el("h2", {}, "Wire"),
      wanted.nodes,
      el("button", { type: "button", class: "tool", onclick: asTest }, "Copy acts as a test"),
      el("button", { type: "button", class: "tool", "aria-label": "Close the wire", onclick: () => toggle() }, "✕"),
    ),
    list.node,
  );

  const show = (open) => {
    place.hidden = line.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.refresh();
    else list.empty();
  };
  function toggle() {
    const open = place.hidden;
    const inside = place.contains(document.activeElement);
    remember("wire", open);
    show(open);
    if (inside) button.focus();
  }
  show(recall("wire", false, (value) => typeof value === "boolean"));
  return { button, toggle };
}
