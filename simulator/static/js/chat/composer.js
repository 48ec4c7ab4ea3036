/** Where a person writes: the field, what stands around it, and what the chat asks of it. */

import { el } from "../dom.js";
import { aboutLine } from "../write/about.js";
import { dropPlace, paperClip } from "../write/arriving.js";
import { chatMenu } from "../write/chat_menu.js";
import { choices } from "../write/choices.js";
import { commands } from "../write/commands.js";
import { Desk } from "../write/desk.js";
import { drafts, moveTo } from "../write/drafts.js";
import { emojiPicker } from "../write/emoji.js";
import { counter, emptyField, grows, keys } from "../write/field.js";
import { closedBy, gate } from "../write/gate.js";
import { inline } from "../write/inline.js";
import { moreMenu } from "../write/more.js";
import { openSheet } from "../write/paying.js";
import { replyKeyboard } from "../write/reply_keyboard.js";
import { begin, edit, send } from "../write/sending.js";
import { tray } from "../write/tray.js";
import { voiceNote } from "../write/voice.js";

export function composer(person) {
  const desk = new Desk(person, emptyField());
  const list = choices(desk);
  keys(desk, list);
  inline(desk, list);
  const keyboard = replyKeyboard(desk);
  const problem = el("p", { class: "write-problem", role: "alert" });
  desk.watch(["problem"], () => (problem.textContent = desk.problem));
  desk.watch(["chat"], () => {
    desk.field.setAttribute("aria-label", `Message as ${desk.person.first_name}`);
    desk.field.placeholder = desk.chat?.input?.placeholder || "Message";
  });
  const submit = el("button", { type: "button", class: "write-send", onclick: () => send(desk) }, "Send");
  const row = el("div", { class: "write-row" }, commands(desk, list), desk.field, submit);
  const tools = el("div", { class: "write-tools", role: "group", "aria-label": "More to send" },
    paperClip(desk), emojiPicker(desk), moreMenu(desk), voiceNote(desk), keyboard.toggle, counter(desk));
  const place = el("div", { class: "write-place" }, aboutLine(desk), tray(desk), row, tools, keyboard.node);
  const node = el("div", { class: "write" }, list.node, problem, place, gate(desk, (open) => (place.hidden = !open)));
  drafts(desk);
  grows(desk);
  queueMicrotask(() => attach(desk, node.closest(".column")));
  return node;
}

/** What the rest of the column tells bubbles up to it, or is told of it (see column.js). */
function attach(desk, column) {
  (column.querySelector(".head-tools") ?? column.querySelector(".head")).append(chatMenu(desk));
  dropPlace(desk, column, () => !closedBy(desk.chat));
  const heard = {
    reply: (message) => answer(desk, message),
    quote: ({ message, quote }) => answer(desk, message, quote),
    "edit-own": (message) => edit(desk, message),
    compose: ({ text }) => write(desk, text),
    "compose-start": ({ payload }) => begin(desk, payload),
    pay: (message) => openSheet(desk, { message_id: message.message_id, chat_id: message.chat_id }),
    "pay-link": ({ link }) => openSheet(desk, { link }),
    topic: ({ topic }) => moveTo(desk, topic),
  };
  for (const [kind, does] of Object.entries(heard)) column.addEventListener(kind, ({ detail }) => does(detail));
}

function answer(desk, message, quote = null) {
  if (desk.editing) desk.text = desk.before ?? "";
  desk.set({ reply: message, quote });
  desk.field.focus();
}

function write(desk, text) {
  desk.text = text;
  desk.field.focus();
  desk.field.setSelectionRange(text.length, text.length);
}
