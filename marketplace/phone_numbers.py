"""Telling phone numbers from all the other numbers that people write."""

import re
from itertools import pairwise

_RUN = re.compile(r"(?:\+ ?|\(\+?|(?<![\w.,:/+-]))\d(?:[ ()./–—-]{0,3}\d)*")
"""Digits with what stands between the groups of a phone number: nothing else is looked at."""
_DATE = re.compile(
    r"(?<![\d+./-])(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2\d{2,4})(?![./-]?\d)"
)
_PRICED = re.compile(r" ?(?:[.,]\d|[%€$£¥₽₴₹]|(?:usd|eur|gbp|chf|px|ms|kb|mb|gb|users|points)\b)")
_ASKED_FOR = re.compile(
    r"(?:\b(?:tele)?(?:phone|fon)(?: (?:no|number|nr))?|\btel|\bcell|\bwhats ?app|\bviber|"
    r"\bhandy(?:nummer)?|\bmy (?:mobile|number)|\b(?:call|text|ring|sms|reach|phone) (?:me|us))"
    r"[^\d\n]{0,12}$"
)
_NUMBERED = re.compile(
    r"(?:[#№$€£¥]|\b(?:order|invoice|ticket|id|ref|sku|isbn|ean|vat|tax|serial|tracking|issue|"
    r"article|item|part|version|build)\b(?: (?:no|nr|number|is))?)[ :#.=-]{0,3}[\w-]{0,8}$"
)
_SOME_NUMBER = re.compile(r"\b(?:no|nr|number|account)\b[ :#.=-]{0,3}(?:is )?$")
_OPERAND = re.compile(r"(?:[\d)] ?|\w)$")
_AMERICAN = re.compile(r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}")
_SPELLED = re.compile(
    r"(?<!\w)(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|oh)[ ,.-]{1,3}){7,}"
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine)\b"
)
LOOKED_BACK = 32
"""Characters before a number that tell what it is."""


def holds_phone_number(low: str) -> bool:
    """`low`: lower case, ASCII digits, no links."""
    dated = _DATE.sub(_masked, low)
    return _SPELLED.search(low) is not None or any(
        _is_phone(dated, run.start(), run.group()) for run in _RUN.finditer(dated)
    )


def _masked(date: re.Match[str]) -> str:
    return "d" * len(date.group())


def _is_phone(text: str, start: int, run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    if len(digits) < 7 or digits in "012345678901234":
        return False
    before = text[max(0, start - LOOKED_BACK) : start]
    if _PRICED.match(text, start + len(run)) or _NUMBERED.search(before):
        return False
    if run.startswith(("+", "(+")):
        return _is_international(before, run, digits)
    if len(digits) <= 15 and _ASKED_FOR.search(before):
        return True
    if _SOME_NUMBER.search(before):
        return False
    return bool(_AMERICAN.fullmatch(run)) or _is_national(run, digits)


def _is_international(before: str, run: str, digits: str) -> bool:
    """A plus can also add; and ten million and more, written with one, are no number to call."""
    if _OPERAND.search(before) or digits.endswith("000000"):
        return False
    return len(digits) >= (10 if run.startswith("+ ") else 8)


def _is_national(run: str, digits: str) -> bool:
    """With a leading 0 and a code of its own, or with 00 and the country's; not the like of
    "05 10 15 20 25", and nothing in binary."""
    groups = re.findall(r"\d+", run)
    first = groups[0]
    if not first.startswith("0") or set(digits) <= {"0", "1"} or _counts_up(groups):
        return False
    if first.startswith("00"):
        enough = 3 if len(groups) > 1 else 11
        return len(first) >= enough and 10 <= len(digits) <= 15
    lone = len(groups) == 1
    return len(digits) in (10, 11) if lone else 2 <= len(first) <= 6 and 9 <= len(digits) <= 12


def _counts_up(groups: list[str]) -> bool:
    steps = {int(after) - int(before) for before, after in pairwise(groups)}
    return len(groups) > 2 and len(steps) == 1
