/** A button that opens a small menu, or a panel; Escape and a press elsewhere close it. */

import { el } from "../dom.js";

/**
 * Opens and closes `panel` by `button`; `opened()` puts the focus into it. When it closes by Escape
 * or by a choice, the focus goes back to the button.
 */
export function popup(button, panel, opened) {
  panel.hidden = true;
  button.setAttribute("aria-expanded", "false");
  const outside = (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close(false);
  };
  function close(back = true) {
    if (panel.hidden) return;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, { capture: true });
    if (back) button.focus();
  }
  function open() {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, { capture: true });
    opened();
  }
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !panel.contains(relatedTarget) && relatedTarget !== button) close(false);
  });
  return { close };
}

/** A button with a menu. `items()`: [label, what it does, whether it is dangerous] for now. */
export function menuButton(sign, label, items) {
  const button = el("button", { type: "button", class: "write-tool", "aria-label": label, title: label, "aria-haspopup": "menu" }, sign);
  const menu = el("div", { class: "write-popup", role: "menu", "aria-label": label });
  const { close } = popup(button, menu, () => {
    menu.replaceChildren(...items().map(([text, does, danger]) => {
      const chosen = () => {
        close();
        does();
      };
      return el("button", { type: "button", role: "menuitem", tabindex: -1, class: danger ? "write-item write-danger" : "write-item", onclick: chosen }, text);
    }));
    menu.firstElementChild.focus();
  });
  menu.addEventListener("keydown", (event) => roam(event, [...menu.children], 1));
  return el("div", { class: "write-anchor" }, button, menu);
}

/** Arrow keys go through `all`, `columns` of them in a row; Home and End to its ends. */
export function roam(event, all, columns) {
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 };
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : at + steps[event.key];
  if (at < 0 || Number.isNaN(to)) return;
  event.preventDefault();
  const within = columns === 1 ? (to + all.length) % all.length : Math.min(Math.max(to, 0), all.length - 1);
  all[within]?.focus();
}
