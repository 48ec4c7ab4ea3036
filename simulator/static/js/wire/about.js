/** What is to be said of an entry of the wire: whose it is, in one line, in words to search. */

import { state } from "../store.js";

const CARRIERS = { callback_query_id: "callback_query", pre_checkout_query_id: "pre_checkout_query", inline_query_id: "inline_query" };
const searched = new WeakMap();
const asked = new Map(); // id of a question -> whose it is
const ASKED_KEPT = 5000;

/** Notes whose question an update is, so that its answer is known to be theirs. */
export function noted(entry) {
  if (entry.kind !== "update") return;
  for (const kind of Object.values(CARRIERS)) {
    if (entry.body[kind]) asked.set(String(entry.body[kind].id), entry.chat_id);
  }
  if (asked.size > ASKED_KEPT) asked.delete(asked.keys().next().value);
}

/** Where another run of the simulator began: whoever looks for anything sees it. */
export const began = (entry) => entry.kind === "begin";

export function personOf(entry) {
  if (began(entry)) return 0;
  if (entry.kind === "update") return entry.chat_id;
  const { chat_id, user_id, ...others } = entry.params;
  for (const field of Object.keys(CARRIERS)) {
    if (others[field] !== undefined) return asked.get(String(others[field])) ?? 0;
  }
  return Number(chat_id ?? user_id ?? 0);
}

export const nameOf = (id) => state.people.find((person) => person.id === id)?.first_name ?? "";

export const refused = (entry) => entry.kind === "call" && !entry.ok;

export const kindOf = (entry) => (entry.kind === "call" ? entry.method : Object.keys(entry.body).find((name) => name !== "update_id"));

/** The beginning of what was said, asked or done. */
export function words(entry) {
  if (refused(entry)) return entry.error;
  const about = entry.kind === "call" ? entry.params : entry.body[kindOf(entry)];
  const said = about.text ?? about.caption ?? about.data ?? about.query ?? about.title ?? about.emoji ?? "";
  return String(typeof said === "object" ? JSON.stringify(said) : said).split("\n")[0].slice(0, 120);
}

export function holds(entry, text) {
  if (!searched.has(entry)) searched.set(entry, JSON.stringify(entry).toLowerCase());
  return searched.get(entry).includes(text);
}
