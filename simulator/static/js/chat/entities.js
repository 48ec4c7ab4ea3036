/**
 * A text with its entities as nodes. Entities nest and overlap: where one ends inside another, it is
 * cut there and goes on behind. Offsets are UTF-16 units (Bot API: MessageEntity), as JavaScript
 * counts by itself.
 */

import { styled } from "./styles.js";

/** Nodes for `text`; `message` is what they stand in. */
export function marked(text, entities, message) {
  const pieces = [];
  for (const entity of entities ?? []) {
    const start = Math.max(0, Number(entity.offset) || 0);
    const end = Math.min(text.length, (Number(entity.offset) || 0) + (Number(entity.length) || 0));
    if (start < end) pieces.push({ entity, start, end });
  }
  return nodes(text, 0, text.length, pieces.sort(outerFirst), message);
}

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const outerFirst = (one, other) => one.start - other.start || other.end - one.end;

function nodes(text, start, end, pieces, message) {
  const drawn = [];
  let at = start;
  while (pieces.length) {
    const [first, ...others] = pieces;
    const inside = [];
    pieces = [];
    for (const other of others) {
      if (other.start < first.end) inside.push({ ...other, end: Math.min(other.end, first.end) });
      if (other.end > first.end) pieces.push({ ...other, start: Math.max(other.start, first.end) });
    }
    pieces.sort(outerFirst);
    plain(drawn, text.slice(at, first.start), BLOCKS.has(first.entity.type));
    const content = nodes(text, first.start, first.end, inside, message);
    drawn.push(styled(first.entity, content, text.slice(first.start, first.end), message));
    at = first.end;
  }
  plain(drawn, text.slice(at, end), false);
  return drawn;
}

/** A block stands on lines of its own: the line break that divides it from its neighbours is no more. */
function plain(drawn, text, beforeBlock) {
  const afterBlock = drawn.length > 0 && /^(DIV|BLOCKQUOTE)$/.test(drawn.at(-1).tagName ?? "");
  const from = afterBlock && text.startsWith("\n") ? 1 : 0;
  const to = beforeBlock && text.endsWith("\n") ? -1 : undefined;
  const shown = text.slice(from, to);
  if (shown) drawn.push(shown);
}
