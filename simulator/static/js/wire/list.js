/**
 * The entries that fit the filter, at most so many at a time in the page. While its end is in view
 * the list follows what comes; scrolled up it stands still and says how many are waiting. Nothing
 * is drawn while nobody sees it.
 */

import { el } from "../dom.js";
import { show } from "../focus.js";
import { on, state } from "../store.js";
import { noted } from "./about.js";
import { row } from "./row.js";

const MOST = 300; // rows in the page
const STEP = 150;
const NEAR = 40; // pixels from the end that still count as the end

export function entryList(fits) {
  const scroller = el("div", { class: "entries", role: "group", "aria-label": "Calls and updates", tabindex: 0 });
  const earlier = el("button", { type: "button", class: "tool more", hidden: true, onclick: () => back() }, "Earlier");
  scroller.append(earlier);
  const newest = el("button", { type: "button", class: "tool newest", hidden: true, onclick: () => follow() });
  let first = 0; // number of the first entry in the page
  let last = 0; // and of the last; 0: none
  let following = true;
  let elsewhere = false; // at a part whose end is not the end of all
  let waiting = false;

  const reading = () => scroller.querySelector("details[open]") !== null; // it is not pushed away
  const rows = () => scroller.querySelectorAll(".entry");
  const matching = () => state.wire.filter(fits);

  const draw = (shown) => {
    for (const one of rows()) one.remove();
    scroller.append(...shown.map(row));
    first = shown.at(0)?.n ?? 0;
    last = shown.at(-1)?.n ?? 0;
    around();
  };
  const around = (all = matching()) => {
    show(earlier, all.some((entry) => entry.n < first), () => scroller);
    const missed = all.filter((entry) => entry.n > last).length;
    show(newest, !following || missed, () => scroller);
    newest.textContent = missed ? `↓ ${missed} newer` : "↓ To the end";
  };
  const toEnd = () => (scroller.scrollTop = scroller.scrollHeight);

  function follow() {
    following = true;
    elsewhere = false;
    draw(matching().slice(-MOST));
    toEnd();
  }

  /** The earlier ones come above, later ones go below. */
  function back() {
    const all = matching();
    const at = all.findIndex((entry) => entry.n >= first);
    const from = Math.max(0, at - STEP);
    const stood = scroller.querySelector(`[data-n="${first}"]`)?.offsetTop ?? 0;
    const before = first;
    following = false;
    elsewhere = from + MOST < all.length;
    draw(all.slice(from, from + MOST));
    const stands = scroller.querySelector(`[data-n="${before}"]`);
    if (stands) scroller.scrollTop += stands.offsetTop - stood;
  }

  /** Once a frame at most, however much comes. */
  const came = () => {
    waiting = false;
    if (!following) return around();
    const fresh = matching().filter((entry) => entry.n > last).slice(-MOST);
    scroller.append(...fresh.map(row));
    last = fresh.at(-1)?.n ?? last;
    const all = rows();
    for (let at = 0; at < all.length - MOST; at++) all[at].remove();
    first = Number(scroller.querySelector(".entry")?.dataset.n ?? 0);
    if (fresh.length) toEnd();
    return around();
  };

  scroller.addEventListener("scroll", () => {
    const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    following = atEnd && !elsewhere && !reading();
    came();
  });
  scroller.addEventListener("toggle", () => {
    if (reading()) following = false;
    around();
  }, true);
  on("wire-anew", () => scroller.checkVisibility() && follow());
  on("wire", (entries) => {
    entries.forEach(noted);
    if (waiting || !scroller.checkVisibility()) return;
    waiting = true;
    requestAnimationFrame(came);
  });
  return { node: el("div", { class: "list-frame" }, scroller, newest), refresh: follow, empty: () => draw([]) };
}
