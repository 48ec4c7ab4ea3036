/** How files come to the desk: chosen, pasted, or dropped anywhere on the chat. */

import { el } from "../dom.js";
import { icon } from "./icons.js";
import { add } from "./tray.js";

/** The paper clip; the field takes what is pasted. */
export function paperClip(desk) {
  const chosen = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Files" });
  chosen.addEventListener("change", () => {
    add(desk, [...chosen.files]);
    chosen.value = "";
    desk.field.focus();
  });
  desk.field.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    add(desk, files.map(named));
  });
  const clip = el("button", { type: "button", class: "write-tool", "aria-label": "Attach files", title: "Attach files", onclick: () => chosen.click() }, icon("clip"));
  return [clip, chosen];
}

/** Browsers call every pasted picture image.png. */
function named(file) {
  return file.name ? file : new File([file], "pasted", { type: file.type });
}

/** The whole column is where files may be dropped. */
export function dropPlace(desk, column, open) {
  const carries = (event) => open() && [...event.dataTransfer.types].includes("Files");
  column.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    column.classList.add("write-dropping");
  });
  column.addEventListener("dragleave", (event) => {
    if (!column.contains(event.relatedTarget)) column.classList.remove("write-dropping");
  });
  column.addEventListener("drop", (event) => {
    column.classList.remove("write-dropping");
    if (!carries(event)) return;
    event.preventDefault();
    add(desk, [...event.dataTransfer.files]);
    desk.field.focus();
  });
}
