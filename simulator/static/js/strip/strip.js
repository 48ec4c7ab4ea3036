/** The strip above the chats: who is there, the clock, trouble, recording, the page itself. */

import { el } from "../dom.js";
import { on, state } from "../store.js";
import { clock } from "./clock.js";
import { faults } from "./faults.js";
import { people } from "./people.js";
import { program } from "./program.js";
import { recorder } from "./recorder.js";
import { helpButton } from "./shortcuts.js";
import { theme } from "./theme.js";
import { threads } from "./threads.js";

export function strip(place, arranged, wire) {
  const bot = el("h1", { class: "bot", dir: "auto" });
  on("people", () => (bot.textContent = bot.title = `@${state.bot.username ?? ""}`));
  place.setAttribute("aria-label", "Controls");
  place.append(
    bot,
    ...people(arranged),
    clock(),
    ...faults(),
    program(),
    threads(),
    recorder(),
    wire.button,
    theme(),
    helpButton(),
  );
}
