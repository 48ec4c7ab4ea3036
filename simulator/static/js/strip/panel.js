/** A button that opens a small panel below it. Escape and a click elsewhere close it. */

import { el } from "../dom.js";

let made = 0;

/**
 * {button, node, opening(listener)}; both nodes have to be put into the page. `kind` "choices" closes
 * with the first button that is pressed in it, and arrow keys go through its buttons.
 */
export function panel(label, shown, content, kind = "form") {
  const id = `panel-${++made}`;
  const node = el("div", { id, class: `panel ${kind}`, popover: "auto", role: "group", "aria-label": label }, content);
  const button = el("button", { type: "button", class: "tool", popovertarget: id, "aria-label": label, "aria-expanded": "false" }, shown);
  node.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") node.dispatchEvent(new Event("opening"));
  });
  node.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    below(button, node);
    buttons(node)[0]?.focus();
  });
  if (kind === "choices") asChoices(node);
  return { button, node, opening: (listener) => node.addEventListener("opening", listener) };
}

const buttons = (node) => [...node.querySelectorAll("button:enabled, input:enabled, select:enabled")];

/** Under its button, and inside of the window. */
function below(button, node) {
  const at = button.getBoundingClientRect();
  const most = Math.max(0, document.documentElement.clientWidth - node.offsetWidth - 8);
  node.style.setProperty("--x", `${Math.min(Math.max(8, at.left), most)}px`);
  node.style.setProperty("--y", `${at.bottom + 4}px`);
}

function asChoices(node) {
  node.addEventListener("click", (event) => {
    if (event.target.closest("button")) node.hidePopover();
  });
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = buttons(node);
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
  });
}
