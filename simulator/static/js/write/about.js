/** The line above the field: which message is answered or edited. */

import { el, replaced } from "../dom.js";
import { state } from "../store.js";
import { icon } from "./icons.js";
import { stopEditing } from "./sending.js";
import { inWords } from "./telling.js";

export function aboutLine(desk) {
  const who = el("span", { class: "write-about-who" });
  const what = el("span", { class: "write-about-what", dir: "auto" });
  const cancel = el("button", { type: "button", class: "write-tool", onclick: () => {
    forget(desk);
    desk.field.focus();
  } }, icon("cross"));
  const node = el("div", { class: "write-about", role: "note", hidden: true }, el("div", { class: "write-about-words" }, who, what), cancel);
  desk.watch(["about"], () => {
    const message = desk.editing ?? desk.reply;
    node.hidden = !message;
    if (!message) return;
    const to = message.by === "bot" ? state.bot.first_name : desk.person.first_name;
    replaced(who, desk.editing ? "Edit message" : ["Reply to ", el("bdi", {}, to)]);
    what.textContent = desk.quote ? `“${desk.quote.text}”` : inWords(message);
    cancel.setAttribute("aria-label", desk.editing ? "Cancel the edit" : "Cancel the reply");
  });
  forcing(desk);
  return node;
}

/** Neither a reply nor an edit any more; true when there was one. */
export function forget(desk) {
  if (!desk.editing && !desk.reply) return false;
  if (desk.editing) stopEditing(desk);
  else desk.set({});
  return true;
}

/** A question of the bot that wants a reply is answered unless somebody says otherwise. */
function forcing(desk) {
  let forced = 0;
  desk.watch(["chat"], () => {
    const wanted = desk.chat?.input?.force_reply ?? 0;
    const question = desk.chat?.messages.get(wanted);
    if (wanted === forced || (wanted && !question)) return; // a message may come after its news
    const wasForced = desk.reply && desk.reply.message_id === forced;
    forced = wanted;
    if (question && !desk.editing) desk.set({ reply: question });
    else if (!wanted && wasForced) desk.set({});
  });
}
