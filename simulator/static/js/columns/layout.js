/** Which columns are shown, in which order, and which one where there is room for one only. */

import { recall, remember } from "../remembered.js";

const NARROW = "(max-width: 700px)"; // css/columns.css has the same
const KEPT = 200; // ids; people come and go
const ids = (value) => Array.isArray(value) && value.every(Number.isSafeInteger);

export class Layout {
  #heard = new Set();
  #media = matchMedia(NARROW);
  #order = recall("order", [], ids);
  #hidden = new Set(recall("hidden", [], ids));
  #current = recall("current", 0, Number.isSafeInteger);
  #people = [];

  constructor() {
    this.#media.addEventListener("change", () => this.#tell());
  }

  /** `listener` is called after each change. */
  changed(listener) {
    this.#heard.add(listener);
  }

  get narrow() {
    return this.#media.matches;
  }

  /** Everybody's id in the order of the columns, hidden ones too. */
  get order() {
    return this.#people;
  }

  get shown() {
    return this.#people.filter((id) => !this.#hidden.has(id));
  }

  get current() {
    return this.shown.includes(this.#current) ? this.#current : (this.shown[0] ?? 0);
  }

  hidden(id) {
    return this.#hidden.has(id);
  }

  visible(id) {
    return !this.#hidden.has(id) && (!this.narrow || id === this.current);
  }

  /** These people are there now; who is new comes last. */
  set(people) {
    const there = people.map(({ id }) => id);
    const known = this.#order.filter((id) => there.includes(id));
    this.#people = [...known, ...there.filter((id) => !known.includes(id))];
    this.#tell();
  }

  /** Shows this one where only one is shown; an id that was hidden is hidden no more. */
  open(id) {
    this.#current = id;
    this.hide(id, false);
  }

  hide(id, away = true) {
    if (away) this.#hidden.add(id);
    else this.#hidden.delete(id);
    this.#keep();
  }

  /** One place to the left (-1) or right (1) among those that are shown. */
  move(id, by) {
    const beside = this.shown[this.shown.indexOf(id) + by];
    if (beside !== undefined) this.place(id, beside);
  }

  /** Takes the place of another one, which makes room. */
  place(id, at) {
    const [from, to] = [this.#people.indexOf(id), this.#people.indexOf(at)];
    if (from < 0 || to < 0 || from === to) return;
    this.#people.splice(to, 0, ...this.#people.splice(from, 1));
    this.#keep();
  }

  #keep() {
    const gone = this.#order.filter((id) => !this.#people.includes(id));
    this.#order = [...this.#people, ...gone].slice(0, KEPT);
    remember("order", this.#order);
    remember("hidden", [...this.#hidden].slice(-KEPT));
    remember("current", this.#current);
    this.#tell();
  }

  #tell() {
    for (const listener of this.#heard) listener();
  }
}
