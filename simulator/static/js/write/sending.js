/** From what is written to what is sent. What is refused comes back into the field. */

import { act } from "../link.js";
import { invoiceIn, startIn } from "./links.js";
import { tooLong } from "./limits.js";
import { openSheet } from "./paying.js";
import { editFile, sendFiles } from "./uploading.js";

/** Sends what is on the desk; nothing at all is not sent. */
export function send(desk) {
  const text = desk.text.trim();
  if (tooLong(desk)) return desk.complain("This is too long to be sent in one piece.");
  if (desk.editing) return sendEdit(desk, text);
  if (desk.waiting.length) return sendFiles(desk, text);
  if (!text) return undefined;
  const start = startIn(text);
  const invoice = invoiceIn(text);
  if (start === null && !invoice) return say(desk, text);
  desk.text = "";
  return start === null ? openSheet(desk, { link: invoice }) : begin(desk, start);
}

/** Sends a text; it comes back if it is refused, before what was written meanwhile. */
export async function say(desk, text) {
  const facts = { ...desk.place(), text };
  const { reply, quote } = desk;
  desk.text = "";
  desk.set({});
  if (await desk.act("say", facts)) return;
  const problem = desk.problem;
  desk.text = desk.text ? `${text}\n${desk.text}` : text;
  desk.set({ reply, quote });
  desk.complain(problem);
}

/** Sends a text that is not the field's, which stays as it is. */
export async function sayAside(desk, text) {
  const facts = { ...desk.place(), text };
  if ((await desk.act("say", facts)) && desk.reply) desk.set({});
}

/** Presses Start, with the payload of a deep link; whoever blocked the bot takes it back by that. */
export function begin(desk, payload = "") {
  return desk.later(async () => {
    if (desk.chat.blocked) await act("unblock", { person: desk.id });
    await act("say", { person: desk.id, text: `/start ${payload}`.trim() });
  });
}

async function sendEdit(desk, text) {
  const message = desk.editing;
  if (desk.waiting.length) return editFile(desk, text);
  if (!text && !message.file) return desk.complain("A message cannot become empty. Delete it instead.");
  const same = text === message.text;
  const done = same || (await desk.act("edit", { message_id: message.message_id, text }));
  return done && stopEditing(desk);
}

/** Begins to edit an own message; what was in the field waits. */
export function edit(desk, message) {
  desk.before = desk.editing ? desk.before : desk.text;
  desk.set({ editing: message });
  desk.text = message.text;
  desk.field.focus();
}

/** The field is as it was before the edit. */
export function stopEditing(desk) {
  desk.set({});
  desk.text = desk.before ?? "";
  desk.before = "";
}

/** The last own message that can be edited. */
export function lastOwn(desk) {
  const here = [...desk.chat.messages.values()].reverse();
  return here.find(
    (one) =>
      one.by === "person" &&
      (one.text || one.file) &&
      !one.forward_origin &&
      !one.via_bot &&
      (desk.topic === null || one.topic === desk.topic),
  );
}
