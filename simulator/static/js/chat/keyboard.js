/** The buttons under a message. What a button does that is not the chat's is told as an event. */

import { copy } from "../copying.js";
import { el } from "../dom.js";
import { notice } from "../notice.js";
import { state } from "../store.js";
import { link } from "./links.js";
import { isButton, press } from "./pressing.js";

const STYLES = new Set(["primary", "success", "danger"]);

/** Rows of buttons; `message()` is the message as it is when one is pressed. */
export function keyboard(keys, message) {
  const rows = keys.map((row) => el("div", { class: "row" }, row.map((key) => button(key, message))));
  return el("div", { class: "keys", role: "group", "aria-label": "Buttons" }, rows);
}

function button(key, message) {
  const style = STYLES.has(key.style) ? ` key-${key.style}` : "";
  const attributes = { class: `key${style}`, dir: "auto", "data-action": key.action };
  const address = key.action === "url" ? key.value : (key.value?.url ?? null);
  if (["url", "web_app", "login_url"].includes(key.action)) {
    return link(address, [key.text, mark("↗")], { ...attributes, "aria-label": key.text });
  }
  const disabled = key.action === "disabled";
  const node = el("button", { type: "button", ...attributes, disabled }, key.text, mark(MARKS[key.action]));
  if (key.action === "callback_data") isButton(node, message(), key);
  node.addEventListener("click", () => DOES[key.action]?.(key.value, node, message(), key));
  return node;
}

const MARKS = { copy_text: "⧉", switch_inline_query: "➦", switch_inline_query_chosen_chat: "➦", switch_inline_query_current_chat: "➦" };
const mark = (sign) => sign && el("span", { class: "mark", "aria-hidden": "true" }, sign);

const ask = (query, node) => tell(node, "compose", { text: `@${state.bot.username} ${query ?? ""}` });

const DOES = {
  callback_data: (value, node, message, key) => press(node, message, key),
  copy_text: (value) => copy(String(value?.text ?? "")),
  switch_inline_query: ask,
  switch_inline_query_current_chat: ask,
  switch_inline_query_chosen_chat: (value, node) => ask(value?.query, node),
  pay: (value, node, message) => tell(node, "pay", message),
  callback_game: () => notice("Games are played in Telegram only."),
};

function tell(node, kind, detail) {
  node.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
}

/** Which button of a keyboard has the focus: its text and its place; null when none has. */
export function focusedKey(node) {
  const active = document.activeElement;
  if (!node?.contains(active) || !active.classList.contains("key")) return null;
  return { text: active.textContent, at: [...node.querySelectorAll(".key")].indexOf(active) };
}

/** Gives the focus to the same button of a keyboard drawn anew, or to the one in its place. */
export function focusKey(node, { text, at }) {
  const all = [...(node?.querySelectorAll(".key") ?? [])];
  const same = all.filter((one) => one.textContent === text);
  const found = same.includes(all[at]) ? all[at] : (same[0] ?? all[at]);
  found?.focus({ preventScroll: true });
  return Boolean(found);
}
