/**
 * What stands in a chat and in which order: days, the line above what is unread, albums, service
 * lines, bubbles. Each item has a key by which it is known again, and a mark that changes with it.
 */

import { dayKey } from "./moments.js";
import { isService } from "./service.js";

/** `topic`: only what is in it (null: everything); `unread`: the id that the line stands above. */
export function planned(messages, { topic, unread }) {
  const items = [];
  const days = new Map(); // a day -> how often it came: a clock may go back
  let day = null;
  for (const message of messages) {
    if (topic !== null && message.topic !== topic) continue;
    const key = dayKey(message.date);
    if (key !== day) {
      days.set(key, (days.get(key) ?? 0) + 1);
      items.push({ key: `day ${key} ${days.get(key)}`, kind: "day", date: message.date, mark: "" });
    }
    day = key;
    if (unread !== null && message.message_id >= unread) {
      items.push({ key: "unread", kind: "unread", mark: "" });
      unread = null;
    }
    add(items, message);
  }
  return items;
}

function add(items, message) {
  const { message_id: id, media_group_id: group, by, seq } = message;
  const last = items.at(-1);
  if (group && last?.kind === "album" && last.group === group && last.messages[0].by === by) {
    last.messages.push(message);
    last.mark += ` ${seq}`;
  } else if (group) {
    items.push({ key: `album ${group} ${id}`, kind: "album", group, messages: [message], mark: `${seq}` });
  } else {
    items.push({ key: `message ${id}`, kind: isService(message) ? "service" : "message", message, mark: `${seq}` });
  }
}
