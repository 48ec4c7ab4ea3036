/** Files that are about to be sent: shown, taken away, and sent as pictures or as files. */

import { el, replaced } from "../dom.js";
import { length } from "../chat/moments.js";
import { icon } from "./icons.js";
import { sizeInWords } from "./telling.js";

/** What a file is sent as, by its type; pictures and films also as plain files. */
export function kindOf(type, asFile = false) {
  if (asFile) return "document";
  if (type === "image/gif") return "animation";
  if (/^image\/(jpeg|png|webp)$/.test(type)) return "photo";
  const [family] = type.split("/");
  return family === "video" || family === "audio" ? family : "document";
}

/** Puts files on the desk; empty ones cannot be sent. */
export function add(desk, files) {
  const empty = files.filter((file) => !file.size);
  for (const file of files.filter((one) => one.size)) {
    const looks = kindOf(file.type);
    const url = ["photo", "video", "animation"].includes(looks) ? URL.createObjectURL(file) : "";
    const kind = kindOf(file.type, desk.asFiles && url);
    desk.files.push({ file, name: file.name, kind, url, part: 0, going: false, facts: {} });
  }
  desk.tell("files");
  if (empty.length) desk.complain(`${empty[0].name} is empty, and cannot be sent.`);
}

export function drop(desk, file) {
  if (file.url) URL.revokeObjectURL(file.url);
  file.gone = true;
  desk.files = desk.files.filter((one) => one !== file);
  desk.tell("files");
}

export function tray(desk) {
  const list = el("ul", { class: "write-files", "aria-label": "Files to send" });
  const whole = el("input", { type: "checkbox" });
  const asFiles = el("label", { class: "write-as-files" }, whole, "Send pictures and films as files");
  const node = el("div", { class: "write-tray", hidden: true }, list, asFiles);
  const shown = new Map();
  whole.addEventListener("change", () => {
    desk.asFiles = whole.checked;
    for (const one of desk.files) if (one.url) one.kind = kindOf(one.file.type, whole.checked);
    desk.tell("files");
  });
  desk.watch(["files"], () => {
    node.hidden = !desk.files.length;
    asFiles.hidden = !desk.files.some((one) => one.url && !one.going);
    for (const gone of [...shown.keys()].filter((one) => !desk.files.includes(one))) shown.delete(gone);
    for (const one of desk.files) if (!shown.has(one)) shown.set(one, preview(desk, one));
    const rows = desk.files.map((one) => shown.get(one));
    if (rows.length !== list.children.length || rows.some((row, at) => row.node !== list.children[at])) {
      replaced(list, rows.map((row) => row.node));
    }
    for (const row of rows) row.refresh();
  });
  return node;
}

function preview(desk, one) {
  const remove = el("button", { type: "button", class: "write-remove", "aria-label": `Remove ${one.name}`, onclick: () => {
    drop(desk, one);
    desk.field.focus();
  } }, icon("cross"));
  const progress = el("progress", { max: 1, "aria-label": `${one.name} is being sent` });
  const kind = el("span", { class: "write-kind" });
  const node = el("li", { class: "write-file" },
    picture(one, () => refresh()),
    el("span", { class: "write-name", dir: "auto", title: one.name }, one.name),
    el("span", { class: "write-size" }, kind, " · ", sizeInWords(one.file.size)),
    progress,
    remove,
  );
  const refresh = () => {
    const lasts = one.facts.duration ? `, ${length(one.facts.duration)}` : "";
    kind.textContent = one.kind === "document" ? "file" : `${one.kind}${lasts}`;
    progress.hidden = !one.going;
    progress.value = one.part;
    remove.hidden = one.going;
  };
  return { node, refresh };
}

/** A small picture of it; a film tells its length and size here, which its bytes do not. */
function picture(one, known) {
  if (!one.url) return el("span", { class: "write-look", "aria-hidden": "true" }, icon(one.kind === "audio" ? "sound" : "file"));
  if (!one.file.type.startsWith("video/")) return el("img", { class: "write-look", src: one.url, alt: "" });
  const film = el("video", { class: "write-look", src: one.url, muted: true, preload: "metadata" });
  // A recorder may not have written how long it is: it is endless until its end has been read.
  film.addEventListener("durationchange", () => {
    const duration = Number.isFinite(film.duration) ? Math.max(1, Math.round(film.duration)) : 0;
    one.facts = { width: film.videoWidth, height: film.videoHeight, duration };
    known();
  });
  return film;
}
