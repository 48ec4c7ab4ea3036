/** What moves a person's column: a grip in its head to drag it by, and a menu with the same by keyboard. */

import { chatColumn } from "../chat/column.js";
import { el } from "../dom.js";
import { on, state } from "../store.js";
import { panel } from "../strip/panel.js";

const DRAGGED = "application/x-simulator-person";

export function frame(person, layout) {
  const id = person.id;
  const entry = (label, act) => el("button", { type: "button", class: "entry", onclick: act }, label);
  const moved = (by) => () => {
    layout.move(id, by);
    menu.button.focus();
  };
  const hidden = () => {
    layout.hide(id);
    document.getElementById("columns").focus();
  };
  const left = entry("Move left", moved(-1));
  const right = entry("Move right", moved(1));
  const menu = panel("", "⇄", [left, right, entry("Hide", hidden)], "choices");
  menu.opening(() => {
    left.disabled = layout.shown.at(0) === id;
    right.disabled = layout.shown.at(-1) === id;
  });
  const grip = el("span", { class: "grip", draggable: "true", "aria-hidden": "true" }, "⠿");
  const chat = chatColumn(person);
  chat.querySelector(".head").prepend(grip);
  chat.querySelector(".head-tools").append(menu.button, menu.node);
  menu.button.classList.add("mover");
  const node = el("div", { class: "frame", id: `person-${id}` }, chat);
  const named = () => {
    const name = state.people.find((one) => one.id === id)?.first_name ?? person.first_name;
    for (const part of [node, menu.button, menu.node]) part.setAttribute("aria-label", `Column of ${name}`);
    grip.title = `Drag to move ${name}'s column`;
  };
  on("people", named);
  named();
  dragged(node, grip, id, layout);
  return node;
}

/** A column that is dragged over another one takes its place when it is dropped. */
function dragged(node, grip, id, layout) {
  grip.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(DRAGGED, String(id));
    event.dataTransfer.effectAllowed = "move";
  });
  const ours = (event) => event.dataTransfer.types.includes(DRAGGED);
  node.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    node.classList.add("over");
  });
  for (const kind of ["dragleave", "drop"]) node.addEventListener(kind, () => node.classList.remove("over"));
  node.addEventListener("drop", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    layout.place(Number(event.dataTransfer.getData(DRAGGED)), id);
  });
}
