/** Lines in the middle of a chat that nobody wrote: payments, topics, pins. */

import { el, replaced } from "../dom.js";
import { fullMoment } from "./moments.js";

/** Words of ours around words of others, which may run the other way. */
const said = (ours, ...others) => ({ ours, others: others.map(String) });

const KINDS = {
  successful_payment: (facts, { price }, name) => said`${name} paid ${price}`,
  refunded_payment: (facts, { price }, name) => said`${price} went back to ${name}`,
  forum_topic_created: ({ name }) => said`Topic “${name}” was opened`,
  forum_topic_edited: ({ name }) => (name ? said`The topic is called “${name}” now` : said`The topic has another icon now`),
  pinned_message: () => said`A message was pinned`,
};

const kindOf = (message) => Object.keys(KINDS).find((kind) => message[kind]);

export const isService = (message) => kindOf(message) !== undefined;

function saidOf(message, name) {
  const kind = kindOf(message);
  return KINDS[kind](message[kind], message, name);
}

/** The words of such a line, for `name`'s chat. */
export function serviceText(message, name) {
  const { ours, others } = saidOf(message, name);
  return ours.map((words, at) => words + (others[at] ?? "")).join("");
}

function serviceNodes(message, name) {
  const { ours, others } = saidOf(message, name);
  return ours.map((words, at) => [words, at < others.length && el("bdi", {}, others[at])]).flat();
}

export function serviceLine(message, chat) {
  const { first_name: name } = chat.person;
  const facts = { class: "between service", tabindex: -1, "data-message": message.message_id, title: fullMoment(message.date) };
  const line = el("div", facts, serviceNodes(message, name));
  return { node: line, update: () => replaced(line, serviceNodes(message, name)) };
}
