/** Lines in the middle of a chat that nobody wrote: payments, topics, pins. */

import { el } from "../dom.js";
import { fullMoment } from "./moments.js";

const KINDS = {
  successful_payment: (facts, { price }, name) => `${name} paid ${price}`,
  refunded_payment: (facts, { price }, name) => `${price} went back to ${name}`,
  forum_topic_created: ({ name }) => `Topic “${name}” was opened`,
  forum_topic_edited: ({ name }) => (name ? `The topic is called “${name}” now` : "The topic has another icon now"),
  pinned_message: () => "A message was pinned",
};

const kindOf = (message) => Object.keys(KINDS).find((kind) => message[kind]);

export const isService = (message) => kindOf(message) !== undefined;

/** The words of such a line, for `name`'s chat. */
export function serviceText(message, name) {
  const kind = kindOf(message);
  return KINDS[kind](message[kind], message, name);
}

export function serviceLine(message, chat) {
  const { first_name: name } = chat.person;
  const facts = { class: "between service", dir: "auto", tabindex: -1, "data-message": message.message_id, title: fullMoment(message.date) };
  const line = el("div", facts, serviceText(message, name));
  return { node: line, update: () => (line.textContent = serviceText(message, name)) };
}
