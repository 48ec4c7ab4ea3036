/**
 * What is being written in one chat. The modules around the field share a desk and listen to it.
 *
 * Subjects: "text" (what the field holds), "about" (reply, quote, editing), "files", "problem", "chat"
 * (what the simulator says of the chat), "topic".
 */

import { act } from "../link.js";
import { on, state } from "../store.js";

export class Desk extends EventTarget {
  #jobs = Promise.resolve();

  constructor(person, field) {
    super();
    this.id = person.id;
    this.field = field;
    this.topic = null; // the topic that is open; null: all of them
    this.reply = null; // the message that is answered
    this.quote = null; // the part of it that is, {text, position}; null: all of it
    this.editing = null; // the own message that is edited
    this.files = []; // see tray.js
    this.problem = "";
    field.addEventListener("input", () => this.tell("text"));
    on(`chat:${person.id}`, () => this.tell("chat"));
    on("people", () => this.tell("chat"));
  }

  get person() {
    return state.people.find((one) => one.id === this.id) ?? { id: this.id, first_name: "" };
  }

  get chat() {
    return state.chats.get(this.id);
  }

  /** The files that are not on their way yet. */
  get waiting() {
    return this.files.filter((file) => !file.going);
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
    this.tell("text");
  }

  /** Listens to several subjects, and is called once at the beginning. */
  watch(subjects, listener) {
    for (const subject of subjects) this.addEventListener(subject, listener);
    listener();
  }

  tell(subject) {
    if (subject === "text" && this.problem) this.complain("");
    this.dispatchEvent(new Event(subject));
  }

  /** Says beside the field what went wrong; "" takes it away. */
  complain(problem) {
    this.problem = problem;
    this.dispatchEvent(new Event("problem"));
  }

  set({ reply = null, quote = null, editing = null }) {
    Object.assign(this, { reply, quote, editing });
    this.tell("about");
  }

  /** Where a message goes, and what it answers. */
  place() {
    return { person: this.id, topic: this.topic ?? undefined, reply_to: this.reply?.message_id, quote: this.quote ?? undefined };
  }

  /**
   * Does one act after another, so that messages arrive in the order in which they were written.
   * True when it worked; what was refused is said beside the field.
   */
  later(job) {
    const done = this.#jobs.then(job).then(
      () => true,
      (error) => {
        this.complain(words(error));
        return false;
      },
    );
    this.#jobs = done;
    return done;
  }

  /** One verb of this person's. */
  act(verb, facts = {}) {
    return this.later(() => act(verb, { person: this.id, ...facts }));
  }
}

const KINDER = [
  [/IMAGE_PROCESS_FAILED|PHOTO_INVALID/, "This picture cannot be sent as a photo. Send it as a file."],
  [/^\w+: Bad Request: /, ""],
];

/** What an Error says to people. */
export function words(error) {
  for (const [pattern, kinder] of KINDER) {
    if (pattern.test(error.message)) return kinder || error.message.replace(pattern, "");
  }
  return error.message;
}
