/** The focus stays where something can be done: not with what hides, nor with what waits. */

/** Shows or hides a node; a focus inside of what hides goes to `instead()`. */
export function show(node, whether, instead) {
  const inside = !whether && node.contains(document.activeElement);
  node.hidden = !whether;
  if (inside) instead()?.focus();
}

/** Does something that takes a while, but not twice at once; its button keeps the focus. */
export async function once(button, doing) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await doing();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}
