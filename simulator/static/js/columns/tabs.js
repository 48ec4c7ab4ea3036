/** A tab for each person, where there is room for one column only. */

import { el, replaced } from "../dom.js";
import { state } from "../store.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function tabs(place, layout, unread) {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": "People" });
  place.append(list);

  const tab = (person) => {
    const count = unread.count(person.id);
    const chosen = person.id === layout.current;
    return el(
      "button",
      {
        type: "button", role: "tab", class: "tab", tabindex: chosen ? 0 : -1, dir: "auto",
        "aria-selected": String(chosen), "aria-controls": `person-${person.id}`,
        "aria-label": count ? `${person.first_name}, ${count} unread` : person.first_name,
        onclick: () => layout.open(person.id),
      },
      person.first_name,
      count ? el("span", { class: "count" }, String(count)) : null,
    );
  };

  const draw = () => {
    const focused = list.contains(document.activeElement);
    place.hidden = !layout.narrow;
    replaced(list, layout.shown.map((id) => tab(state.people.find((person) => person.id === id))));
    if (focused) list.querySelector('[aria-selected="true"]')?.focus();
  };

  list.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const step = (STEPS[event.key] ?? 0) * forward;
    const { shown, current } = layout;
    const ends = { Home: shown.at(0), End: shown.at(-1) };
    const next = ends[event.key] ?? (step && shown[(shown.indexOf(current) + step + shown.length) % shown.length]);
    if (!next) return;
    event.preventDefault();
    layout.open(next);
  });
  unread.changed(draw);
  return { draw };
}
