/** Dialogs of the chat: one thing is told or asked, and focus returns to where it was. */

import { el } from "../dom.js";

/** Shows a <dialog> with `content` and `buttons` until it is closed. */
export function dialog(label, content, buttons) {
  const before = document.activeElement;
  const shown = el("dialog", { class: "ask", "aria-label": label }, content, el("div", { class: "ask-buttons" }, buttons(() => shown.close())));
  shown.addEventListener("click", (event) => event.target === shown && shown.close());
  shown.addEventListener("close", () => {
    shown.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(shown);
  shown.showModal();
  return shown;
}

/** What the bot wants to be read before anything else. */
export function alertOf(text) {
  dialog("The bot says", el("p", { dir: "auto" }, text), (close) => [
    el("button", { type: "button", class: "ask-main", autofocus: true, onclick: close }, "OK"),
  ]);
}

/** An address that nobody could know of is opened only by who has seen it. */
export function askToOpen(href, why = "This link leads elsewhere than its text says:") {
  dialog("Open this link?", [el("p", {}, why), el("p", { class: "address" }, href)], (close) => [
    el("button", { type: "button", autofocus: true, onclick: close }, "Stay here"),
    el("a", { class: "ask-main", href, target: "_blank", rel: "noopener noreferrer", onclick: close }, "Open"),
  ]);
}
