/** The buttons under a message. */

import { el } from "../dom.js";
import { act } from "../link.js";

export function keyboard(message) {
  if (!message.keys.length) return null;
  const rows = message.keys.map((row) =>
    el("div", { class: "row" }, row.map((key) => button(message, key))),
  );
  return el("div", { class: "keys" }, rows);
}

function button(message, key) {
  const press = () =>
    act("press_data", { person: message.chat_id, message_id: message.message_id, data: key.value, wait: false });
  return el("button", { type: "button", class: "key", onclick: press }, key.text);
}
