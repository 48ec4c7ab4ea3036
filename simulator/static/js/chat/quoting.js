/** The part of a message that is selected, for a reply to just this. */

/** {text, position} of what is selected of a bubble's own words; null when nothing is. */
export function selectedIn(bubble, message) {
  const selection = getSelection();
  if (selection.isCollapsed || !bubble.contains(selection.anchorNode) || !bubble.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const words = [...bubble.querySelectorAll(".text")].find((one) => range.intersectsNode(one));
  if (!words) return null;
  const { within, before } = cut(range, words);
  // What is drawn may differ from what was sent: a block has lost its line breaks, code has a button.
  for (const drawn of [within, selection]) {
    const text = String(drawn).trim();
    const position = text ? nearest(message.text, text, String(before).length) : -1;
    if (position >= 0) return { text, position };
  }
  return null;
}

/** What of the range is in the words, and what of the words is before it. */
function cut(range, words) {
  const [before, within] = [new Range(), new Range()];
  before.selectNodeContents(words);
  within.selectNodeContents(words);
  if (before.comparePoint(range.startContainer, range.startOffset) === 0) within.setStart(range.startContainer, range.startOffset);
  if (before.comparePoint(range.endContainer, range.endOffset) === 0) within.setEnd(range.endContainer, range.endOffset);
  before.setEnd(within.startContainer, within.startOffset);
  return { within, before };
}

/** Where `part` begins, in UTF-16 units, as near to `near` as it does; -1: nowhere. */
function nearest(text, part, near) {
  let found = -1;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (found < 0 || Math.abs(at - near) < Math.abs(found - near)) found = at;
  }
  return found;
}
