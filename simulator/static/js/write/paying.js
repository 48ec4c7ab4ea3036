/** The payment sheet: an invoice paid by one card or another, by oneself or by somebody else. */

import { el } from "../dom.js";
import { once } from "../focus.js";
import { act } from "../link.js";
import { state } from "../store.js";
import { words } from "./desk.js";
import { dialog } from "./dialog.js";

const CARDS = [
  ["good", "Test card •••• 4242, which pays"],
  ["declined", "Test card •••• 0002, which is declined"],
];
const STARS = [
  ["good", "⭐ Enough Stars"],
  ["declined", "⭐ Not enough Stars"],
];

/** `which`: {message_id, chat_id} or {link}, as the verb `pay` takes it. */
export async function openSheet(desk, which) {
  let invoice;
  try {
    invoice = await act("invoice", { person: desk.id, ...which });
  } catch (error) {
    return desk.complain(words(error));
  }
  const cards = (invoice.stars ? STARS : CARDS).map(([name, label], at) => radio(name, label, at === 0));
  const payer = el("select", { name: "payer", class: "write-input" }, state.people.map((one) => el("option", { value: one.id, selected: one.id === desk.id }, one.first_name)));
  const outcome = el("p", { class: "write-paid", role: "status" });
  const problem = el("p", { class: "write-problem", role: "alert" });
  const pay = el("button", { type: "submit", class: "write-yes" }, `Pay ${invoice.price}`);
  const close = el("button", { type: "button", class: "write-no", onclick: () => sheet.close() }, "Close");
  const form = el("form", { class: "write-form" },
    el("p", { class: "write-sheet-words", dir: "auto" }, invoice.description),
    el("p", { class: "write-price" }, invoice.price),
    el("fieldset", { class: "write-cards" }, el("legend", {}, "Pay with"), cards),
    el("label", { class: "write-label" }, "Paid by", payer),
    outcome, problem,
    el("div", { class: "write-buttons" }, close, pay),
  );
  const sheet = dialog(invoice.title, form);
  let times = 0;
  const paid = async () => {
    const given = new FormData(form);
    problem.textContent = "";
    outcome.textContent = "Waiting for the bot…";
    const facts = { ...which, person: Number(given.get("payer")), card: given.get("card") };
    const done = await act("pay", facts).catch((error) => ({ paid: false, error: words(error) }));
    times += done.paid;
    outcome.textContent = done.paid ? `Paid${times > 1 ? ` ${times} times` : ""}.` : "";
    problem.textContent = done.paid ? "" : done.error;
    pay.textContent = times ? `Pay ${invoice.price} again` : `Pay ${invoice.price}`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(pay, paid);
  });
  return undefined;
}

const radio = (name, label, checked) =>
  el("label", { class: "write-card" }, el("input", { type: "radio", name: "card", value: name, checked }), label);
