"""Text in columns, for `<pre>`: measured as a fixed-width font draws it.

What people type comes last on a line, since nobody can know how wide a phone draws every emoji;
whatever stands before it begins in the same column on every line.
"""

import unicodedata
from collections.abc import Iterable, Sequence

from views.screen import Html
from views.texts import escaped

LINE_BEGINS = "\u200e"
"""Left-to-right mark: a name in Hebrew or Arabic at its end doesn't turn the whole line."""
_ISOLATE, _END = "\u2068", "\u2069"
_JOINER = "\u200d"
_TAGS = range(0xE0020, 0xE0080)
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def width(text: str) -> int:
    """In columns: wide letters and most emoji take two, marks on letters none. Of what is drawn as
    one emoji but typed as several, the sum: never too little."""
    return sum(_columns(letter) for letter in text)


def cut(text: str, most: int) -> str:
    """At most so many columns, the last of them "…" where something is left out. Nothing that is
    drawn as one (a letter with its marks, a family, a flag) is parted."""
    if width(text) <= most:
        return text
    kept, left = "", most - 1
    for drawn in _drawn(text):
        left -= width(drawn)
        if left < 0:
            break
        kept += drawn
    return kept.rstrip() + "…"


def right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text


def left(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def isolated(text: str, most: int) -> Html:
    """A person's text in at most so many columns; it turns nothing but itself."""
    return Html(f"{_ISOLATE}{escaped(cut(text, most))}{_END}")


def line(cells: Iterable[str], last: Html | None = None) -> Html:
    """Cells that are padded already, one column between them; `last` may be as wide as it is."""
    begin = escaped(" ".join(cells))
    return Html(f"{LINE_BEGINS}{begin}" + (f" {last}" if last else ""))


def widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Of each column, so that all of its cells fit."""
    return [max(map(width, column)) for column in zip(*rows, strict=True)]


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _drawn(text: str) -> list[str]:
    """The text in parts that are drawn as one each."""
    parts: list[str] = []
    for letter in text:
        if parts and _joins(parts[-1], letter):
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def _joins(before: str, letter: str) -> bool:
    if before[-1] == _JOINER or letter == _JOINER or ord(letter) in _SKIN or ord(letter) in _TAGS:
        return True
    if ord(letter) in _FLAG_LETTERS:
        return len(before) == 1 and ord(before) in _FLAG_LETTERS
    return unicodedata.category(letter) in ("Mn", "Me", "Mc", "Cf")
