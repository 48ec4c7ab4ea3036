/** The line above the first message of a day, and the one above what is unread. */

import { el } from "../dom.js";
import { dayName, fullMoment } from "./moments.js";

export function dayLine({ date }) {
  const name = el("time", { title: fullMoment(date) });
  const update = () => {
    const told = dayName(date);
    if (name.textContent !== told) name.textContent = told;
  };
  update();
  return { node: el("div", { class: "between day" }, name), update };
}

export function unreadLine() {
  return { node: el("div", { class: "between unread-line", role: "separator", "aria-label": "Unread messages" }, "Unread messages"), update() {} };
}
