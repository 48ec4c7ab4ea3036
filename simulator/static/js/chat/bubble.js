/** One message. */

import { el } from "../dom.js";
import { keyboard } from "./keyboard.js";

export function bubble(message, chat) {
  const by = message.by === "bot" ? "the bot" : chat.person.first_name;
  return el(
    "article",
    { class: `bubble by-${message.by}`, "data-message": message.message_id, "aria-label": `From ${by}` },
    el("div", { class: "text", dir: "auto" }, message.text),
    keyboard(message),
  );
}
