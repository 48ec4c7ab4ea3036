/** The bar under the head with what is pinned: the newest first, each press goes one further back. */

import { el } from "../dom.js";
import { on, state } from "../store.js";
import { jump } from "./jump.js";
import { inShort } from "./told.js";

export function pinnedBar(person) {
  const text = el("bdi", { class: "pinned-text" });
  const place = el("span", { class: "pinned-place" });
  const bar = el("button", { type: "button", class: "pinned", hidden: true }, el("span", { "aria-hidden": "true" }, "📌"), place, text);
  let [back, known] = [0, ""];
  const draw = () => {
    const chat = state.chats.get(person.id);
    const pins = (chat?.pins ?? []).map((pin) => chat.messages.get(pin.message_id) ?? pin);
    const ids = pins.map((pin) => pin.message_id).join();
    if (ids !== known) back = 0;
    known = ids;
    bar.hidden = !pins.length;
    if (!pins.length) return;
    const at = pins.length - 1 - (back % pins.length);
    const told = inShort(pins[at], chat);
    text.textContent = told;
    place.textContent = pins.length > 1 ? `${at + 1} of ${pins.length}` : "Pinned";
    bar.setAttribute("aria-label", `Pinned message ${at + 1} of ${pins.length}: ${told}. Go there`);
    bar.onclick = () => {
      back += 1;
      draw();
      jump(bar, pins[at].message_id);
    };
  };
  on(`chat:${person.id}`, draw);
  on(`messages:${person.id}`, draw);
  draw();
  return bar;
}
