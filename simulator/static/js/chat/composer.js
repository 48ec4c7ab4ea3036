/** Where a person writes. */

import { el } from "../dom.js";
import { act } from "../link.js";

export function composer(person) {
  const input = el("textarea", { class: "input", rows: 1, "aria-label": `Message as ${person.first_name}` });
  const send = async () => {
    const text = input.value;
    if (!text.trim()) return;
    input.value = "";
    await act("say", { person: person.id, text });
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  return el("div", { class: "composer" }, input, el("button", { type: "button", class: "send", onclick: send }, "Send"));
}
