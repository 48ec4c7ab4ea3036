/** A file by name and size, to be downloaded. */

import { el } from "../dom.js";
import { addressOf } from "../link.js";

const UNITS = ["bytes", "KB", "MB", "GB"];

export function sizeOf(bytes) {
  let [amount, unit] = [Number(bytes) || 0, 0];
  for (; amount >= 1024 && unit < UNITS.length - 1; unit++) amount /= 1024;
  return `${unit ? amount.toFixed(1) : amount} ${UNITS[unit]}`;
}

/** `about` stands in place of the name when there is none. */
export function fileCard(file, about = file.kind.replace("_", " ")) {
  const name = file.name || about;
  return el(
    "div",
    { class: "card file" },
    el("span", { class: "card-icon", "aria-hidden": "true" }, "📄"),
    el("div", { class: "card-text" }, el("bdi", { class: "card-title" }, name), el("span", { class: "card-note" }, sizeOf(file.size))),
    download(file, name),
  );
}

export function download(file, name) {
  return el("a", { class: "download", href: addressOf(file), download: file.name || name, "aria-label": `Download ${name}` }, "↓");
}
