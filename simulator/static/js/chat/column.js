/** A person's chat with the bot: its head, its messages, and what is written. */

import { el } from "../dom.js";
import { composer } from "./composer.js";
import { messageList } from "./messages.js";

export function chatColumn(person) {
  return el(
    "section",
    { class: "column", "aria-label": `${person.first_name}'s chat`, "data-person": person.id },
    el("h2", { class: "head" }, person.first_name),
    messageList(person),
    composer(person),
  );
}
