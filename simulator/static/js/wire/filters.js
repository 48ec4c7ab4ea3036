/** Which entries are wanted: by person, by kind, by text. */

import { el, replaced } from "../dom.js";
import { on, state } from "../store.js";
import { began, holds, personOf, refused } from "./about.js";

const KINDS = {
  all: ["Everything", () => true],
  call: ["Calls", (entry) => entry.kind === "call"],
  update: ["Updates", (entry) => entry.kind === "update"],
  refused: ["Refused", refused],
};

/** {nodes, fits(entry), person()}; `changed` is called when something else is wanted. */
export function filters(changed) {
  const person = el("select", { class: "tool", "aria-label": "Whose", onchange: changed });
  const kind = el("select", { class: "tool", "aria-label": "Which", onchange: changed }, Object.entries(KINDS).map(([value, [label]]) => el("option", { value }, label)));
  const text = el("input", { type: "search", class: "tool", dir: "auto", "aria-label": "With the text", placeholder: "Text", oninput: changed });
  on("people", () => {
    const chosen = person.value;
    const known = state.people.map(({ id, first_name }) => el("option", { value: id }, first_name));
    replaced(person, el("option", { value: "" }, "Everybody"), known);
    person.value = state.people.some(({ id }) => String(id) === chosen) ? chosen : "";
    if (person.value !== chosen) changed();
  });
  const whose = () => Number(person.value);
  const fits = (entry) =>
    began(entry) || ((!whose() || personOf(entry) === whose()) && KINDS[kind.value][1](entry) && (!text.value || holds(entry, text.value.toLowerCase())));
  return { nodes: [person, kind, text], fits, person: whose };
}
