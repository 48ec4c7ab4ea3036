/**
 * A word to the viewer that goes by itself; screen readers are told it. What lies below can be
 * pressed, unless there is so much to be said that it has to be scrolled.
 */

import { el } from "./dom.js";

const SHOWN_MS = 6000;

export function notice(text) {
  const line = el("p", { class: "notice", dir: "auto" }, text);
  document.getElementById("toasts").append(line);
  line.classList.toggle("long", line.scrollHeight > line.clientHeight);
  setTimeout(() => line.remove(), SHOWN_MS);
}

/** A listener that does something with the simulator, and says what was refused. */
export function trying(doing) {
  return async (...facts) => {
    try {
      return await doing(...facts);
    } catch (error) {
      notice(error.message);
      return undefined;
    }
  };
}
