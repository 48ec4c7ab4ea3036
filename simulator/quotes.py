"""Replies to a part of a message (Bot API: TextQuote, ReplyParameters)."""

from __future__ import annotations

from .state import Body, Message
from .text import Entity, length, ordered

_KEPT = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
)


def part(
    target: Message, text: str, position: int, entities: list[Entity] | None = None
) -> Body | None:
    """The quote of `text` as it stands in `target`, nearest to `position`; None: nowhere.

    `entities` must be those of the part; None: they are taken over, as people's clients do.
    """
    body = target.body
    whole = str(body.get("text", body.get("caption", "")))
    marks: list[Entity] = body.get("entities") or body.get("caption_entities") or []
    for place in _places(whole, text, position):
        styles = _styles(marks, place, length(text))
        if entities is None or styles == _styles(entities, 0, length(text)):
            quote: Body = {"text": text, "position": place, "is_manual": True}
            return quote | ({"entities": styles} if styles else {})
    return None


def _places(whole: str, text: str, position: int) -> list[int]:
    """In UTF-16 units, in the order in which TDLib looks: onwards before backwards."""
    found = []
    at = whole.find(text) if text else -1
    while at >= 0:
        found.append(length(whole[:at]))
        at = whole.find(text, at + 1)
    return sorted(
        found,
        key=lambda p: 2 * (position - p) if p <= position else 2 * (p - position) - 1,
    )


def _styles(entities: list[Entity], start: int, size: int) -> list[Entity]:
    """The entities within so many units from `start`, cut at its ends; a quote has no others."""
    cut = []
    for entity in sorted(entities, key=lambda e: str(e["type"])):
        begin = max(entity["offset"], start)
        end = min(entity["offset"] + entity["length"], start + size)
        if entity["type"] in _KEPT and begin < end:
            cut.append(entity | {"offset": begin - start, "length": end - begin})
    return ordered(cut)
