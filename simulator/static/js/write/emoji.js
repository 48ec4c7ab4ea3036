/** A small picker of emoji, found by name; the chosen one goes where the caret is. */

import { el, replaced } from "../dom.js";
import { EMOJI } from "./emoji_names.js";
import { icon } from "./icons.js";
import { popup, roam } from "./popup.js";

const A_ROW = 8;

export function emojiPicker(desk) {
  const button = el("button", { type: "button", class: "write-tool", "aria-label": "Emoji", title: "Emoji", "aria-haspopup": "dialog" }, icon("smile"));
  const search = el("input", { type: "search", class: "write-input", dir: "auto", "aria-label": "Search emoji", placeholder: "Search" });
  const grid = el("div", { class: "write-emoji", role: "group", "aria-label": "Emoji found" });
  const panel = el("div", { class: "write-popup write-picker", role: "dialog", "aria-label": "Emoji" }, search, grid);
  const { close } = popup(button, panel, () => {
    search.value = "";
    draw();
    search.focus();
  });

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const found = EMOJI.filter(({ name }) => name.includes(wanted));
    replaced(grid, found.length ? found.map(key) : el("p", { class: "write-note" }, "Nothing by this name."));
  }

  const key = ({ emoji, name }, at) =>
    el("button", { type: "button", class: "write-emoji-key", "aria-label": name, title: name, tabindex: at ? -1 : 0, onclick: () => pick(emoji) }, emoji);

  function pick(emoji) {
    close(false);
    desk.field.focus();
    desk.field.setRangeText(emoji, desk.field.selectionStart, desk.field.selectionEnd, "end");
    desk.tell("text");
  }

  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    const first = grid.querySelector("button");
    if (!first || !["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") first.click();
    else first.focus();
  });
  grid.addEventListener("keydown", (event) => roam(event, [...grid.querySelectorAll("button")], A_ROW));
  return el("div", { class: "write-anchor" }, button, panel);
}
