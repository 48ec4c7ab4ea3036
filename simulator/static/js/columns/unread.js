/** How many messages of the bot came into a chat while its column was not to be seen. */

import { on, state } from "../store.js";

export class Unread {
  #visible;
  #seen = new Map(); // person id -> id of the last message that was seen
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
    this.#seen.set(id, newest(id));
    on(`messages:${id}`, (changed) => {
      if (changed === null) this.#seen.set(id, newest(id));
      this.look();
    });
  }

  /** Counts anew; what is visible is seen. */
  look() {
    let different = false;
    for (const id of this.#followed) {
      if (this.#visible(id)) this.#seen.set(id, newest(id));
      const count = since(id, this.#seen.get(id));
      different ||= count !== this.count(id);
      this.#counts.set(id, count);
    }
    if (different) for (const listener of this.#heard) listener();
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
