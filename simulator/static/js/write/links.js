/** Links of Telegram that do something instead of being sent: to start the bot, to pay. */

import { state } from "../store.js";

const START = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/(\w+)\?start=([\w-]{0,64})$/i;
const TG_START = /^tg:\/\/resolve\?domain=(\w+)&start=([\w-]{0,64})$/i;
const INVOICE = /^(?:https?:\/\/)?t\.me\/(\$[\w-]+)$/i;

/** The payload of a text that is a deep link to the bot, null for any other text. */
export function startIn(text) {
  const [, name, payload] = START.exec(text) ?? TG_START.exec(text) ?? [];
  return name?.toLowerCase() === state.bot.username?.toLowerCase() ? (payload ?? null) : null;
}

/** The whole invoice link of a text that is one, null for any other text. */
export function invoiceIn(text) {
  const found = INVOICE.exec(text);
  return found && `https://t.me/${found[1]}`;
}
