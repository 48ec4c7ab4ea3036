/** Who is there: columns that are hidden come back here, and somebody new comes in. */

import { el, replaced } from "../dom.js";
import { act } from "../link.js";
import { trying } from "../notice.js";
import { on, state } from "../store.js";
import { panel } from "./panel.js";

const LANGUAGES = ["en", "de", "es", "fr", "pt-br", "ru", "uk", "ar", "fa", "he", "hi", "id", "zh-hans"];

export function people({ layout, unread }) {
  const list = el("div", { class: "list" });
  const { button, node } = panel("People", "👥 People", [list, newcomer(layout)]);

  const draw = () => {
    const focused = document.activeElement?.dataset?.shows;
    replaced(list, layout.order.map((id) => row(id)));
    if (focused) list.querySelector(`[data-shows="${CSS.escape(focused)}"]`)?.focus();
    const away = layout.order.reduce((sum, id) => sum + (layout.hidden(id) ? unread.count(id) : 0), 0);
    button.textContent = away ? `👥 People (${away})` : "👥 People";
    button.setAttribute("aria-label", away ? `People, ${away} unread in hidden chats` : "People");
  };
  const row = (id) => {
    const person = state.people.find((one) => one.id === id);
    const count = unread.count(id);
    const told = [person.language_code, count ? `${count} unread` : ""].filter(Boolean).map((one) => ` · ${one}`);
    const show = el("input", { type: "checkbox", "data-shows": id, onchange: () => layout.hide(id, !show.checked) });
    show.checked = !layout.hidden(id);
    return el("label", { class: "entry" }, show, el("span", {}, "Show ", el("bdi", {}, person.first_name), told));
  };
  on("people", draw);
  layout.changed(draw);
  unread.changed(draw);
  return [button, node];
}

function newcomer(layout) {
  const name = el("input", { name: "name", required: true, maxlength: 64, autocomplete: "off", dir: "auto" });
  const language = el("input", { name: "language", value: "en", list: "languages", maxlength: 12, autocomplete: "off", size: 8 });
  const add = trying(async () => {
    const first_name = name.value.trim();
    if (!first_name) return;
    const username = `${first_name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}_${state.people.length + 1}`;
    const made = await act("person", { first_name, language_code: language.value.trim() || null, username });
    name.value = "";
    layout.open(made.id);
  });
  const form = el(
    "form",
    { class: "add", "aria-label": "Somebody new" },
    el("label", {}, "Name ", name),
    el("label", {}, "Language ", language),
    el("datalist", { id: "languages" }, LANGUAGES.map((code) => el("option", { value: code }))),
    el("button", { class: "tool" }, "Add"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add();
  });
  return form;
}
