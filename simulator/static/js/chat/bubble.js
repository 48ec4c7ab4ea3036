/**
 * One message. It is made of parts, and of a changed message only the parts that differ are drawn
 * anew: a playing video goes on under a new keyboard, a focused button keeps the focus.
 */

import { el } from "../dom.js";
import { cardOf, carried } from "./cards.js";
import { marked } from "./entities.js";
import { focusedKey, focusKey, keyboard } from "./keyboard.js";
import { media } from "./media.js";
import { clockTime, fullMoment } from "./moments.js";
import { reactionRow, reactionsOf } from "./reactions.js";
import { forwardedFrom, quoteOf, replyQuote, viaBot } from "./reply.js";

const messages = new WeakMap(); // a bubble -> its message

/** The message that an element stands in, and its bubble; null outside all of them. */
export function messageAt(node) {
  const bubble = node.closest?.(".bubble");
  return bubble ? { bubble, message: messages.get(bubble) } : null;
}

// In their order: name, what it depends on (null: it is not there), how it is drawn.
const INSIDE = [
  ["topic", (message, chat) => chat.topics.find(({ id }) => id === message.topic)?.name, (name) => el("div", { class: "topic-tag", dir: "auto" }, name)],
  ["forwarded", (message) => message.forward_origin, forwardedFrom],
  ["via", (message) => message.via_bot, viaBot],
  ["reply", quoteOf, replyQuote],
  ["above", (message) => (message.show_caption_above_media ? wordsOf(message) : null), words],
  ["media", (message) => message.file, media],
  ["card", (message) => carried(message) && { kind: carried(message), facts: message[carried(message)] }, ({ kind }, message) => cardOf(kind, message())],
  ["text", (message) => (message.show_caption_above_media ? null : wordsOf(message)), words],
  ["nothing", (message) => (message.text || message.file || carried(message) ? null : true), () => el("div", { class: "text quiet" }, "A message that this page cannot show")],
  ["meta", ({ date, edited, edit_date }) => ({ date, edited, edit_date }), meta],
];
const BELOW = [
  ["keys", (message) => (message.keys.length ? message.keys : null), keyboard],
  ["reactions", reactionsOf, reactionRow],
];

const wordsOf = ({ text, entities }) => (text ? { text, entities } : null);

function words({ text, entities }, message) {
  return el("div", { class: "text", dir: "auto" }, marked(text, entities, message()));
}

function meta({ date, edited, edit_date: at }) {
  const title = edited && at ? `${fullMoment(date)}. Edited ${fullMoment(at)}` : fullMoment(date);
  return el("div", { class: "meta" }, edited && el("span", { class: "edited" }, "edited "), el("time", { title }, clockTime(date)));
}

/** {node, update(message, chat)}; `without`: names of parts that somebody else shows. */
export function bubble(message, chat, without = []) {
  const body = el("div", { class: "body" });
  const more = el("button", { type: "button", class: "more", tabindex: -1, "aria-label": "Message menu", "aria-haspopup": "menu" }, "⋯");
  const node = el("article", { class: `bubble by-${message.by}`, "data-message": message.message_id, tabindex: -1 }, body, more);
  const current = () => messages.get(node);
  const inside = parts(body, INSIDE.filter(([name]) => !without.includes(name)), current);
  const below = parts(node, BELOW, current);
  const update = (changed, around) => {
    messages.set(node, changed);
    const by = changed.by === "bot" ? "the bot" : around.person.first_name;
    node.setAttribute("aria-label", `From ${by}, ${clockTime(changed.date)}`);
    const focused = focusedKey(node);
    inside(changed, around);
    below(changed, around);
    if (focused && !node.contains(document.activeElement) && !focusKey(node, focused)) node.focus({ preventScroll: true });
  };
  update(message, chat);
  return { node, update };
}

/** Keeps `kinds` of parts at the end of `place`, in their order. */
function parts(place, kinds, current) {
  const drawn = kinds.map(() => ({ known: "null", node: null }));
  return (message, chat) => {
    kinds.forEach(([, dependsOn, draw], at) => {
      const old = drawn[at];
      const facts = dependsOn(message, chat) ?? null;
      const known = JSON.stringify(facts);
      if (old.known === known) return;
      const node = facts === null ? null : safely(draw, facts, current);
      const next = drawn.slice(at + 1).find((part) => part.node)?.node ?? null;
      old.node?.remove();
      if (node) place.insertBefore(node, next);
      drawn[at] = { known, node };
    });
  };
}

/** A message of a shape that nobody thought of does not take the others with it. */
function safely(draw, facts, current) {
  try {
    return draw(facts, current);
  } catch (error) {
    console.debug("a part of a message cannot be drawn:", error);
    return el("div", { class: "text quiet" }, "A part that this page cannot show");
  }
}
