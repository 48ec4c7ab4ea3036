/** The bot's commands: a button beside the field, and a list while "/…" is typed. */

import { el } from "../dom.js";
import { act } from "../link.js";
import { on } from "../store.js";
import { say, sayAside } from "./sending.js";

const TYPED = /^\/([a-z0-9_]*)$/i;
const CHANGES = /^(setmycommands|deletemycommands|setchatmenubutton)$/i;

/** The menu button; it hides while there is nothing to choose. `list`: see choices.js. */
export function commands(desk, list) {
  let known = { button: { type: "commands" }, commands: [] };
  const menu = el("button", { type: "button", class: "write-menu", "aria-expanded": "false", hidden: true, onclick: toggle }, "☰ Menu");
  const app = el("a", { class: "write-menu", target: "_blank", rel: "noopener noreferrer", hidden: true });
  const mine = () => list.isOpen() && list.owner === commands;

  function toggle() {
    desk.field.focus();
    if (mine()) list.hide();
    else offer("");
  }

  function offer(begun) {
    const fitting = known.commands.filter(({ command }) => command.startsWith(begun.toLowerCase()));
    if (!fitting.length) return list.hide();
    list.owner = commands;
    return list.show(fitting.map(item), { label: "Commands" });
  }

  const item = ({ command, description }) => ({
    title: `/${command}`,
    detail: description,
    completes: true,
    choose(how) {
      list.hide();
      const typed = TYPED.test(desk.text);
      if (how === "complete") desk.text = `/${command} ${typed ? "" : desk.text}`;
      else (typed ? say : sayAside)(desk, `/${command}`);
    },
  });

  const follow = () => {
    const typed = !desk.editing && TYPED.exec(desk.text);
    if (typed) offer(typed[1]);
    else if (mine()) list.hide();
  };
  desk.addEventListener("text", follow);

  const show = () => {
    const { type, text, web_app: page } = known.button;
    const address = type === "web_app" && /^https?:\/\//i.test(page?.url ?? "") ? page.url : null;
    app.hidden = !address;
    menu.hidden = Boolean(address) || !known.commands.length;
    if (!address) return;
    app.textContent = text;
    app.href = address;
  };
  let asked = 0;
  const read = () => {
    clearTimeout(asked);
    asked = setTimeout(async () => {
      known = await act("menu", { person: desk.id }).catch(() => known);
      show();
      follow();
    }, 30);
  };
  on("wire", (entries) => entries.some(({ method }) => CHANGES.test(method ?? "")) && read());
  on("people", read);
  read();
  list.node.addEventListener("toggled", () => menu.setAttribute("aria-expanded", String(mine())));
  return [menu, app];
}
