/** The field itself: it grows with its text, counts near the limit, and knows its keys. */

import { el } from "../dom.js";
import { forget } from "./about.js";
import { lengthNote, tooLong } from "./limits.js";
import { edit, lastOwn, send } from "./sending.js";

/** An empty field for a desk that is yet to be made. */
export const emptyField = () => el("textarea", { class: "write-field", rows: 1, dir: "auto", enterkeyhint: "send" });

/** The field grows to eight lines by its style (see write.css); where browsers cannot, by this. */
export function grows(desk) {
  if (CSS.supports("field-sizing", "content")) return;
  const { field } = desk;
  desk.watch(["text", "chat"], () => {
    field.style.setProperty("height", "auto");
    const edges = field.offsetHeight - field.clientHeight;
    if (field.scrollHeight) field.style.setProperty("height", `${field.scrollHeight + edges}px`);
  });
}

export function counter(desk) {
  const node = el("output", { class: "write-count", "aria-label": "Length" });
  desk.watch(["text", "files", "about"], () => {
    node.textContent = lengthNote(desk);
    node.classList.toggle("write-over", tooLong(desk));
  });
  return node;
}

/** `list`: the list above the field, which comes first. */
export function keys(desk, list) {
  desk.field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.key(event) || KEYS[event.key]?.(desk, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

const KEYS = {
  Enter(desk, event) {
    if (event.shiftKey || event.altKey) return false;
    send(desk);
    return true;
  },
  Escape: (desk) => forget(desk),
  ArrowUp(desk) {
    const last = desk.text || desk.waiting.length || desk.editing ? null : lastOwn(desk);
    if (last) edit(desk, last);
    return Boolean(last);
  },
};
