/**
 * A word to the viewer that goes by itself; screen readers are told it. What lies below can be
 * pressed, unless there is so much to be said that it has to be scrolled.
 */

import { el } from "./dom.js";

const SHOWN_MS = 6000;

/** `place`: where it is said; the edge of the page, unless it concerns one chat only. */
export function notice(text, place = document.getElementById("toasts")) {
  const line = el("p", { class: "notice", dir: "auto" }, text);
  place.append(line);
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
