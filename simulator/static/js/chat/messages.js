/** The messages of a chat, oldest first. A frame draws what changed since the last one. */

import { el } from "../dom.js";
import { loadOlder, on, state } from "../store.js";
import { album } from "./album.js";
import { bubble } from "./bubble.js";
import { dayLine, unreadLine } from "./day.js";
import { moveAmong } from "./moving.js";
import { planned } from "./plan.js";
import { keptPlace } from "./scroll.js";
import { isService, serviceLine } from "./service.js";
import { unreadKeeper } from "./unread.js";

const DRAWS = {
  day: dayLine,
  unread: unreadLine,
  album,
  service: ({ message }, chat) => withMessage(serviceLine(message, chat)),
  message: ({ message }, chat) => withMessage(bubble(message, chat)),
};
const withMessage = ({ node, update }) => ({ node, update: ({ message }, chat) => update(message, chat) });

/**
 * {node, begin(), unread, atEnd(), toEnd(), newest(), showTopic(id or null)}; `told` is called when what is unread may
 * have changed.
 */
export function messageList(person, told) {
  const top = el("div", { class: "top" });
  const flow = el("div", { class: "flow" });
  const node = el("div", { class: "messages", role: "log", "aria-label": "Messages", "data-topic": "all" }, top, flow);
  const unread = unreadKeeper();
  const views = new Map(); // key of an item -> {node, update, mark}
  let [topic, newest, due, topicsThen] = [null, null, false, ""];
  const place = keptPlace(node, flow, seen);

  const inTopic = (message) => topic === null || message.topic === topic;
  const looking = () => place.atEnd && node.clientHeight > 0 && document.visibilityState === "visible";

  function seen() {
    if (looking()) unread.read(topic);
    told();
  }

  function take(changed) {
    const chat = state.chats.get(person.id);
    for (const id of changed ?? chat.messages.keys()) {
      const message = chat.messages.get(id);
      if (!message) unread.gone(id);
      else if (newest !== null && id > newest) came(message);
    }
    newest = Math.max(newest ?? 0, ...(changed ?? chat.messages.keys()));
    told();
    if (!due) requestAnimationFrame(draw);
    due = true;
  }

  function came(message) {
    if (message.by === "person" && !isService(message)) {
      unread.rubLine();
      if (inTopic(message)) place.toEnd();
    } else if (!looking() || !inTopic(message)) unread.add(message);
  }

  function draw() {
    due = false;
    const chat = state.chats.get(person.id);
    const items = planned(chat.messages.values(), { topic, unread: unread.line });
    place.around(() => arrange(items, chat));
    moveAmong.ready(flow);
    seen();
  }

  function arrange(items, chat) {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, view] of views) {
      if (keys.has(key)) continue;
      moveAmong.leaving(view.node);
      view.node.remove();
      views.delete(key);
    }
    let next = flow.firstElementChild;
    for (const item of items) {
      const view = views.get(item.key);
      if (!view) {
        const drawn = DRAWS[item.kind](item, chat);
        views.set(item.key, { ...drawn, mark: item.mark });
        flow.insertBefore(drawn.node, next);
        continue;
      }
      if (view.mark !== item.mark || !item.mark) view.update(item, chat);
      view.mark = item.mark;
      if (view.node === next) next = next.nextElementSibling;
      else flow.insertBefore(view.node, next);
    }
  }

  on(`messages:${person.id}`, take);
  on(`chat:${person.id}`, () => {
    const names = JSON.stringify(state.chats.get(person.id).topics);
    if (names === topicsThen) return;
    topicsThen = names;
    for (const view of views.values()) view.mark = "";
    take([]);
  });
  on("clock", () => state.chats.has(person.id) && take([]));
  document.addEventListener("visibilitychange", seen);
  moveAmong.keys(node, flow);
  readOlder(node, top, person);
  return {
    node,
    /** Shows what is known already. */
    begin: () => state.chats.has(person.id) && take(null),
    unread,
    atEnd: () => place.atEnd,
    toEnd: place.toEnd,
    newest: () => moveAmong.last(flow),
    showTopic(id) {
      topic = id;
      node.dataset.topic = id ?? "all";
      unread.rubLine();
      place.toEnd();
      take([]);
    },
  };
}

/** Reads older messages before the viewer is at the first one. */
function readOlder(list, top, person) {
  const watch = new IntersectionObserver(async ([{ isIntersecting }]) => {
    const chat = state.chats.get(person.id);
    if (!isIntersecting || !chat?.more) return;
    list.setAttribute("aria-busy", "true");
    watch.unobserve(top);
    await loadOlder(person.id).catch(() => {});
    requestAnimationFrame(() => {
      list.removeAttribute("aria-busy");
      watch.observe(top);
    });
  }, { root: list, rootMargin: "1000px 0px 0px 0px" });
  watch.observe(top);
  on(`messages:${person.id}`, (changed) => {
    if (changed !== null || list.hasAttribute("aria-busy")) return;
    watch.unobserve(top);
    watch.observe(top);
  });
}
