"""The header that names a download: whatever a file is called, it stays one harmless name."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

MOST_BYTES = 180
"""Of UTF-8; file systems take 255, and browsers add " (1)" or ".part"."""
LONGEST_SUFFIX = 20
NAMELESS = "file"

# What ends a quoted string, leads elsewhere or means something to Windows; and what looks like it.
_FORBIDDEN = frozenset('"\\/:*?<>|\u2044\u2215\u29f8\uff0f\uff3c')
# What old programs take for an escape or for the end, even between quotes (RFC 6266, appendix D).
_MISREAD = frozenset("%;")
# RFC 5987, attr-char: letters and digits, of which `quote` knows already, and these.
_PLAIN = "!#$&+-.^_`|~"


def attachment(name: str) -> str:
    """A Content-Disposition that saves as `name`, never shows: RFC 6266, the name in ASCII for old
    programs and as RFC 5987 says for all others. Itself ASCII, of one line, at most 800 bytes."""
    harmless = harmless_name(name)
    return (
        f"attachment; filename=\"{_ascii(harmless)}\"; filename*=UTF-8''{quote(harmless, _PLAIN)}"
    )


def harmless_name(name: str) -> str:
    """`name` without what controls, turns the direction of writing, quotes or leads into another
    folder; short enough for any file system, its ending kept."""
    composed = unicodedata.normalize("NFC", name.encode(errors="ignore").decode())
    shown = "".join(map(_harmless, composed))
    return _shortened(" ".join(shown.split()).strip(". _") or NAMELESS)


def _harmless(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Zl", "Zp", "Zs"):
        return " "
    if kind.startswith("C"):  # control, format (bidi, zero width), surrogate, private, unassigned
        return " " if letter in "\t\r\n" else ""
    return "_" if letter in _FORBIDDEN else letter


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    ending = dot + suffix if stem and len(suffix.encode()) <= LONGEST_SUFFIX else ""
    room = MOST_BYTES - len(ending.encode())
    return name.encode()[:room].decode(errors="ignore").strip(". _") + ending


def _ascii(name: str) -> str:
    """Accents are left out; whole alphabets become underscores."""
    apart = unicodedata.normalize("NFKD", name)
    bare = (letter for letter in apart if not unicodedata.combining(letter))
    plain = (c if c.isascii() and _harmless(c) == c and c not in _MISREAD else "_" for c in bare)
    return "".join(plain)[:MOST_BYTES].strip(". ") or NAMELESS
