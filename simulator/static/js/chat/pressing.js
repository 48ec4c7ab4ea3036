/**
 * Buttons that were pressed and wait for the bot. A button spins until the bot answers its query, or
 * until the query is too old to be answered.
 */

import { act } from "../link.js";
import { notice } from "../notice.js";
import { on } from "../store.js";
import { tell } from "./answers.js";

const LONGEST_MS = 150_000; // Bot API: a callback query can be answered for so long
const spinning = new Map(); // what a button is -> how many answers it waits for
const waiting = new Map(); // query id -> what stops the button
const answered = new Map(); // query id -> its answer, for those that come before their number
const buttons = new WeakMap();

const nameOf = (message, key) => JSON.stringify([message.chat_id, message.message_id, key.value, key.text]);

/** Says which button this element is; it spins if that one is pressed. */
export function isButton(node, message, key) {
  buttons.set(node, nameOf(message, key));
  shown(node);
}

export async function press(node, message, key) {
  const name = buttons.get(node);
  const list = node.closest(".messages");
  const change = (by) => {
    spinning.set(name, Math.max(0, (spinning.get(name) ?? 0) + by));
    for (const one of list?.querySelectorAll(".key") ?? [node]) shown(one);
  };
  change(1);
  try {
    const facts = { person: message.chat_id, message_id: message.message_id, data: key.value, wait: false };
    const { answer } = await act("press_data", facts);
    if (answered.delete(answer.query_id)) change(-1);
    else waiting.set(answer.query_id, release(answer.query_id, () => change(-1)));
  } catch (error) {
    change(-1);
    notice(error.message);
  }
}

function release(query, stop) {
  const timer = setTimeout(() => waiting.get(query)?.(), LONGEST_MS);
  return () => {
    clearTimeout(timer);
    waiting.delete(query);
    stop();
  };
}

function shown(node) {
  const name = buttons.get(node);
  const waits = name !== undefined && spinning.get(name) > 0;
  if (waits) node.setAttribute("aria-busy", "true");
  else node.removeAttribute("aria-busy");
}

/** Listens to the bot's answers in a person's chat; `column` is where they are shown. */
export function followAnswers(person, column) {
  on(`answer:${person.id}`, (event) => {
    if (event.query !== "callback") return;
    const stop = waiting.get(event.query_id);
    if (stop) stop();
    else if (answered.set(event.query_id, true).size > 100) answered.delete(answered.keys().next().value);
    tell(event, column);
  });
}
