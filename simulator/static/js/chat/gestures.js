/** Fingers: a long press opens a message's menu, a swipe to the left answers it. */

import { messageAt } from "./bubble.js";
import { open } from "./menu.js";

const LONG_MS = 500;
const FAR = 60; // pixels to the left that are a swipe
const STILL = 10; // pixels that a finger may tremble

export function touches(list) {
  let held = null; // {at, x, y, timer}
  let opened = false; // a menu, by the finger that is still down
  const leave = () => {
    clearTimeout(held?.timer);
    held?.at.bubble.style.removeProperty("translate");
    held = null;
  };
  list.addEventListener("pointerdown", (event) => {
    const at = messageAt(event.target);
    if (event.pointerType === "mouse" || !at) return;
    const { clientX: x, clientY: y } = event;
    const menu = () => {
      open(at, x, y);
      opened = true;
      leave();
    };
    held = { at, x, y, timer: setTimeout(menu, LONG_MS) };
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [across, along] = [event.clientX - held.x, event.clientY - held.y];
    if (Math.hypot(across, along) > STILL) clearTimeout(held.timer);
    if (Math.abs(along) > Math.abs(across) + STILL) leave();
    else held.at.bubble.style.setProperty("translate", `${Math.max(-FAR, Math.min(0, across))}px`);
  });
  list.addEventListener("pointerup", (event) => {
    const { at, x } = held ?? {};
    leave();
    if (at && event.clientX - x <= -FAR) at.bubble.dispatchEvent(new CustomEvent("reply", { bubbles: true, detail: at.message }));
  });
  list.addEventListener("pointercancel", leave);
  list.addEventListener("touchend", (event) => {
    if (opened) event.preventDefault(); // or it would press what the menu has put under it
    opened = false;
  });
}
