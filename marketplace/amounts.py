"""Amounts as people write them, in integer minor units of the deployment's currency."""

import re
import unicodedata
from collections.abc import Collection
from typing import NoReturn

from marketplace.errors import Refused
from marketplace.money import MOST_MINOR, Currency, check_amount
from marketplace.text import folded, one_line

MOST_TYPED = 100
MOST_MARK = 30
MOST_DIGITS = 24
_AROUND = re.compile(r"([^0-9]*)([0-9](?:[0-9., '’]*[0-9])?)([^0-9]*)")
_NO_CENTS = re.compile(r"[.,](?:--?|[–—])")
_PLAIN = re.compile(r"([0-9]*)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}([., '])[0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]+))?")
_INDIAN = re.compile(r"([1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\.([0-9]+))?")
_EMOJI_STYLE = "\ufe0f"
"""Follows a sign that the keyboard drew as an emoji."""

Digits = tuple[str, str]
"""What stands before and behind the point."""


def parse_amount(
    raw: str,
    currency: Currency,
    least_minor: int = 1,
    *,
    marks: Collection[str] = (),
    point: str = ".",
) -> int:
    """What a person typed, in minor units: "500", "12,50", "1.250,50", "1,25,000", "500.-".

    The currency's code or one of its `marks` ("$", "US$") may stand before or behind it, in any
    case. ASCII digits only; no sign, exponent or NaN.

    "1,250" can be thousands or decimals. Where only one of them is an amount within bounds it is
    taken; both are refused as `wrong-amount-unclear` with `first_minor` and `second_minor`. The
    reader's own `point` tells which is first.
    Raises Refused: that, `wrong-amount`, `wrong-amount-currency`, `wrong-amount-decimals`,
    `wrong-amount-too-small`, `wrong-amount-too-large`.
    """
    text = one_line(raw)
    number, closed = _bare(text, currency, marks)
    readings = _readings(number, closed, currency)
    exact = [_minor(*digits, currency) for digits in readings if _is_exact(digits, currency)]
    if not exact:
        raise Refused("wrong-amount-decimals", decimals=currency.decimals)
    if len(readings) > len(exact) and point in number:
        # "12.505" would only be thousands by another way of writing than the reader's own.
        raise Refused("wrong-amount-decimals", decimals=currency.decimals)
    fitting = [minor for minor in exact if least_minor <= minor <= MOST_MINOR]
    if len(fitting) > 1:
        first, second = reversed(fitting) if point in number else fitting
        raise Refused("wrong-amount-unclear", given=text, first_minor=first, second_minor=second)
    return check_amount((fitting or exact)[0], least_minor)


# --- what stands around the number ---------------------------------------------------------


def _bare(text: str, currency: Currency, marks: Collection[str]) -> tuple[str, bool]:
    """The number without its currency, and whether "500.-" says that no cents follow."""
    around = _AROUND.fullmatch(text) if len(text) <= MOST_TYPED else None
    if around is None or len(around[2]) > MOST_DIGITS:
        raise Refused("wrong-amount")
    before, number, behind = around.groups()
    known = {_mark(mark) for mark in (currency.code, *marks)}
    own = known | {mark.removesuffix(".") for mark in known} | {f"{mark}." for mark in known}
    if before.endswith((".", ",")) and _mark(before) not in known:
        if before[-2:-1].isalpha():  # a tenth, or "kr." and a whole number?
            raise Refused("wrong-amount")
        before, number = before[:-1], before[-1] + number
    closed = _NO_CENTS.match(behind)
    behind = behind[closed.end() :] if closed else behind
    for mark in (_mark(before), "" if behind == "." else _mark(behind)):
        if mark and mark not in own:
            _refuse(mark, currency)
    return number, closed is not None


def _refuse(mark: str, currency: Currency) -> NoReturn:
    """Letters with at most one sign may be a currency: "€", "CA$", "zł", "euros". Not "-", "%"."""
    kinds = [unicodedata.category(c) for c in mark if c != "."]
    signs = [kind for kind in kinds if kind in ("Sc", "So")]
    words = [kind for kind in kinds if kind[0] in "LM"]
    if len(mark) <= MOST_MARK and len(signs) <= 1 and 0 < len(kinds) == len(signs + words):
        raise Refused("wrong-amount-currency", currency=currency.code)
    raise Refused("wrong-amount")


def _mark(text: str) -> str:
    return folded(one_line(text)).replace(" ", "").replace(_EMOJI_STYLE, "")


# --- the number ----------------------------------------------------------------------------


def _readings(number: str, closed: bool, currency: Currency) -> list[Digits]:
    """In how many ways the number can be read: one, or with thousands and with decimals.

    Raises Refused `wrong-amount` where there is none.
    """
    number = number.replace("’", "'")
    found: list[Digits] = []
    if grouped := _GROUPED.fullmatch(number):
        found.append((re.sub(r"\D", "", grouped[1]), grouped[3] or ""))
    if indian := _INDIAN.fullmatch(number):
        found.append((re.sub(r"\D", "", indian[1]), indian[2] or ""))
    if (plain := _PLAIN.fullmatch(number)) and not (found and currency.decimals == 0):
        found.append((plain[1], plain[2] or ""))
    if closed:
        found = [digits for digits in found if not digits[1]]
    if not found:
        raise Refused("wrong-amount")
    return found


def _is_exact(digits: Digits, currency: Currency) -> bool:
    """Whether the currency has these decimals. "12.500" is 12.50, but "1,2500" is a slip."""
    cents = digits[1]
    return len(cents.rstrip("0")) <= currency.decimals and len(cents) <= max(3, currency.decimals)


def _minor(whole: str, cents: str, currency: Currency) -> int:
    decimals = currency.decimals
    return int(f"{whole or 0}{cents.rstrip('0').ljust(decimals, '0')}")
