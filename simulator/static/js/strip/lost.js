/** A bar that says that the connection is gone; it goes when everything missed has been read. */

import { el, replaced } from "../dom.js";
import { on, state } from "../store.js";

export function lostBar(place) {
  const again = el("button", { type: "button", class: "tool", onclick: () => location.reload() }, "Load the page anew");
  on("lost", () => {
    if (!state.lost) replaced(place);
    else if (!state.refused) replaced(place, "Reconnecting…");
    else if (!again.isConnected) replaced(place, "Another simulator is here now. ", again);
  });
}
