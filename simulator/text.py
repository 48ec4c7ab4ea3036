"""Text as Telegram counts and marks it: UTF-16 units, trimming, entities found by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

Entity = dict[str, Any]

_MARKED = re.compile(
    r"""
      (?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b)
    | (?P<url>\b(?:https?://|tg://)[^\s<>"]+ | \b(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|dev|app)\b
        (?:/[^\s<>"]*)?)
    | (?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)
    | (?P<hashtag>(?<![\w#])\#\w*[^\W\d_]\w*)
    | (?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))
    | (?P<phone_number>(?<![\w+])\+\d[\d\s()-]{7,18}\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAYBE_MARKED = re.compile(r"[@#/+.]")
_SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_SOLID = {"code", "pre"}
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def length(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts (Bot API: MessageEntity)."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def found(text: str) -> list[Entity]:
    """Entities that Telegram marks by itself: commands, links, mentions, addresses, hashtags."""
    if not _MAYBE_MARKED.search(text):
        return []
    entities = []
    for match in _MARKED.finditer(text):
        piece = match.group()
        if match.lastgroup == "url":
            piece = piece.rstrip(".,;:!?)'")
        offset = length(text[: match.start()])
        entities.append({"type": match.lastgroup, "offset": offset, "length": length(piece)})
    return entities


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at the end, nor blanks and new lines before the first entity."""
    text = text.replace("\r", "").rstrip()
    end = length(text)
    first = min((e["offset"] for e in entities), default=end)
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    kept = [
        e | {"offset": e["offset"] - cut, "length": min(e["length"], end - e["offset"])}
        for e in entities
        if e["offset"] < end
    ]
    return text[cut:], kept


def merged(given: list[Entity], text: str) -> list[Entity]:
    """The given entities and the found ones that do not overlap links, code or each other."""
    taken = [e for e in given if e["type"] not in _SPLITTABLE and "blockquote" not in e["type"]]
    extra = [e for e in found(text) if not any(_overlap(e, other) for other in taken)]
    return ordered(_without_code_inside([*given, *extra]))


def ordered(entities: Iterable[Entity]) -> list[Entity]:
    """By place, the outer one first."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _without_code_inside(entities: list[Entity]) -> list[Entity]:
    """Code holds no other style: bold and the like are cut around it (Bot API: HTML style)."""
    solid = [e for e in entities if e["type"] in _SOLID]
    if not solid:
        return entities
    result = []
    for entity in entities:
        if entity["type"] in _SOLID:
            result.append(entity)
        elif entity["type"] in _SPLITTABLE:
            result.extend(_cut(entity, solid))
        elif not any(_within(entity, other) for other in solid):
            result.append(entity)
    return result


def _within(one: Entity, other: Entity) -> bool:
    end = one["offset"] + one["length"]
    return bool(other["offset"] <= one["offset"] and end <= other["offset"] + other["length"])


def _cut(entity: Entity, holes: list[Entity]) -> Iterator[Entity]:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    for hole in ordered(holes):
        left, right = hole["offset"], hole["offset"] + hole["length"]
        if right <= start or end <= left:
            continue
        if start < left:
            yield entity | {"offset": start, "length": left - start}
        start = max(start, right)
    if start < end:
        yield entity | {"offset": start, "length": end - start}


def to_html(text: str, entities: list[Entity]) -> str:
    """The text with its entities as HTML in Telegram's own dialect."""
    units = text.encode("utf-16-le")

    def piece(start: int, end: int) -> str:
        return escape(units[2 * start : 2 * end].decode("utf-16-le"), quote=False)

    def render(start: int, end: int, inner: list[Entity]) -> str:
        out, at = [], start
        while inner:
            entity, inner = inner[0], inner[1:]
            if entity["offset"] < at:
                continue
            stop = min(entity["offset"] + entity["length"], end)
            nested = [e for e in inner if e["offset"] < stop]
            out += [piece(at, entity["offset"])]
            out += [_wrapped(entity, render(entity["offset"], stop, nested))]
            at = stop
        return "".join([*out, piece(at, end)])

    return render(0, len(units) // 2, ordered(entities))


def _wrapped(entity: Entity, inner: str) -> str:
    kind = entity["type"]
    if tag := _TAGS.get(kind):
        return f"<{tag}>{inner}</{tag}>"
    match kind:
        case "expandable_blockquote":
            return f"<blockquote expandable>{inner}</blockquote>"
        case "pre" if "language" in entity:
            return f'<pre><code class="language-{entity["language"]}">{inner}</code></pre>'
        case "pre":
            return f"<pre>{inner}</pre>"
        case "text_link":
            return f'<a href="{escape(entity["url"])}">{inner}</a>'
        case "text_mention":
            return f'<a href="tg://user?id={entity["user"]["id"]}">{inner}</a>'
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">{inner}</tg-emoji>'
        case "date_time":
            style = entity.get("date_time_format")
            shape = f' format="{style}"' if style else ""
            return f'<tg-time unix="{entity["unix_time"]}"{shape}>{inner}</tg-time>'
    return inner
