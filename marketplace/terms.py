"""The terms under which a text is found: its words, folded, as they are indexed and asked for.

Both sides are parted by the same rules, so that whatever is typed is nothing but words: no
operator of a database is ever made of it (storage/job_index.py quotes them besides).
"""

import re
import unicodedata

from marketplace.text import folded

MOST_LETTERS = 64
"""Characters of a term that the index keeps; what is typed is cut alike."""
MOST_ASKED = 8
"""Terms of one query; further ones are left out."""

_PLAIN = re.compile(r"[a-z0-9+#]+")
_ENDING = re.compile(r"\.[a-z]{2,4}(?![a-z0-9])")
"""".net" and ".js", alone or behind a name."""
_ALONE = re.compile(r"(?<![a-z0-9])" + _ENDING.pattern)
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts that put no space between words (unicode.org/charts)."""


def indexed(text: str) -> tuple[str, ...]:
    """All terms of a text, each once, in their order. C++, C# and .NET are terms as they stand."""
    plain = folded(text)
    parts = [part for word in _words(plain) for part in _in_pairs(word, whole=True)]
    return tuple(dict.fromkeys([*parts, *_ENDING.findall(plain)]))


def asked(query: str) -> tuple[str, ...]:
    """The terms of a query, at most eight; none for mere punctuation."""
    plain = folded(query)
    endings = _ALONE.findall(plain)
    parts = [part for word in _words(_ALONE.sub(" ", plain)) for part in _in_pairs(word)]
    return tuple(dict.fromkeys([*parts, *endings]))[:MOST_ASKED]


def is_unspaced(term: str) -> bool:
    """Whether it begins in a script that puts no space between words."""
    return any(least <= ord(term[0]) <= most for least, most in _UNSPACED)


def _words(plain: str) -> list[str]:
    """Runs of letters, digits, marks, + and #, unless they are of + and # alone."""
    if plain.isascii():
        found = _PLAIN.findall(plain)
    else:
        found = "".join(c if _is_letter(c) else " " for c in plain).split()
    return [word for word in found if word.strip("+#")]


def _is_letter(c: str) -> bool:
    return c.isalnum() or c in "+#" or unicodedata.category(c)[0] == "M"


def _in_pairs(word: str, *, whole: bool = False) -> list[str]:
    """A word of an unspaced script as its pairs of neighbours, so that any part of it is found;
    with the last letter alone (`whole`), each letter is the beginning of a term."""
    if word.isascii() or not is_unspaced(word):
        return [word[:MOST_LETTERS]]
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    return [*pairs, word[-1]] if whole or not pairs else pairs
