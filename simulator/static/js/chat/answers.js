/** What the bot says to a pressed button: a toast, an alert to be closed, an address to be opened. */

import { notice } from "../notice.js";
import { alertOf, askToOpen } from "./asking.js";
import { addressed, startOf } from "./links.js";

/** In the person's own chat, or else one would not know to whom it was said. */
export function tell(answer, column) {
  if (answer.text && answer.alert) alertOf(answer.text);
  else if (answer.text) notice(answer.text, column.checkVisibility() ? column.querySelector(".said") : undefined);
  const url = answer.url ? addressed(answer.url) : null;
  if (!url) return;
  const payload = startOf(url);
  if (payload === null) askToOpen(url.href, "The bot asks to open this address:");
  else column.dispatchEvent(new CustomEvent("compose-start", { detail: { payload } }));
}
