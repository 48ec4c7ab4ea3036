/** A session is recorded as a story, saved as a file, and played again from one. */

import { el } from "../dom.js";
import { once, show } from "../focus.js";
import { act } from "../link.js";
import { notice, trying } from "../notice.js";
import { on, state } from "../store.js";

export function recorder() {
  const tool = (label, does) => el("button", { type: "button", class: "tool", onclick: trying(does) }, label);
  const start = tool("⏺ Record", () => act("record_start"));
  const stop = tool("⏹ Save", async () => save(await act("record_stop")));
  const file = el("input", { type: "file", accept: ".json,application/json", "aria-label": "Story to replay", hidden: true });
  const play = tool("▶ Replay", () => file.click());
  file.addEventListener("change", trying(async () => {
    const [chosen] = file.files;
    file.value = "";
    if (chosen) await once(play, () => replay(chosen));
  }));
  on("stage", () => {
    const { recording } = state.stage;
    (recording ? stop : start).hidden = false;
    show(start, !recording, () => stop);
    show(stop, recording, () => start);
  });
  stop.hidden = true;
  return el("div", { class: "group", role: "group", "aria-label": "Stories" }, start, stop, play, file);
}

async function replay(file) {
  let story;
  try {
    story = JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is no story: it is not JSON`);
  }
  notice(`Replaying ${file.name}…`);
  const { steps, failed } = await act("replay", { story });
  notice(failed || `Replayed: all ${steps} steps went as they had gone.`);
}

/** The file has a line for each step, as the tests keep theirs. */
function save(story) {
  const rows = (list) => `[\n ${list.map((row) => JSON.stringify(row)).join(",\n ")}\n]`;
  const fields = Object.entries(story).map(([name, value]) => `${JSON.stringify(name)}: ${Array.isArray(value) ? rows(value) : JSON.stringify(value)}`);
  const address = URL.createObjectURL(new Blob([`{\n${fields.join(",\n")}\n}\n`], { type: "application/json" }));
  const day = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
  el("a", { href: address, download: `story-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
