/** Light, dark, or as the system has it: `data-theme` on <html>, remembered. */

import { el } from "../dom.js";
import { recall, remember } from "../remembered.js";

const THEMES = { system: "System", light: "Light", dark: "Dark" };

export function theme() {
  const chosen = recall("theme", "system", (value) => Object.hasOwn(THEMES, value));
  const select = el("select", { class: "tool", "aria-label": "Theme", title: "Theme" }, Object.entries(THEMES).map(([value, label]) => el("option", { value }, label)));
  const show = () => {
    if (select.value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = select.value;
  };
  select.value = chosen;
  select.addEventListener("change", () => {
    remember("theme", select.value);
    show();
  });
  show();
  return select;
}
