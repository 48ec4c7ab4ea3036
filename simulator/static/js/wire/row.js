/** One entry of the wire: a line that opens to its JSON, which is written only then. */

import { copy } from "../copying.js";
import { el } from "../dom.js";
import { began, kindOf, nameOf, personOf, refused, words } from "./about.js";
import { callAsTest, updateAsTest } from "./python.js";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export function row(entry) {
  if (began(entry)) return begin(entry);
  const call = entry.kind === "call";
  const name = nameOf(personOf(entry));
  const how = refused(entry) ? `✗ ${entry.code}` : call ? `${Math.round(entry.seconds * 1000)} ms` : "";
  const line = el(
    "summary",
    {},
    el("span", { class: "at" }, TIME.format(entry.at * 1000)),
    el("span", { class: "way", "aria-label": call ? "call" : "update" }, call ? "→" : "←"),
    el("b", {}, kindOf(entry)),
    name ? el("span", { class: "whose", dir: "auto" }, name) : null,
    el("span", { class: "words", dir: "auto" }, words(entry)),
    el("span", { class: "how" }, how),
  );
  const node = el("details", { class: `entry ${entry.kind}${refused(entry) ? " refused" : ""}`, "data-n": entry.n }, line);
  node.addEventListener("toggle", () => node.open && opened(node, entry));
  return node;
}

function begin({ n, at, faults }) {
  const armed = faults ? ` Armed faults (${faults}) are gone.` : "";
  const words = `${TIME.format(at * 1000)} · The simulator began again.${armed}`;
  return el("p", { class: "entry began", "data-n": n }, words);
}

function opened(node, entry) {
  if (node.querySelector("pre")) return;
  const { n, kind, ...told } = entry;
  const json = JSON.stringify(kind === "update" ? told.body : told, null, 2);
  const test = kind === "update" ? updateAsTest(entry) : callAsTest(entry);
  const button = (label, text) => el("button", { type: "button", class: "tool", onclick: () => copy(text) }, label);
  node.append(
    el("div", { class: "tools" }, button("Copy JSON", json), button("Copy as a test", test)),
    el("pre", { class: "json", dir: "ltr", tabindex: 0, "aria-label": `JSON of ${kindOf(entry)}` }, json),
  );
}
