/** Reactions under a message: the bot's and one's own. Pressing one's own takes it away. */

import { el } from "../dom.js";
import { act } from "../link.js";
import { notice } from "../notice.js";

export const COMMON = ["👍", "❤", "🔥", "👏", "😁", "🎉", "🤔", "👎"];

export function reactionsOf({ reactions = [], own_reaction: own = "" }) {
  return reactions.length || own ? { reactions, own } : null;
}

export function reactionRow({ reactions, own }, message) {
  const all = new Set([...reactions, ...(own ? [own] : [])]);
  const chips = [...all].map((emoji) => {
    const count = Number(reactions.includes(emoji)) + Number(own === emoji);
    return el(
      "button",
      { type: "button", class: "reaction", "aria-pressed": String(own === emoji), "aria-label": `${emoji} ${count}`, onclick: () => react(message(), own === emoji ? "" : emoji) },
      `${emoji} ${count}`,
    );
  });
  return el("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, chips);
}

export function react(message, emoji) {
  return act("react", { person: message.chat_id, message_id: message.message_id, emoji }).catch((error) => notice(error.message));
}
