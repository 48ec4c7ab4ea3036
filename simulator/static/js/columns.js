/** One column a person, in the order and the number that the viewer likes; tabs where it is narrow. */

import { frame } from "./columns/frame.js";
import { Layout } from "./columns/layout.js";
import { tabs } from "./columns/tabs.js";
import { Unread } from "./columns/unread.js";
import { on, retell, state } from "./store.js";

/** Fills `place` and `above`; the answer is {layout, unread, frames: Map(id -> element)}. */
export function columns(place, above) {
  const layout = new Layout();
  const unread = new Unread((id) => layout.visible(id));
  const frames = new Map();
  const bar = tabs(above, layout, unread);

  const people = () => {
    const ids = new Set(state.people.map(({ id }) => id));
    for (const [id, node] of frames) {
      if (ids.has(id)) continue;
      node.remove();
      frames.delete(id);
    }
    for (const person of state.people) {
      if (frames.has(person.id)) continue;
      frames.set(person.id, frame(person, layout));
      unread.follow(person.id);
      retell(person.id);
    }
    layout.set(state.people);
  };

  const arrange = () => {
    layout.order.forEach((id, at) => put(place, frames.get(id), at));
    for (const [id, node] of frames) {
      node.hidden = !layout.visible(id);
      node.setAttribute("role", layout.narrow ? "tabpanel" : "group");
    }
    bar.draw();
    unread.look();
  };

  on("people", people);
  layout.changed(arrange);
  return { layout, unread, frames };
}

/** Puts a node at its place; one that stands in the page keeps its scroll and its focus. */
function put(place, node, at) {
  const there = place.children[at] ?? null;
  if (there === node) return;
  if (node.isConnected && place.moveBefore) place.moveBefore(node, there);
  else place.insertBefore(node, there);
}
