/** A word at the edge of the page that goes by itself; screen readers are told it. */

import { el } from "../dom.js";

const SHOWN_MS = 5000;

export function toast(text) {
  const said = el("div", { class: "toast", dir: "auto" }, text);
  document.getElementById("toasts").append(said);
  setTimeout(() => said.remove(), SHOWN_MS);
}
