/** Text into the clipboard; where that is forbidden, into a field from which it can be copied. */

import { el } from "./dom.js";
import { notice } from "./notice.js";

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Copied.");
  } catch {
    byHand(text);
  }
}

function byHand(text) {
  const field = el("textarea", { rows: 12, readonly: true, dir: "auto", "aria-label": "Text to copy" }, text);
  const dialog = el("dialog", { class: "help", "aria-label": "Copy this" }, field, el("form", { method: "dialog" }, el("button", { class: "tool" }, "Close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.select();
}
