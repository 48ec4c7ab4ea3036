/** Parts of a text that hide something or stand by themselves: spoilers, quotes, code. */

import { copy } from "../copying.js";
import { el } from "../dom.js";

/** Covered until somebody wants to see it; screen readers do not read it before, either. */
export function spoiler(inside) {
  const hidden = el("span", { class: "spoiler-text", "aria-hidden": "true" }, inside);
  hidden.inert = true;
  const node = el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text. Show it", title: "Show" }, hidden);
  const show = (event) => {
    if (node.classList.contains("shown")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    node.classList.add("shown");
    for (const name of ["role", "aria-label", "title"]) node.removeAttribute(name);
    node.setAttribute("tabindex", -1);
    hidden.removeAttribute("aria-hidden");
    hidden.inert = false;
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", show);
  return node;
}

/** A quotation. One that may be folded begins folded, and says so where some of it is cut off. */
export function quote(inside, folds) {
  const words = el("div", { class: "quote-text" }, inside);
  if (!folds) return el("blockquote", {}, words);
  const button = el("button", { type: "button", class: "unfold", "aria-expanded": "false", hidden: true }, "Show all");
  button.addEventListener("click", () => {
    const open = node.classList.toggle("folded") === false;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Show less" : "Show all";
  });
  const node = el("blockquote", { class: "folding folded" }, words, button);
  const look = () => {
    if (node.classList.contains("folded")) button.hidden = words.scrollHeight <= words.clientHeight + 1;
  };
  // In a frame of its own: what changes sizes while they are observed is complained of by browsers.
  new ResizeObserver(() => requestAnimationFrame(look)).observe(words);
  return node;
}

export function codeBlock(language, inside, text) {
  const head = el(
    "div",
    { class: "code-head" },
    el("span", { class: "language" }, language ?? ""),
    el("button", { type: "button", class: "code-copy", "aria-label": "Copy the code", onclick: () => copy(text) }, "Copy"),
  );
  return el("div", { class: "code-block" }, head, el("pre", {}, el("code", {}, inside)));
}
