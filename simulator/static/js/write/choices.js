/** A list above the field from which something is chosen while the field keeps the focus. */

import { el, replaced } from "../dom.js";

let lists = 0;

/**
 * One list a desk. `show(items, facts)`: items are {title, detail, sign, completes, choose(how)}
 * with `how` "send" or, for those that can, "complete" (Tab); facts are {label, first (which one is active), note, more}, with
 * `more()` called when the end comes into sight.
 */
export function choices(desk) {
  const id = `choices-${++lists}`;
  const list = el("div", { id, class: "write-list", role: "listbox" });
  const note = el("p", { class: "write-note", role: "status" });
  const node = el("div", { class: "write-choices", hidden: true }, list, note);
  const field = desk.field;
  let items = [];
  let active = -1;
  let more = null;
  node.addEventListener("mousedown", (event) => event.preventDefault()); // or it takes the focus
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-autocomplete", "list");
  list.addEventListener("scroll", () => nearEnd() && more?.());

  const nearEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 60;

  function show(given, facts) {
    items = given;
    more = facts.more ?? null;
    node.hidden = false;
    list.hidden = !items.length;
    list.setAttribute("aria-label", facts.label);
    note.textContent = facts.note ?? "";
    note.hidden = !facts.note;
    const { scrollTop } = list;
    replaced(list, items.map(option));
    list.scrollTop = facts.keep ? scrollTop : 0;
    activate(facts.keep ? active : items.length ? (facts.first ?? 0) : -1);
    node.dispatchEvent(new Event("toggled"));
  }

  function option(item, at) {
    const look = item.sign && el("span", { class: "write-sign", "aria-hidden": "true" }, item.sign);
    const words = [el("span", { class: "write-title", dir: "auto" }, item.title), item.detail && el("span", { class: "write-detail", dir: "auto" }, item.detail)];
    return el("div", {
      id: `${id}-${at}`,
      class: "write-option",
      role: "option",
      "aria-selected": "false",
      onclick: () => item.choose("send"),
    }, look, el("span", { class: "write-words" }, words));
  }

  function activate(at) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const chosen = list.children[at];
    if (!chosen) return field.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
    if (at === items.length - 1) more?.();
    return undefined;
  }

  function hide() {
    node.hidden = true;
    items = [];
    more = null;
    activate(-1);
    list.replaceChildren();
    node.dispatchEvent(new Event("toggled"));
  }

  const KEYS = {
    ArrowDown: () => activate((active + 1) % items.length),
    ArrowUp: () => activate((active - 1 + items.length) % items.length),
    Enter: () => items[active].choose("send"),
    Tab: () => items[active].choose("complete"),
  };

  /** Whether a key was the list's. */
  function key(event) {
    if (node.hidden) return false;
    if (event.key === "Escape") {
      hide();
      return true;
    }
    if (!items[active] || event.shiftKey || !KEYS[event.key]) return false;
    if (event.key === "Tab" && !items[active].completes) return false;
    KEYS[event.key]();
    return true;
  }

  return { node, show, hide, key, isOpen: () => !node.hidden };
}
