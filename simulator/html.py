"""Telegram's parse mode HTML: text with tags in, plain text and entities out.

Source: core.telegram.org/bots/api#html-style; what it refuses, it refuses in Telegram's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .errors import ApiError, bad_request
from .text import Entity, ordered

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
}
_TAGS = frozenset(_STYLES) | {"a", "blockquote", "tg-emoji", "tg-time"}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"""[^\s=>/"']*""")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = re.compile(r"\s*")
_DATE_FORMAT = re.compile(r"(?:[rR]|[tTdDwW]*)")
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)+\w{2,}(?:[:/?#]\S*)?|(?:tg|ton)://\S+", re.I)
_USER_LINK = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)

FindUser = Callable[[int], dict[str, Any] | None]


def parse(source: str, find_user: FindUser) -> tuple[str, list[Entity]]:
    """Plain text and its entities (UTF-16 offsets); ApiError 400 "can't parse entities: …"."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source, find_user).run()


def unescape(text: str) -> str:
    """Resolve &lt; &gt; &amp; &quot; and numeric references; anything else stays as it is."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name, match.group())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    too_long = len(match.group().rstrip(";")) >= 10
    return match.group() if too_long or not 0 < code < 0x10FFFF else chr(code)


class _Open:
    """A start tag that waits for its end tag."""

    __slots__ = ("attributes", "name", "offset", "position")

    def __init__(self, name: str, attributes: dict[str, str], offset: int, position: int) -> None:
        self.name = name
        self.attributes = attributes
        self.offset = offset  # in UTF-16 units of the plain text
        self.position = position  # index into the plain pieces


class _Parser:
    def __init__(self, source: str, find_user: FindUser) -> None:
        self.source = source
        self.find_user = find_user
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        at = 0
        while (tag := self.source.find("<", at)) >= 0:
            self._plain(self.source[at:tag])
            closing = self.source.startswith("/", tag + 1)
            at = self._end_tag(tag) if closing else self._start_tag(tag)
        self._plain(self.source[at:])
        if self.open:
            name = self.open[-1].name
            raise _refused(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self.pieces)
        if _SURROGATE.search(text):
            raise _refused("Text contains invalid Unicode characters after decoding HTML entities")
        return text, ordered(self.entities)

    def _plain(self, raw: str) -> None:
        text = unescape(raw)
        self.pieces.append(text)
        self.offset += sum(1 + (c > "\uffff") for c in text) if not text.isascii() else len(text)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _start_tag(self, begin: int) -> int:
        match = _TAG_NAME.match(self.source, begin + 1)
        name = match.group().lower() if match else ""
        at = match.end() if match else begin + 1
        if at >= len(self.source):
            raise _refused(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        if name not in _TAGS:
            where = self._bytes(begin)
            raise _refused(f'Unsupported start tag "{name}" at byte offset {where}')
        attributes: dict[str, str] = {}
        while True:
            at = self._skip_space(at)
            if self.source.startswith(">", at):
                break
            at = self._attribute(begin, name, at, attributes)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            where = self._bytes(begin)
            raise _refused(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(_Open(name, attributes, self.offset, len(self.pieces)))
        return at + 1

    def _attribute(self, begin: int, tag: str, at: int, attributes: dict[str, str]) -> int:
        match = _ATTRIBUTE_NAME.match(self.source, at)
        key = match.group() if match else ""
        if at >= len(self.source):
            raise self._unclosed(begin, tag)
        if not key:
            where = self._bytes(begin)
            raise _refused(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
        at = self._skip_space(at + len(key))
        if not self.source.startswith("=", at):
            if at >= len(self.source):
                raise self._unclosed(begin, tag)
            attributes[key] = ""
            return at
        at = self._skip_space(at + 1)
        if at >= len(self.source):
            raise self._unclosed(begin, tag)
        attributes[key], at = self._value(begin, tag, at)
        return at

    def _value(self, begin: int, tag: str, at: int) -> tuple[str, int]:
        quote = self.source[at]
        if quote in "\"'":
            end = self.source.find(quote, at + 1)
            if end < 0 or end + 1 >= len(self.source):
                raise self._unclosed(begin, tag)
            return unescape(self.source[at + 1 : end]), end + 1
        match = _TOKEN.match(self.source, at)
        end = match.end() if match else at
        if end >= len(self.source):
            raise self._unclosed(begin, tag)
        if self.source[end] != ">" and not self.source[end].isspace():
            raise _refused(f"Unexpected end of name token at byte offset {self._bytes(at)}")
        return self.source[at:end].lower(), end

    def _unclosed(self, begin: int, tag: str) -> ApiError:
        return _refused(f'Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}')

    def _skip_space(self, at: int) -> int:
        match = _SPACE.match(self.source, at)
        return match.end() if match else at

    def _end_tag(self, begin: int) -> int:
        if not self.open:
            raise _refused(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        match = _TAG_NAME.match(self.source, begin + 2)
        name = match.group().lower() if match else ""
        at = self._skip_space(match.end() if match else begin + 2)
        if not self.source.startswith(">", at):
            raise _refused(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        tag = self.open.pop()
        if name and name != tag.name:
            raise _refused(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.offset > tag.offset:
            self._close(tag)
        return at + 1

    def _close(self, tag: _Open) -> None:
        text = "".join(self.pieces[tag.position :])
        place = {"offset": tag.offset, "length": self.offset - tag.offset}
        match tag.name:
            case "a":
                facts = self._link(tag.attributes.get("href") or text)
            case "blockquote":
                kind = "expandable_" if "expandable" in tag.attributes else ""
                facts = {"type": f"{kind}blockquote"}
            case "tg-emoji":
                facts = _emoji(tag.attributes.get("emoji-id", ""))
            case "tg-time":
                facts = _moment(tag.attributes)
            case "pre" | "code":
                facts = self._code(tag, place)
            case _:
                facts = {"type": _STYLES[tag.name]}
        if facts:
            self.entities.append(facts | place)

    def _code(self, tag: _Open, place: dict[str, int]) -> Entity | None:
        """`<pre><code class="language-x">` becomes one pre with a language."""
        language = tag.attributes.get("class", "").removeprefix("language-")
        if tag.name == "code":
            inside = bool(self.open) and self.open[-1].name == "pre"
            return {"type": "code"} | ({"language": language} if language and inside else {})
        last = self.entities[-1] if self.entities else {}
        same = last.get("type") == "code" and all(last[k] == v for k, v in place.items())
        if same and "language" in last:
            last["type"] = "pre"
            return None
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return {"type": "pre"}

    def _link(self, target: str) -> Entity | None:
        if user := _USER_LINK.fullmatch(target):
            known = self.find_user(int(user.group(1)))
            return {"type": "text_mention", "user": known} if known else None
        if not _LINK.fullmatch(target):
            return None
        if "://" not in target:
            target = f"http://{target}"
        bare = re.fullmatch(r"https?://[^/?#]+", target, re.IGNORECASE)
        return {"type": "text_link", "url": f"{target}/" if bare else target}


def _emoji(identifier: str) -> Entity:
    if not identifier.isdecimal() or int(identifier) == 0:
        raise _refused("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": identifier}


def _moment(attributes: dict[str, str]) -> Entity | None:
    """A date-time entity: `unix` in seconds, shown in the reader's own time zone."""
    style = attributes.get("format", "")
    if not _DATE_FORMAT.fullmatch(style):
        raise _refused("Invalid date format used")
    unix = attributes.get("unix", "")
    if not unix.isdecimal() or not 0 < int(unix) < 2**31:
        return None
    entity: Entity = {"type": "date_time", "unix_time": int(unix)}
    return entity | ({"date_time_format": style} if style else {})


def _refused(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
