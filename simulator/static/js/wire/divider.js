/** The line between the chats and the wire: dragged, or moved by arrow keys; remembered. */

import { el } from "../dom.js";
import { recall, remember } from "../remembered.js";

const [LEAST, MOST, USUAL, STEP] = [20, 80, 35, 5]; // per cent of the stage

export function divider(stage) {
  const node = el("div", { class: "divider", role: "separator", tabindex: 0, "aria-label": "Width of the wire", "aria-orientation": "vertical", "aria-valuemin": LEAST, "aria-valuemax": MOST });
  let size = recall("wire-size", USUAL, (value) => value >= LEAST && value <= MOST);
  const set = (wanted) => {
    size = Math.round(Math.min(MOST, Math.max(LEAST, wanted)));
    stage.style.setProperty("--wire-size", `${size}%`);
    node.setAttribute("aria-valuenow", size);
  };
  const moved = (wanted) => {
    set(wanted);
    remember("wire-size", size);
  };
  const rightward = () => (getComputedStyle(stage).direction === "rtl" ? 1 : -1); // of more wire

  node.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -rightward(), ArrowDown: rightward() }[event.key];
    const ends = { Home: LEAST, End: MOST };
    if (step === undefined && ends[event.key] === undefined) return;
    event.preventDefault();
    moved(ends[event.key] ?? size + step * STEP * rightward());
  });
  node.addEventListener("pointerdown", (event) => node.setPointerCapture(event.pointerId));
  node.addEventListener("pointermove", (event) => {
    if (!node.hasPointerCapture(event.pointerId)) return;
    const box = stage.getBoundingClientRect();
    const below = getComputedStyle(stage).flexDirection === "column";
    const part = below ? (box.bottom - event.clientY) / box.height : (rightward() < 0 ? box.right - event.clientX : event.clientX - box.left) / box.width;
    moved(part * 100);
  });
  set(size);
  return node;
}
