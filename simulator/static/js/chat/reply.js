/** What stands above a message's own words: what it answers, whom it is from, by which bot. */

import { el } from "../dom.js";
import { state } from "../store.js";
import { inShort, senderOf } from "./told.js";
import { jump } from "./jump.js";

/** Facts of the quote: the part that was quoted, or the target as it is now, or else as it was. */
export function quoteOf(message, chat) {
  if (!message.reply_to) return null;
  const target = chat.messages.get(message.reply_to);
  const { by, text } = target ? { by: target.by, text: inShort(target, chat) } : (message.replied ?? { by: "bot", text: "" });
  const part = message.quote?.text;
  return { id: message.reply_to, who: senderOf(by, chat, state.bot), text: part || text || "Message", part: Boolean(part) };
}

export function replyQuote({ id, who, text, part }) {
  const node = el(
    "button",
    { type: "button", class: part ? "reply quoted" : "reply", "aria-label": `In reply to ${who}${part ? ", quoted" : ""}: ${text}. Go there` },
    el("bdi", { class: "reply-who" }, who),
    el("span", { class: "reply-text", dir: "auto" }, text),
  );
  node.addEventListener("click", () => jump(node, id));
  return node;
}

export function forwardedFrom(origin) {
  const user = origin.sender_user;
  const name = user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : (origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title ?? "somebody");
  return el("div", { class: "forwarded" }, "Forwarded from ", el("bdi", {}, String(name)));
}

export const viaBot = (bot) => el("div", { class: "forwarded" }, "via ", el("bdi", {}, `@${bot.username}`));
