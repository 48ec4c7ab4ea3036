"""Cleaning and measuring what people type."""

import re
import unicodedata

from marketplace.errors import Refused

_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE = {0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x3164, 0x115F, 0x1160, 0x2800}


def paragraph(raw: str) -> str:
    """Text of several lines: NFC, without control and bidi characters or lone surrogates.

    Invisible text (only zero-width characters) becomes the empty string.
    """
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_BIDI)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return "" if all(ord(c) in _INVISIBLE or c.isspace() for c in text) else text


def one_line(raw: str) -> str:
    """Text of one line: as `paragraph`, with every run of white space made one space."""
    return re.sub(r"\s+", " ", paragraph(raw)).strip()


def folded(text: str) -> str:
    """For comparing: without case, accents and surrounding space ("Ação " equals "acao")."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.split())


def parted(text: str) -> list[str]:
    """The words of a text, folded; what is neither letter, digit, + nor # separates ("C++")."""
    letters = "".join(c if c.isalnum() or c in "+#" else " " for c in folded(text))
    return [word for word in letters.split() if word.strip("+#")]


def measured(text: str, least: int, most: int) -> str:
    """`text` itself when it has `least` to `most` characters.

    Raises Refused: `wrong-empty`, `wrong-too-short` or `wrong-too-long`, with the figures.
    """
    length = len(text)
    if not length and least:
        raise Refused("wrong-empty")
    if length < least:
        raise Refused("wrong-too-short", least=least, length=length)
    if length > most:
        raise Refused("wrong-too-long", most=most, length=length)
    return text


def whole_number(raw: str, least: int, most: int) -> int:
    """A whole number in ASCII digits from `least` to `most`.

    `int()` is not asked: it also reads "١٢٣" and "1_000".
    Raises Refused: `wrong-not-a-number`, `wrong-too-small` or `wrong-too-large`.
    """
    text = one_line(raw)
    if not re.fullmatch(r"[+-]?[0-9]{1,12}", text):
        raise Refused("wrong-not-a-number", least=least, most=most)
    number = int(text)
    if number < least:
        raise Refused("wrong-too-small", least=least, most=most)
    if number > most:
        raise Refused("wrong-too-large", least=least, most=most)
    return number
