/** Telegram's clock: what it shows, and how it goes ahead. */

import { el } from "../dom.js";
import { show } from "../focus.js";
import { act } from "../link.js";
import { trying } from "../notice.js";
import { now, on, state } from "../store.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEPS = [["⏩ 1 h", "1 hour", HOUR], ["1 d", "1 day", DAY], ["7 d", "7 days", 7 * DAY]];
const SHOWN = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

export function clock() {
  const time = el("time", { class: "time" });
  const ahead = el("span", { class: "ahead" });
  const back = el("button", { type: "button", class: "tool", "aria-label": "Back to now", title: "Back to now", hidden: true, onclick: trying(goBack) }, "↺");
  let possible = true;

  async function goBack() {
    try {
      await act("clock_back");
    } catch (error) {
      possible = !error.message.startsWith("unknown verb");
      show(back, possible, () => steps[0]);
      throw error;
    }
  }
  const tick = () => {
    const moment = new Date(now() * 1000);
    time.dateTime = moment.toISOString();
    time.textContent = SHOWN.format(moment);
    time.title = FULL.format(moment);
  };
  on("clock", () => {
    ahead.textContent = state.clock.ahead ? difference(state.clock.ahead) : "";
    show(back, state.clock.ahead && possible, () => steps[0]);
    tick();
  });
  setInterval(tick, 1000);
  const step = ([shown, label, seconds]) => {
    const passes = `Let ${label} pass`;
    return el("button", { type: "button", class: "tool", "aria-label": passes, title: passes, onclick: trying(() => act("pass_time", { seconds })) }, shown);
  };
  const steps = STEPS.map(step);
  return el("div", { class: "group", role: "group", "aria-label": "Telegram's clock" }, time, ahead, steps, back);
}

/** "+7 days 1 hour"; minutes only when there is nothing larger. */
export function difference(seconds) {
  const total = Math.round(Math.abs(seconds) / 60);
  const parts = [[Math.floor(total / 1440), "day"], [Math.floor((total % 1440) / 60), "hour"], [total % 60, "minute"]];
  const told = parts.filter(([count]) => count).slice(0, 2).map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return (seconds < 0 ? "−" : "+") + (told.join(" ") || "0 minutes");
}
