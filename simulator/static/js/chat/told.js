/** A message in a few words, for quotes, pins and menus. */

import { carried } from "./cards.js";
import { isService, serviceText } from "./service.js";

const FILES = { photo: "Photo", video: "Video", animation: "Animation", audio: "Music", voice: "Voice message", video_note: "Video message", sticker: "Sticker", document: "File" };

export function inShort(message, chat) {
  if (isService(message)) return serviceText(message, chat.person.first_name);
  if (message.text) return message.text.slice(0, 200);
  if (message.invoice) return String(message.invoice.title);
  if (message.file) return message.file.name || FILES[message.file.kind];
  const kind = carried(message);
  return kind ? kind[0].toUpperCase() + kind.slice(1) : "Message";
}

/** Who wrote it, as the viewer calls them. */
export const senderOf = (by, chat, bot) => (by === "bot" ? bot.first_name || "The bot" : chat.person.first_name);
