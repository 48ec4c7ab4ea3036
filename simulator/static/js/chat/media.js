/** The file of a message: pictures and players; what a browser cannot play is a file to download. */

import { el } from "../dom.js";
import { addressOf } from "../link.js";
import { dialog } from "./asking.js";
import { download, fileCard } from "./files.js";
import { length } from "./moments.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

const KINDS = {
  photo,
  video: (file) => player(file, "video", { controls: true, preload: "metadata", playsinline: true, "aria-label": `Video ${file.name}` }),
  animation,
  audio: (file) => sound(file, [file.performer, file.title].filter(Boolean).join(" — ") || file.name || "Music"),
  voice: (file) => sound(file, "Voice message"),
  video_note: videoNote,
  sticker,
};

export function media(file) {
  return Object.hasOwn(KINDS, file.kind) ? KINDS[file.kind](file) : fileCard(file);
}

function photo(file) {
  const picture = el("img", { src: addressOf(file), alt: "Photo", width: file.width, height: file.height, loading: "lazy", decoding: "async" });
  const open = () =>
    dialog("Photo", el("img", { class: "large", src: addressOf(file), alt: "Photo" }), (close) => [
      download(file, "photo.jpg"),
      el("button", { type: "button", class: "ask-main", autofocus: true, onclick: close }, "Close"),
    ]);
  const node = el("button", { type: "button", class: "photo", "aria-label": `Photo, ${file.width} × ${file.height}. Open`, onclick: open }, picture);
  return unless(picture, node, file);
}

/** Moves by itself unless the viewer wants calm. */
function animation(file) {
  if (file.mime === "image/gif") {
    const picture = el("img", { class: "moving", src: addressOf(file), alt: "Animation" });
    return unless(picture, picture, file);
  }
  const shown = player(file, "moving", { loop: true, playsinline: true, controls: true, "aria-label": "Animation" });
  const video = shown.querySelector("video");
  video.muted = true;
  video.autoplay = !calm.matches;
  return shown;
}

function player(file, kind, attributes) {
  const size = file.width && file.height ? { width: file.width, height: file.height } : {};
  const video = el("video", { class: kind, src: addressOf(file), ...size, ...attributes });
  return unless(video, el("div", { class: "player" }, video, kind === "video" && lasting(file)), file);
}

function sound(file, title) {
  const audio = el("audio", { controls: true, preload: "none", src: addressOf(file), "aria-label": title });
  const node = el(
    "div",
    { class: `card sound ${file.kind}` },
    el("bdi", { class: "card-title" }, title),
    el("span", { class: "card-note" }, length(file.duration)),
    audio,
    download(file, title),
  );
  return unless(audio, node, file, title);
}

function videoNote(file) {
  const video = el("video", { class: "round", src: addressOf(file), preload: "metadata", playsinline: true });
  const toggle = () => (video.paused ? video.play().catch(() => {}) : video.pause());
  const label = `Video message, ${length(file.duration)}. Play or stop`;
  return unless(video, el("button", { type: "button", class: "video-note", "aria-label": label, onclick: toggle }, video, lasting(file)), file, "Video message");
}

const lasting = ({ duration }) => (duration ? el("span", { class: "film-length" }, length(duration)) : null);

function sticker(file) {
  const picture = el("img", { class: "sticker", src: addressOf(file), alt: file.emoji ? `Sticker ${file.emoji}` : "Sticker", loading: "lazy" });
  const node = el("div", { class: "sticker-place" }, picture);
  picture.addEventListener("error", () => picture.replaceWith(el("span", { class: "sticker-emoji", role: "img", "aria-label": "Sticker" }, file.emoji || "🖼")));
  return node;
}

/** Takes `node` away for a file card when what is `inside` cannot be shown. */
function unless(inside, node, file, about) {
  inside.addEventListener("error", () => node.replaceWith(fileCard(file, about)));
  return node;
}
