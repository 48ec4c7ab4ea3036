/** Questions in a dialog of their own; the focus goes back to where it was. */

import { el } from "../dom.js";
import { once } from "../focus.js";
import { words } from "./desk.js";

/** Opens a modal dialog with a heading; it is taken away when it closes. */
export function dialog(heading, ...content) {
  const title = el("h2", { class: "write-heading", dir: "auto" }, heading);
  const node = el("dialog", { class: "write-dialog", "aria-label": heading }, title, content);
  const before = document.activeElement;
  node.addEventListener("close", () => {
    node.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(node);
  node.showModal();
  return node;
}

/**
 * Asks for a few facts. `fields`: [name, label, attributes of the input]; `does(facts)` may throw:
 * then the dialog stays and says why. `note`: a sentence above the fields.
 */
export function ask(heading, fields, button, does, { note = "", danger = false } = {}) {
  const inputs = fields.map(([name, label, attributes = {}]) => {
    const input = el("input", { name, class: "write-input", dir: "auto", autocomplete: "off", ...attributes });
    return el("label", { class: "write-label" }, label, input);
  });
  const problem = el("p", { class: "write-problem", role: "alert" });
  const yes = el("button", { type: "submit", class: danger ? "write-yes write-danger" : "write-yes" }, button);
  const no = el("button", { type: "button", class: "write-no", onclick: () => node.close() }, "Cancel");
  const form = el("form", { class: "write-form" }, note && el("p", {}, note), inputs, problem, el("div", { class: "write-buttons" }, no, yes));
  const node = dialog(heading, form);
  const answer = async () => {
    try {
      await does(Object.fromEntries(new FormData(form)));
      node.close();
    } catch (error) {
      problem.textContent = words(error);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(yes, answer);
  });
}
