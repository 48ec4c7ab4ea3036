/** Topics of a chat as tabs, "All" first; each shows how much in it is unread. */

import { el } from "../dom.js";
import { on, state } from "../store.js";

/** {node, refresh()}; `choose(id or null)` is called with the topic that was chosen. */
export function topicTabs(person, unread, choose) {
  const node = el("div", { class: "topics", role: "tablist", "aria-label": "Topics", hidden: true });
  let chosen = null;
  const pick = (id) => {
    chosen = id;
    choose(id);
    draw();
    node.querySelector('[aria-selected="true"]').scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const draw = () => {
    const topics = (state.chats.get(person.id)?.topics ?? []).filter((topic) => !topic.deleted);
    node.hidden = !topics.length;
    if (chosen !== null && !topics.some(({ id }) => id === chosen)) pick(null);
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.topic : null;
    node.replaceChildren(tab(null, "All"), ...topics.map(({ id, name }) => tab(id, name)));
    if (focused !== null) (node.querySelector(`[data-topic="${focused}"]`) ?? node.querySelector('[aria-selected="true"]')).focus();
  };
  const tab = (id, name) => {
    const count = id === null ? 0 : unread.count(id);
    const selected = id === chosen;
    return el(
      "button",
      { type: "button", role: "tab", class: "topic", "data-topic": id ?? "all", "aria-selected": String(selected), tabindex: selected ? 0 : -1, onclick: () => pick(id) },
      el("bdi", {}, name),
      count ? el("span", { class: "badge", "aria-label": `${count} unread` }, count) : null,
    );
  };
  node.addEventListener("keydown", ({ key }) => {
    const all = [...node.children];
    const at = all.indexOf(document.activeElement);
    const to = key === "ArrowRight" ? all[at + 1] : key === "ArrowLeft" ? all[at - 1] : null;
    to?.focus();
    to?.click();
  });
  on(`chat:${person.id}`, draw);
  draw();
  return { node, refresh: draw, show: pick };
}
