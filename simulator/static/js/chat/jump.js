/** Goes to a message of the chat, reads older ones until it is there, and lets it light up. */

import { notice } from "../notice.js";
import { loadOlder, state } from "../store.js";

const LIT_MS = 1600;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** `from` is any element of the column. */
export async function jump(from, id) {
  const column = from.closest(".column");
  const person = Number(column.dataset.person);
  const chat = () => state.chats.get(person);
  while (!chat().messages.has(id) && chat().more && Math.min(...chat().messages.keys()) > id) await loadOlder(person);
  await frame();
  const find = () => column.querySelector(`.messages [data-message="${Number(id)}"]`);
  if (chat().messages.has(id) && !find()) {
    column.dispatchEvent(new CustomEvent("show-topic", { detail: { topic: null } }));
    await frame();
  }
  const target = find();
  if (!target) {
    notice("This message is gone.");
    return;
  }
  column.querySelector(".messages").dispatchEvent(new CustomEvent("let-go"));
  target.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  target.focus({ preventScroll: true });
  target.classList.add("lit");
  setTimeout(() => target.classList.remove("lit"), LIT_MS);
}

/** Until what was read has been drawn. */
const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
