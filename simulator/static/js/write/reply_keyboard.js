/** The keyboard that the bot puts under the field, and the button that hides it. */

import { el, replaced } from "../dom.js";
import { show } from "../focus.js";
import { icon } from "./icons.js";
import { askContact, askLocation } from "./more.js";
import { sayAside } from "./sending.js";

const ASKS = {
  request_contact: (desk) => askContact(desk, true),
  request_location: (desk) => askLocation(desk),
};

/** {toggle, node}: the button among the tools, and the keys under them. */
export function replyKeyboard(desk) {
  const toggle = el("button", { type: "button", class: "write-tool", "aria-label": "The bot's keyboard", title: "The bot's keyboard", hidden: true }, icon("keyboard"));
  const node = el("div", { class: "write-keys", role: "group", "aria-label": "The bot's keyboard", hidden: true });
  let drawn = "";
  const open = (whether) => {
    show(node, whether, () => desk.field);
    toggle.setAttribute("aria-expanded", String(whether));
  };
  toggle.addEventListener("click", () => open(node.hidden));
  desk.watch(["chat"], () => {
    const { keys = [], one_time: once = false } = desk.chat?.input ?? {};
    const now = JSON.stringify([keys, once]);
    if (now === drawn) return;
    drawn = now;
    show(toggle, keys.length, () => desk.field);
    const press = (key) => {
      if (ASKS[key.action]) ASKS[key.action](desk);
      else sayAside(desk, key.text);
      if (once) open(false);
    };
    if (node.contains(document.activeElement)) desk.field.focus();
    replaced(node, keys.map((row) => el("div", { class: "write-key-row" }, row.map((key) => button(key, press)))));
    open(keys.length > 0);
  });
  return { toggle, node };
}

function button(key, press) {
  const possible = key.action === "text" || key.action in ASKS;
  const title = possible ? null : "Only Telegram itself can do this.";
  return el("button", { type: "button", class: "write-key", dir: "auto", disabled: !possible, title, onclick: () => press(key) }, key.text);
}
