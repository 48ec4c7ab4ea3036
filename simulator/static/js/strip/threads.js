/** The switch at @BotFather that gives a bot topics in private chats. */

import { el } from "../dom.js";
import { act } from "../link.js";
import { trying } from "../notice.js";
import { on, state } from "../store.js";

export function threads() {
  const set = trying(() => act("enable_topics", { on: box.checked }));
  const box = el("input", { type: "checkbox", role: "switch", onchange: set });
  on("stage", () => (box.checked = state.stage.topics));
  return el("label", { class: "tool" }, box, "Topics");
}
