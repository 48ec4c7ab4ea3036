/** Elements by declaration; whatever is text stays text. */

/**
 * el("button", {class: "key", onclick: press, "aria-label": "Pay"}, "Pay", icon)
 * Attributes named on… are listeners; false, null and undefined leave an attribute out; children
 * that are no nodes become text, and null, undefined and false none.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function replaced(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
