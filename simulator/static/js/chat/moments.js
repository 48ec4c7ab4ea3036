/**
 * Moments as the viewer reads them: in their own time zone, in the page's language. All moments are
 * Unix times in seconds.
 */

import { now, on } from "../store.js";

const LANGUAGE = "en-GB";
const shape = (options) => {
  const format = new Intl.DateTimeFormat(LANGUAGE, options);
  return (unix) => {
    const date = new Date(unix * 1000);
    return Number.isNaN(date.getTime()) ? "some time" : format.format(date);
  };
};

export const clockTime = shape({ hour: "2-digit", minute: "2-digit" });
export const fullMoment = shape({ dateStyle: "full", timeStyle: "long" });
const longTime = shape({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const weekday = shape({ weekday: "long" });
const yearOf = shape({ year: "numeric" });
const dayAndMonth = shape({ day: "numeric", month: "long" });
const shortDate = shape({ day: "numeric", month: "short" });
const shortDateOfYear = shape({ day: "numeric", month: "short", year: "numeric" });
const longDate = shape({ day: "numeric", month: "long", year: "numeric" });
const numbers = shape({ year: "numeric", month: "2-digit", day: "2-digit" });
const ago = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** What is the same for all moments of one day. */
export const dayKey = numbers;

/** A day as the line above its messages names it. */
export function dayName(unix) {
  if (numbers(unix) === numbers(now())) return "Today";
  if (numbers(unix) === numbers(now() - 86_400)) return "Yesterday";
  return yearOf(unix) === yearOf(now()) ? dayAndMonth(unix) : longDate(unix);
}

/** "in 3 hours", "2 days ago", by Telegram's clock. */
export function relative(unix) {
  const away = unix - now();
  const [unit, seconds] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? UNITS.at(-1);
  return ago.format(Math.round(away / seconds), unit);
}

/**
 * A date-time entity in its format; null when the text is to be shown as it is. The order of the
 * parts is core.telegram.org/constructor/messageEntityFormattedDate's.
 */
export function inFormat(unix, format) {
  if (!format) return null;
  if (format === "r" || format === "R") return relative(unix);
  const near = yearOf(unix) === yearOf(now()) ? shortDate : shortDateOfYear;
  const parts = [["w", weekday], ["t", clockTime], ["T", longTime], ["d", near], ["D", longDate]];
  return parts.filter(([letter]) => format.includes(letter)).map(([, tell]) => tell(unix)).join(", ") || null;
}

/** Seconds as players show them: 1:05. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(Number(seconds) || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Relative moments grow old: they are told again when the clock moves, and each minute. */
function again() {
  for (const node of document.querySelectorAll("time[data-relative]")) {
    node.textContent = relative(Number(node.dataset.relative));
  }
}
on("clock", again);
setInterval(again, 60_000);
