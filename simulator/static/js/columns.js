/** One column a person. */

import { chatColumn } from "./chat/column.js";
import { on, state } from "./store.js";

export function columns(place) {
  const shown = new Map();
  on("people", () => {
    for (const person of state.people) {
      if (!shown.has(person.id)) shown.set(person.id, chatColumn(person));
    }
    place.replaceChildren(...shown.values());
  });
}
