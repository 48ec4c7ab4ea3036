/** Voice notes, where the browser records; elsewhere there is no button. */

import { el } from "../dom.js";
import { act, upload } from "../link.js";
import { words } from "./desk.js";
import { icon } from "./icons.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

const possible = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

export function voiceNote(desk) {
  if (!possible()) return null;
  const begin = el("button", { type: "button", class: "write-tool", "aria-label": "Record a voice note", title: "Record a voice note", onclick: record }, icon("microphone"));
  const time = el("span", { class: "write-time", role: "timer" });
  const cancel = el("button", { type: "button", class: "write-tool", "aria-label": "Throw the voice note away" }, icon("cross"));
  const done = el("button", { type: "button", class: "write-tool write-recording", "aria-label": "Send the voice note" }, icon("stop"));
  const running = el("span", { class: "write-voice", hidden: true }, time, cancel, done);

  async function record() {
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
      run(sound, new MediaRecorder(sound, type ? { mimeType: type } : {}));
    } catch (error) {
      desk.complain(error.name === "NotAllowedError" ? "The browser may not use the microphone." : words(error));
    }
  }

  function run(sound, recorder) {
    const [parts, started] = [[], performance.now()];
    const seconds = () => Math.floor((performance.now() - started) / 1000);
    const tick = () => (time.textContent = `${Math.floor(seconds() / 60)}:${String(seconds() % 60).padStart(2, "0")}`);
    const timer = setInterval(tick, 500);
    let wanted = false;
    const end = (send) => {
      wanted = send;
      recorder.stop();
    };
    cancel.onclick = () => end(false);
    done.onclick = () => end(true);
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => {
      clearInterval(timer);
      for (const track of sound.getTracks()) track.stop();
      show(false);
      if (wanted) give(new Blob(parts, { type: recorder.mimeType.split(";")[0] }), Math.max(1, seconds()));
    });
    tick();
    show(true);
    recorder.start();
  }

  function show(whether) {
    begin.hidden = whether;
    running.hidden = !whether;
    (whether ? done : desk.field).focus();
  }

  function give(sound, duration) {
    const place = desk.place();
    desk.set({});
    return desk.later(async () => {
      const file = { kind: "voice", mime: sound.type, duration, upload: await upload(sound) };
      await act("send_file", { ...place, file });
    });
  }

  return [begin, running];
}
