/** The messages of a chat, oldest first; only what changed is drawn anew. */

import { el } from "../dom.js";
import { on, state } from "../store.js";
import { bubble } from "./bubble.js";

export function messageList(person) {
  const list = el("div", { class: "messages", role: "log", "aria-label": "Messages", tabindex: 0 });
  const shown = new Map();
  on(`messages:${person.id}`, (changed) => {
    const chat = state.chats.get(person.id);
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    if (changed === null) {
      shown.clear();
      list.replaceChildren();
    }
    for (const id of changed ?? chat.messages.keys()) {
      const message = chat.messages.get(id);
      const before = shown.get(id);
      if (!message) {
        before?.remove();
        shown.delete(id);
        continue;
      }
      const drawn = bubble(message, chat);
      shown.set(id, drawn);
      if (before) before.replaceWith(drawn);
      else list.append(drawn);
    }
    if (atEnd) list.scrollTop = list.scrollHeight;
  });
  return list;
}
