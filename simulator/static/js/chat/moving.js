/**
 * Going through messages by keyboard: Tab comes to one of them, arrows go to the others. Focus is
 * not lost with a message that goes away.
 */

const SELECTOR = ".bubble, .service";
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

const last = (flow) => [...flow.querySelectorAll(SELECTOR)].at(-1);

const ready = (flow) => {
  if (flow.querySelector(':is(.bubble, .service)[tabindex="0"]')) return;
  last(flow)?.setAttribute("tabindex", 0);
};

function keys(list, flow) {
  list.addEventListener("focusin", ({ target }) => {
    if (!target.matches(SELECTOR)) return;
    flow.querySelectorAll(':is(.bubble, .service)[tabindex="0"]').forEach((one) => one.setAttribute("tabindex", -1));
    target.setAttribute("tabindex", 0);
  });
  list.addEventListener("keydown", (event) => {
    if (!event.target.matches(SELECTOR) || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...flow.querySelectorAll(SELECTOR)];
    const at = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : all.indexOf(event.target) + (STEPS[event.key] ?? 0);
    if (event.key !== "Home" && event.key !== "End" && !STEPS[event.key]) return;
    event.preventDefault();
    all[at]?.focus();
  });
}

/** Called before a node is taken away: the message after it, or else before it, gets the focus. */
function leaving(node) {
  if (!node.contains(document.activeElement)) return;
  const neighbour = (step) => {
    for (let one = node[step]; one; one = one[step]) {
      const found = one.matches(SELECTOR) ? one : one.querySelector(SELECTOR);
      if (found) return found;
    }
    return null;
  };
  (neighbour("nextElementSibling") ?? neighbour("previousElementSibling"))?.focus({ preventScroll: true });
}

export const moveAmong = { ready, keys, leaving, last };
