/** "is typing …": said for a few seconds, or until the next message comes. */

import { el } from "../dom.js";
import { on, state } from "../store.js";

const SHOWN_MS = 5000; // Bot API: sendChatAction
const WORDS = {
  typing: "is typing…",
  upload_photo: "is sending a photo…",
  record_video: "is recording a video…",
  upload_video: "is sending a video…",
  record_voice: "is recording a voice message…",
  upload_voice: "is sending a voice message…",
  upload_document: "is sending a file…",
  choose_sticker: "is choosing a sticker…",
  find_location: "is looking for a place…",
  record_video_note: "is recording a video message…",
  upload_video_note: "is sending a video message…",
};

export function actionLine(person) {
  const line = el("p", { class: "action" });
  let timer = null;
  const stop = () => {
    clearTimeout(timer);
    line.textContent = "";
  };
  on(`action:${person.id}`, ({ action }) => {
    stop();
    line.textContent = `${state.bot.first_name} ${WORDS[action] ?? "is busy…"}`;
    timer = setTimeout(stop, SHOWN_MS);
  });
  on(`messages:${person.id}`, (changed) => {
    const { messages } = state.chats.get(person.id);
    if (changed?.some((id) => messages.get(id)?.by === "bot")) stop();
  });
  return line;
}
