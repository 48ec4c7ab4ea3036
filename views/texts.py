"""Words, money and moments in the reader's language. The texts live in views/locales/*/*.ftl."""

import html
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import babel
from babel.dates import format_datetime, format_time
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from marketplace.money import Currency
from views.screen import Html

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"
_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_LONG = "\ufdd0"
"""A noncharacter of Unicode, which nobody can type: marks where a long value goes."""
Pieces = tuple[tuple[str, bool], ...]
"""Of a text, in their order: words, and the names of what goes between them (True)."""
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNTAMED = dict.fromkeys((ord(_LONG), *_BIDI))


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder under views/locales/."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


@cache
def _parsed(language: str) -> tuple[ast.Resource, ...]:
    """A language's files, read once: parsing them is most of what starting takes."""
    files = sorted((LOCALES / language).glob("*.ftl"))
    return tuple(FluentResource(file.read_text(encoding="utf-8")) for file in files)


def nearest(language: str | None) -> str:
    """The language we have for a client's language code ("pt-BR" → "pt"), else English."""
    code = (language or FALLBACK).split("-")[0].lower()
    return code if code in languages() else FALLBACK


class Texts:
    """The words of one language.

    Called, it gives safe HTML: every string put into a text is escaped, unless it is `Html`.
    A missing key raises KeyError; the tests prove that none is missing.
    """

    def __init__(self, language: str, currency: Currency) -> None:
        self.language = language
        self.currency = currency
        self.locale = babel.Locale.parse(language)
        self._bundle = FluentBundle([language], use_isolating=False)
        for parsed in _parsed(language):
            self._bundle.add_resource(parsed)
        self._pieces: dict[str, Pieces | None] = {}

    def __call__(self, key: str, **facts: Any) -> Html:
        return Html(self._format(key, {name: _safe(value) for name, value in facts.items()}))

    def label(self, key: str, **facts: Any) -> str:
        """For buttons, toasts and invoices, which are plain text: nothing is escaped."""
        return self._format(key, {name: _tame(value) for name, value in facts.items()})

    def has(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def money(self, amount_minor: int) -> str:
        """An amount in minor units the reader's way: $1,250.50, or 50 ⭐ for Telegram Stars."""
        return _money(self.language, self.currency, amount_minor)

    def number(self, number: int) -> str:
        """A number the reader's way: 1,000."""
        return str(format_decimal(number, locale=self.locale))

    def percent(self, basis_points: int) -> str:
        """A part of a whole, in 1/10,000, the reader's way: 2.5%."""
        part = Decimal(basis_points).scaleb(-4)
        return str(format_percent(part, locale=self.locale, decimal_quantization=False))

    def moment(self, at: datetime) -> Html:
        """A point in time, shown by Telegram in the reader's own zone; UTC for old clients."""
        plain = self.utc(at)
        return Html(f'<tg-time unix="{int(at.timestamp())}" format="Dt">{plain}</tg-time>')

    def ago(self, at: datetime) -> Html:
        """How long ago that was, counted by Telegram while it is read; the day for old clients."""
        day = format_datetime(at.astimezone(UTC), "d MMM", locale=self.locale)
        return Html(f'<tg-time unix="{int(at.timestamp())}" format="r">{day}</tg-time>')

    def utc(self, at: datetime) -> str:
        """A point in time where nobody knows the reader's zone: "8 Mar 2026, 12:00 UTC"."""
        plain = format_datetime(at.astimezone(UTC), "d MMM yyyy, HH:mm", locale=self.locale)
        return f"{plain} UTC"

    def clock(self, minutes: int) -> str:
        """A time of the day, in minutes since midnight, the reader's way."""
        at = time(minutes // 60, minutes % 60)
        return str(format_time(at, "HH:mm", locale=self.locale))

    def country(self, code: str) -> str:
        """The country's name in this language; the code itself where Babel knows none."""
        return str(self.locale.territories.get(code, code))

    def _format(self, key: str, facts: dict[str, Any]) -> str:
        """Most texts are words and gaps. These are joined here, in a tenth of Fluent's time; a list
        of twenty jobs has a hundred."""
        if key not in self._pieces:
            self._pieces[key] = _pieces_of(self._bundle.get_message(key).value)
        if pieces := self._pieces[key]:
            filled = [facts.get(piece) if is_gap else piece for piece, is_gap in pieces]
            if all(isinstance(one, str) for one in filled):
                return "".join(filled).strip()  # type: ignore[arg-type]
        return self._by_fluent(key, facts)

    def _by_fluent(self, key: str, facts: dict[str, Any]) -> str:
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        long = {name: value for name, value in facts.items() if _is_long(value)}
        marked = {name: f"{_LONG}{name}{_LONG}" for name in long}
        formatted, errors = self._bundle.format_pattern(message.value, {**facts, **marked})
        if errors:
            raise KeyError(f"{key}: {errors}")
        text = str(formatted).strip()
        for name, mark in marked.items():
            text = text.replace(mark, long[name])
        return text


@lru_cache(4096)
def _money(language: str, currency: Currency, amount_minor: int) -> str:
    """Remembered, because Babel takes a tenth of a millisecond and prices repeat."""
    locale = babel.Locale.parse(language)
    if currency.code == "XTR":
        return f"{format_decimal(amount_minor, locale=locale)} ⭐"
    short = amount_minor % 10**currency.decimals == 0
    pattern = locale.currency_formats["standard"].pattern
    written = format_currency(
        Decimal(amount_minor).scaleb(-currency.decimals),
        currency.code,
        pattern.replace(".00", "") if short else None,
        locale=locale,
        currency_digits=not short,
    )
    return _LETTER_BY_DIGIT.sub("\u00a0", written)


def _pieces_of(value: Any) -> Pieces | None:
    """None where there is something to choose, to format or to refer to."""
    pieces = []
    for element in getattr(value, "elements", [value]):
        inner = element.expression if isinstance(element, ast.Placeable) else element
        if isinstance(inner, ast.VariableReference):
            pieces.append((inner.id.name, True))
        elif isinstance(inner, ast.TextElement):
            pieces.append((inner.value, False))
        else:
            return None
    return tuple(pieces)


def _is_long(value: Any) -> bool:
    """Fluent refuses values of more than 1,000 characters; these are put in afterwards."""
    return isinstance(value, str) and len(value) > 500


def _safe(value: Any) -> Any:
    if isinstance(value, Html) or not isinstance(value, str):
        return value
    return escaped(value)


def escaped(value: str) -> Html:
    """A person's text, as safe HTML by itself."""
    return Html(html.escape(_tame(value), quote=True))


def _tame(value: Any) -> Any:
    """Without the characters that turn the direction of everything after them."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.translate(_UNTAMED)


def units(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units: an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def short(text: str, most: int = 300) -> str:
    """A person's text in at most `most` UTF-16 units, cut at a word where that is near."""
    if units(text) <= most:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * most - 2].decode("utf-16-le", "ignore")
    return (cut[: cut.rfind(" ")] if " " in cut[-30:] else cut).rstrip() + "…"


def shares(texts: Sequence[str], room: int) -> list[str]:
    """Texts that together have at most `room` UTF-16 units: only the longest ones are cut.

    A screen holds 4096 units, and the rules let people write more than that in one bid.
    """
    left, most = room, 0
    for count, length in zip(range(len(texts), 0, -1), sorted(map(units, texts)), strict=True):
        most = left // count
        if length > most:
            break
        left, most = left - length, length
    return [short(text, max(most, 1)) for text in texts]


def currency_of(code: str) -> Currency:
    """The currency of an ISO 4217 code, or XTR (Telegram Stars, no decimals)."""
    return Currency(code, 0 if code == "XTR" else get_currency_precision(code))
