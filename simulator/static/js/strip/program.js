/** The bot's own program, where whoever started this simulator runs it: is it there, start it anew. */

import { el } from "../dom.js";
import { once } from "../focus.js";
import { act } from "../link.js";
import { notice, trying } from "../notice.js";
import { on, state } from "../store.js";

export function program() {
  const words = el("span", { class: "state", role: "status" });
  const restart = el("button", { type: "button", class: "tool", "aria-label": "Restart the bot", title: "Restart the bot" }, "↻ Bot");
  const place = el("div", { class: "group", role: "group", "aria-label": "The bot's program", hidden: true }, words, restart);
  restart.addEventListener("click", trying(() => once(restart, async () => {
    try {
      await act("restart_bot");
      notice("The bot has started again.");
    } catch (error) {
      place.hidden = error.message.startsWith("unknown verb");
      throw error;
    }
  })));
  on("program", () => {
    const { running, restartable, last_lines } = state.program;
    place.hidden = false;
    restart.hidden = restartable === false;
    words.textContent = running ? "" : "Bot stopped";
    words.title = running ? "" : [last_lines ?? ""].flat().join("\n");
  });
  return place;
}
