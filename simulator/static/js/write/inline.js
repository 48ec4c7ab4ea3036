/** Inline mode: "@bot words" in the field asks the bot, and one of its results is sent. */

import { act } from "../link.js";
import { state } from "../store.js";
import { begin } from "./sending.js";

const PAUSE_MS = 300;
const TYPED = /^@(\w+)\s([^]*)$/;

/** What is asked of the bot by the field's text; null when nothing is. */
export function questionIn(text) {
  const [, name, words] = TYPED.exec(text) ?? [];
  return name?.toLowerCase() === state.bot.username?.toLowerCase() ? words.trim() : null;
}

/** `list`: see choices.js. */
export function inline(desk, list) {
  let timer = 0;
  let question = null; // what is asked now
  let pages = []; // the answers so far
  let reading = false;

  desk.addEventListener("text", () => {
    const asked = desk.editing ? null : questionIn(desk.text);
    if (asked === question) return;
    clearTimeout(timer);
    question = asked;
    pages = [];
    if (asked === null) return void (list.owner === inline && list.hide());
    timer = setTimeout(() => read(asked, ""), PAUSE_MS);
  });

  async function read(asked, offset) {
    reading = true;
    if (!pages.length) show(`Asking @${state.bot.username}…`);
    const facts = { person: desk.id, query: asked, offset, cached: true };
    const answer = await act("inline", facts).catch((error) => ({ results: [], problem: error.message }));
    reading = false;
    if (asked !== question) return;
    pages.push(answer);
    const nothing = answer.problem ?? (answer.answered ? "Nothing found." : "The bot did not answer.");
    show(pages.some((page) => page.results.length) ? "" : nothing);
  }

  function show(note) {
    const keep = pages.length > 1;
    const buttons = pages[0]?.button ? [top(pages[0].button)] : [];
    const items = pages.flatMap((page) => page.results.map((result) => item(page.query_id, result)));
    list.owner = inline;
    list.show([...buttons, ...items], { label: "Results", note, more, keep, first: items.length ? buttons.length : 0 });
  }

  function more() {
    const next = pages.at(-1)?.next_offset;
    if (next && !reading) read(question, next);
  }

  function item(queryId, result) {
    const said = result.input_message_content?.message_text ?? "";
    const title = result.title || result.first_name || result.caption || result.type;
    const choose = async () => {
      const text = desk.text;
      const facts = { ...desk.place(), query_id: queryId, result_id: String(result.id) };
      desk.text = "";
      if (await desk.act("choose_inline", facts)) return desk.set({});
      const { problem } = desk;
      desk.text = text;
      return desk.complain(problem);
    };
    return { title, detail: result.description ?? (result.title ? "" : said), sign: [...title][0], choose };
  }

  /** What stands above the results leads to the bot itself, or to a page of its own. */
  function top(button) {
    const choose = () => {
      if (button.web_app) return void window.open(button.web_app.url, "_blank", "noopener,noreferrer");
      desk.text = "";
      return begin(desk, button.start_parameter);
    };
    return { title: button.text, sign: "→", choose };
  }
}
