/**
 * How many messages of the bot came into a chat while its column was not to be seen. What was seen
 * last is remembered, so that a page that is loaded anew counts on.
 */

import { recall, remember } from "../remembered.js";
import { on, state } from "../store.js";

const ids = (value) => Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(Number.isSafeInteger);
const remembered = () => recall("seen", {}, ids); // person id -> id of the last message that was seen

export class Unread {
  #visible;
  #seen = new Map(Object.entries(remembered()).map(([id, last]) => [Number(id), last]));
  #counts = new Map();
  #heard = new Set();
  #followed = new Set();

  constructor(visible) {
    this.#visible = (id) => visible(id) && document.visibilityState === "visible";
    document.addEventListener("visibilitychange", () => this.look());
  }

  changed(listener) {
    this.#heard.add(listener);
  }

  count(id) {
    return this.#counts.get(id) ?? 0;
  }

  follow(id) {
    if (this.#followed.has(id)) return;
    this.#followed.add(id);
    this.#begin(id);
    on(`messages:${id}`, (changed) => {
      if (changed === null) this.#begin(id);
      this.look();
    });
  }

  /** Counts anew; what is visible is seen. */
  look() {
    let different = false;
    for (const id of this.#followed) {
      if (this.#visible(id)) this.#saw(id, newest(id));
      const count = since(id, this.#seen.get(id));
      different ||= count !== this.count(id);
      this.#counts.set(id, count);
    }
    if (different) for (const listener of this.#heard) listener();
  }

  /** Who is new has nothing unread. Numbers are lower where the simulator has begun anew. */
  #begin(id) {
    const last = newest(id);
    this.#saw(id, Math.min(this.#seen.get(id) ?? last, last));
  }

  /** Other pages of this browser remember theirs beside it. */
  #saw(id, last) {
    if (this.#seen.get(id) === last) return;
    this.#seen.set(id, last);
    const kept = remembered();
    const there = state.people.filter((person) => person.id in kept);
    remember("seen", { ...Object.fromEntries(there.map((person) => [person.id, kept[person.id]])), [id]: last });
  }
}

const messages = (id) => state.chats.get(id)?.messages ?? new Map();

function newest(id) {
  let last = 0;
  for (const known of messages(id).keys()) last = Math.max(last, known);
  return last;
}

function since(id, seen) {
  let count = 0;
  for (const [known, message] of messages(id)) count += known > seen && message.by === "bot";
  return count;
}
