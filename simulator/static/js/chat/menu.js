/** What can be done with a message: a menu at the pointer, or at the message for the keyboard. */

import { copy } from "../copying.js";
import { el } from "../dom.js";
import { act } from "../link.js";
import { notice } from "../notice.js";
import { messageAt } from "./bubble.js";
import { selectedIn } from "./quoting.js";
import { COMMON, react } from "./reactions.js";

/** Menus for all messages of a list. */
export function messageMenus(list) {
  list.addEventListener("contextmenu", (event) => {
    const at = messageAt(event.target);
    if (!at || event.shiftKey || event.target.closest("a, video, audio, img")) return;
    event.preventDefault();
    open(at, event.clientX, event.clientY);
  });
  list.addEventListener("click", (event) => {
    const more = event.target.closest(".more");
    if (more) open(messageAt(more), ...corner(more));
  });
  list.addEventListener("keydown", (event) => {
    if (!event.target.matches(".bubble") || event.key !== "Enter") return;
    event.preventDefault();
    open(messageAt(event.target), ...corner(event.target));
  });
}

function corner(node) {
  const { left, bottom } = node.getBoundingClientRect();
  return [left, bottom];
}

const tell = (node, kind, detail) => node.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
const refused = (error) => notice(error.message);

function choices({ bubble, message }) {
  const facts = { person: message.chat_id, message_id: message.message_id };
  const own = message.by === "person" && !message.forward_origin && (message.text || message.file);
  const quote = selectedIn(bubble, message);
  return [
    quote ? ["Quote and reply", () => tell(bubble, "quote", { message, quote })] : ["Reply", () => tell(bubble, "reply", message)],
    message.text && ["Copy text", () => copy(message.text)],
    own && ["Edit", () => tell(bubble, "edit-own", message)],
    ["Copy message JSON", async () => copy(JSON.stringify(await act("raw", facts), null, 2))],
    ["Delete", () => act("delete", facts)],
  ].filter(Boolean);
}

export function open(at, x, y) {
  closeOpen();
  const own = at.message.own_reaction;
  const emoji = COMMON.map((one) => item(one, () => react(at.message, own === one ? "" : one), "menu-emoji", { "aria-label": `React ${one}`, role: "menuitemcheckbox", "aria-checked": String(own === one) }));
  const items = choices(at).map(([label, does]) => item(label, does, label === "Delete" ? "menu-item danger" : "menu-item"));
  const all = [...emoji, ...items];
  const menu = el("div", { class: "menu", role: "menu", "aria-label": "Message", popover: "manual" }, el("div", { class: "menu-reactions", role: "group", "aria-label": "React" }, emoji), items);
  menu.addEventListener("keydown", (event) => step(event, all));
  document.body.append(menu);
  menu.showPopover();
  put(menu, x, y);
  items[0].focus();
  const outside = (event) => menu.contains(event.target) || closeOpen();
  document.addEventListener("pointerdown", outside, { capture: true });
  closeOpen = () => {
    closeOpen = () => {};
    document.removeEventListener("pointerdown", outside, { capture: true });
    if (menu.contains(document.activeElement)) at.bubble.focus({ preventScroll: true });
    menu.remove();
  };

  function item(label, does, kind, attributes = {}) {
    const chosen = async () => {
      closeOpen();
      await Promise.resolve(does()).catch(refused);
    };
    return el("button", { type: "button", role: "menuitem", class: kind, tabindex: -1, onclick: chosen, ...attributes }, label);
  }
}

let closeOpen = () => {};

/** At the pointer, but within the window. */
function put(menu, x, y) {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.setProperty("left", `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`);
  menu.style.setProperty("top", `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`);
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function step(event, all) {
  const at = all.indexOf(document.activeElement);
  if (event.key === "Tab" || event.key === "Escape") {
    event.preventDefault();
    closeOpen();
    return;
  }
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : STEPS[event.key] ? at + STEPS[event.key] : null;
  if (to === null) return;
  event.preventDefault();
  all[(to + all.length) % all.length].focus();
}
