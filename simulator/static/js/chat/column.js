/** A person's chat with the bot: its head, its messages, and what is written. */

import { el } from "../dom.js";
import { show } from "../focus.js";
import { on, state } from "../store.js";
import { actionLine } from "./action.js";
import { composer } from "./composer.js";
import { touches } from "./gestures.js";
import { messageMenus } from "./menu.js";
import { messageList } from "./messages.js";
import { pinnedBar } from "./pinned.js";
import { followAnswers } from "./pressing.js";
import { topicTabs } from "./topics.js";

/**
 * What happens in a chat and is somebody else's to do bubbles up as events: "reply", "edit-own" and
 * "pay" (detail: the message), "quote" {message, quote: {text, position}}, "compose" {text}, "compose-start" {payload}, "pay-link" {link}. The
 * column itself tells "topic" {topic: id or null} and "unread" {count}, and keeps both in its data.
 */
export function chatColumn(person) {
  const badge = el("span", { class: "badge", hidden: true });
  const down = el("button", { type: "button", class: "to-end", hidden: true, onclick: () => list.toEnd() });
  const list = messageList(person, () => refresh());
  const tabs = topicTabs(person, list.unread, (topic) => {
    list.showTopic(topic);
    tell("topic", { topic });
  });
  const name = el("h2", { class: "head-name", dir: "auto" }, person.first_name);
  const column = el(
    "section",
    { class: "column", "aria-label": `${person.first_name}'s chat`, "data-person": person.id, "data-unread": 0 },
    el("header", { class: "head" }, el("div", { class: "head-names" }, name, actionLine(person)), badge, el("div", { class: "head-tools" })),
    tabs.node,
    pinnedBar(person),
    el("div", { class: "middle" }, list.node, down, el("div", { class: "said", role: "status" })),
    composer(person),
  );
  const tell = (kind, detail) => {
    if (kind === "topic") column.dataset.topic = detail.topic ?? "";
    column.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
  };
  const refresh = () => {
    const count = list.unread.count();
    badge.hidden = !count;
    badge.textContent = count;
    badge.setAttribute("aria-label", `${count} unread`);
    show(down, !list.atEnd(), list.newest);
    down.textContent = count ? `↓ ${count}` : "↓";
    down.setAttribute("aria-label", count ? `To the end, ${count} unread` : "To the end");
    if (Number(column.dataset.unread) === count) return;
    column.dataset.unread = count;
    tabs.refresh();
    tell("unread", { count });
  };
  on("people", () => {
    const now = state.people.find(({ id }) => id === person.id)?.first_name ?? person.first_name;
    name.textContent = now;
    column.setAttribute("aria-label", `${now}'s chat`);
  });
  column.addEventListener("show-topic", ({ detail }) => tabs.show(detail.topic));
  followAnswers(person, column);
  messageMenus(list.node);
  touches(list.node);
  list.begin();
  return column;
}
