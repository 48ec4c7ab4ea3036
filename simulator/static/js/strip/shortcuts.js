/** What the keyboard does everywhere on the page, and the list of it. */

import { el } from "../dom.js";

const KEYS = [
  ["F6, Shift+F6", "to the next or the previous part: controls, each chat, the wire"],
  ["Alt+1 … Alt+9", "write as the first … ninth person"],
  ["Alt+W", "open or close the wire"],
  ["?", "this list (where nothing is being written)"],
  ["Escape", "close what is open"],
  ["Tab, Shift+Tab, Enter, Space, arrow keys", "as everywhere"],
];

const help = el(
  "dialog",
  { class: "help", "aria-labelledby": "help-title" },
  el("h2", { id: "help-title" }, "Keyboard shortcuts"),
  el("dl", {}, KEYS.map(([keys, does]) => [el("dt", {}, keys), el("dd", {}, does)]).flat()),
  el("form", { method: "dialog" }, el("button", { class: "tool" }, "Close")),
);

export function helpButton() {
  return el("button", { type: "button", class: "tool", "aria-label": "Keyboard shortcuts", onclick: () => help.showModal() }, "?");
}

export function shortcuts({ layout, frames }, wire) {
  document.body.append(help);

  const parts = () => [document.getElementById("strip"), ...layout.shown.filter((id) => layout.visible(id)).map((id) => frames.get(id)), document.getElementById("wire")].filter((part) => part && !part.hidden);
  const nextPart = (by) => {
    const all = parts();
    const here = all.findIndex((part) => part.contains(document.activeElement));
    enter(all.at((here + by + (here < 0 && by < 0 ? 1 : 0)) % all.length));
  };
  const person = (number) => {
    const id = layout.shown[number - 1];
    if (id === undefined) return;
    layout.open(id);
    enter(frames.get(id));
  };

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    const alt = event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "F6") nextPart(event.shiftKey ? -1 : 1);
    else if (alt && digit) person(Number(digit[1]));
    else if (alt && event.code === "KeyW") wire.toggle();
    else if (event.key === "?" && !writing(event.target)) help.showModal();
    else return;
    event.preventDefault();
  });
}

/** Into the field of a chat, else to the first thing that can be used. */
function enter(part) {
  const wanted = part.querySelector("textarea") ?? part.querySelector("button:enabled:not([hidden]), input:enabled, select:enabled");
  (wanted ?? part).focus();
}

const writing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
