/** Trouble on request: what goes wrong next, for which calls, and how often it struck. */

import { el, replaced } from "../dom.js";
import { show } from "../focus.js";
import { act } from "../link.js";
import { trying } from "../notice.js";
import { on, state } from "../store.js";
import { panel } from "./panel.js";

const METHODS = [["sendMessage", "sending a message"], ["editMessageText", "editing a message"], ["answerCallbackQuery", "answering a button"], ["sendDocument", "sending a document"], ["", "any call"]];

/** [label, the rule, whether it is about calls of a chosen method] */
const RULES = [
  ["429: retry after 3 s", { kind: "error", retry_after: 3 }, true],
  ["403: the bot was blocked", { kind: "error", code: 403, description: "Forbidden: bot was blocked by the user" }, true],
  ["500: Telegram is ill", { kind: "error", code: 500, description: "Internal Server Error" }, true],
  ["Done, but the answer is lost", { kind: "lost_reply" }, true],
  ["Slow network: 2 s more for 20 calls", { kind: "slow", seconds: 2, count: 20 }, false],
  ["Updates come twice", { kind: "duplicate" }, false],
];

export function faults() {
  const method = el("select", { name: "method" }, METHODS.map(([value, label]) => el("option", { value }, label)));
  const times = el("input", { name: "times", type: "number", min: 1, max: 1000, value: 1 });
  const armed = el("ul", { class: "list", "aria-label": "Armed faults" });
  const clear = el("button", { type: "button", class: "tool", onclick: trying(() => act("no_faults")) }, "Clear all");
  const arm = ([label, rule, called]) =>
    el("button", { type: "button", class: "entry", onclick: trying(() => act("fault", { ...many(times), ...rule, ...(called ? { method: method.value } : {}) })) }, label);
  const { button, node } = panel("Faults", "⚡ Faults", [
    el("label", {}, "Strikes when ", method),
    el("label", {}, "Times ", times),
    el("div", { class: "list", role: "group", "aria-label": "Arm a fault" }, RULES.map(arm)),
    armed,
    clear,
  ]);
  on("stage", () => {
    const rules = state.stage.faults;
    const left = rules.filter((rule) => rule.struck < rule.count).length;
    replaced(armed, rules.map((rule) => el("li", { class: rule.struck < rule.count ? "armed" : "over" }, told(rule))));
    show(clear, rules.length, () => method);
    button.textContent = left ? `⚡ Faults (${left})` : "⚡ Faults";
    button.setAttribute("aria-label", left ? `Faults, ${left} armed` : "Faults");
  });
  return [button, node];
}

const many = (times) => ({ count: Math.max(1, Math.trunc(Number(times.value)) || 1) });

function told(rule) {
  const what = {
    error: rule.retry_after ? `429, retry after ${rule.retry_after} s` : `${rule.code} ${rule.description}`,
    slow: `${rule.seconds} s more`,
    lost_reply: "the answer is lost",
    duplicate: "updates come twice",
  };
  const where = rule.method ? ` on ${rule.method}` : "";
  return `${what[rule.kind] ?? rule.kind}${where}: struck ${rule.struck} of ${rule.count}`;
}
