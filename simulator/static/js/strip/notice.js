/** One line to the viewer, said once and gone after a while. */

import { el } from "../dom.js";

const SHOWN_MS = 6000;

export function notice(text) {
  const line = el("p", { class: "notice", dir: "auto" }, text);
  document.getElementById("toasts").append(line);
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
