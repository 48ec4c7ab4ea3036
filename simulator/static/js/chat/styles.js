/** What each kind of entity looks like and does when it is pressed. */

import { copy } from "../copying.js";
import { el } from "../dom.js";
import { act } from "../link.js";
import { notice } from "../notice.js";
import { addressed, link } from "./links.js";
import { fullMoment, inFormat } from "./moments.js";
import { codeBlock, quote, spoiler } from "./blocks.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

const KINDS = {
  spoiler: (entity, inside) => spoiler(inside),
  code: (entity, inside, text) => pressable("code", { title: "Copy" }, inside, () => copy(text)),
  pre: (entity, inside, text) => codeBlock(entity.language, inside, text),
  blockquote: (entity, inside) => quote(inside, false),
  expandable_blockquote: (entity, inside) => quote(inside, true),
  url: (entity, inside, text) => link(text, inside),
  text_link: (entity, inside) => link(entity.url, inside, { title: addressed(entity.url)?.href ?? String(entity.url) }),
  mention: (entity, inside, text) => link(`https://t.me/${text.slice(1)}`, inside),
  text_mention: (entity, inside) => pressable("span", { class: "link", title: `User ${entity.user?.id}` }, inside, () => visit(entity.user)),
  hashtag: (entity, inside) => el("span", { class: "link" }, inside),
  cashtag: (entity, inside) => el("span", { class: "link" }, inside),
  bot_command: (entity, inside, text, message) => pressable("span", { class: "link", title: "Send this command" }, inside, () => send(text, message)),
  email: (entity, inside, text) => pressable("span", { class: "link", title: "Copy" }, inside, () => copy(text)),
  phone_number: (entity, inside, text) => pressable("span", { class: "link", title: "Copy" }, inside, () => copy(text)),
  custom_emoji: (entity, inside) => el("span", { class: "custom-emoji", title: `Custom emoji ${entity.custom_emoji_id}` }, inside),
  date_time: (entity, inside) => moment(entity, inside),
};

/** One entity around what is `inside` of it; `text` is the same without marks. */
export function styled(entity, inside, text, message) {
  if (Object.hasOwn(TAGS, entity.type)) return el(TAGS[entity.type], {}, inside);
  return Object.hasOwn(KINDS, entity.type) ? KINDS[entity.type](entity, inside, text, message) : el("span", {}, inside);
}

/** Text that can be pressed, by pointer and by Enter or Space. */
export function pressable(tag, attributes, inside, press) {
  const node = el(tag, { role: "button", tabindex: 0, ...attributes }, inside);
  node.classList.add("pressable");
  node.addEventListener("click", press);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    press(event);
  });
  return node;
}

function moment(entity, inside) {
  const format = String(entity.date_time_format ?? "");
  const relative = format.toLowerCase() === "r" ? entity.unix_time : null;
  return el("time", { class: "moment", title: fullMoment(entity.unix_time), "data-relative": relative }, inFormat(entity.unix_time, format) ?? inside);
}

/** The column of a person who is mentioned by name. */
function visit(user) {
  const column = document.querySelector(`.column[data-person="${Number(user?.id)}"]`);
  if (!column) notice("Nobody here has this name.");
  column?.scrollIntoView({ inline: "nearest" });
  column?.querySelector("textarea")?.focus();
}

function send(text, message) {
  act("say", { person: message.chat_id, text, topic: message.topic ?? null }).catch((error) => notice(error.message));
}
