/**
 * Where a list stands: at its end it follows what comes; anywhere else, what the viewer looks at
 * stays where it is, whatever is put above it.
 */

const NEAR = 40; // pixels from the end that still count as the end

export function keptPlace(list, flow, moved) {
  let atEnd = true;
  let [top, longest] = [0, 0]; // where it stood, and how far it could go
  let held = null; // {node, top} that stays in its place until somebody scrolls
  const hold = () => {
    if (!held?.node.isConnected) return;
    const moved = held.node.getBoundingClientRect().top - held.top;
    if (moved) list.scrollTop += moved;
    held.at = list.scrollTop;
  };
  const toEnd = () => {
    atEnd = true;
    list.scrollTop = list.scrollHeight;
  };
  list.addEventListener("scroll", () => {
    const [before, longestBefore] = [top, longest];
    [top, longest] = [list.scrollTop, list.scrollHeight - list.clientHeight];
    if (held && Math.abs(held.at - top) > 1) held = null;
    if (top >= before) atEnd = longest - top < NEAR;
    else if (longest >= longestBefore) atEnd = false; // by who scrolls, not because it became shorter
    moved();
  }, { passive: true });
  list.addEventListener("let-go", () => (atEnd = false));
  const grown = new ResizeObserver(() => {
    if (atEnd) toEnd();
    else hold(); // what comes into view near the edge gets its true height only then
    moved();
  });
  grown.observe(flow);
  grown.observe(list);
  return {
    toEnd,
    get atEnd() {
      return atEnd;
    },
    /** Lets `change` happen above, below or within what is seen. */
    around(change) {
      const anchor = atEnd ? null : firstSeen(list, flow);
      held = anchor && { node: anchor, top: anchor.getBoundingClientRect().top };
      change();
      if (atEnd) toEnd();
      else hold();
    },
  };
}

/**
 * The first message that reaches into view; children lie in order, so half of them are skipped each
 * time. The line of a day is none: it stays above whatever is put below it.
 */
function firstSeen(list, flow) {
  const { top } = list.getBoundingClientRect();
  let [low, high] = [0, flow.children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (flow.children[middle].getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  while (flow.children[low]?.matches(".day, .unread-line")) low += 1;
  return flow.children[low] ?? null;
}
