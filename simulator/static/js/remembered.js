/**
 * What the browser keeps for the next visit. A storage that is full, forbidden or holds something
 * else is as good as none.
 */

const PREFIX = "simulator.";

/** The value kept under a name, or `otherwise`; `fits(value)` says whether it is one of ours. */
export function recall(name, otherwise, fits = () => true) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + name));
    return kept !== null && fits(kept) ? kept : otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch (error) {
    console.debug("not remembered:", error);
  }
}
