"""Amounts and the double-entry ledger: integers in minor units of the deployment's currency."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.text import one_line

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_MINOR = 100_000_000_00
GATEWAY = "gateway"
"""What the payment provider holds for us; the only balance that goes below zero."""


def wallet(person_id: int) -> str:
    """The ledger account of one person."""
    return f"wallet:{person_id}"


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code, or XTR for Telegram Stars, and how many decimals its amounts have."""

    code: str = "USD"
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a ledger transaction; positive increases the account's balance."""

    account: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """Append-only. `key` makes it happen once; `cause` says in words why it happened."""

    key: str
    cause: str
    entries: tuple[Entry, ...]
    at: datetime

    def __post_init__(self) -> None:
        if sum(entry.amount_minor for entry in self.entries) or len(self.entries) < 2:
            raise ValueError(f"ledger transaction {self.key} does not sum to zero")


_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,3}))?")
_GROUPED = re.compile(r"([0-9]{1,3}(?:([., '])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?")


def parse_amount(raw: str, currency: Currency, least_minor: int = 1) -> int:
    """What a person typed, in minor units: "500", "12.50", "12,50", "1,250.50", "$500", "500 usd".

    Three digits behind a single separator ("1,250") could be read in two ways and are refused.
    ASCII digits only; no sign, exponent or NaN.
    Raises Refused: `wrong-amount`, `wrong-amount-unclear`, `wrong-amount-decimals`,
    `wrong-amount-too-small`, `wrong-amount-too-large`.
    """
    text = one_line(raw).upper().replace("\u00a0", " ").strip()
    text = text.removesuffix(currency.code).removeprefix(currency.code).strip(" $€£¥⭐")
    plain, grouped = _AMOUNT.fullmatch(text), _GROUPED.fullmatch(text)
    if plain and len(plain[2] or "") < 3:
        whole, cents = plain[1], plain[2] or ""
    elif grouped and (
        grouped[3] or len(re.findall(r"[., ']", grouped[1])) > 1 or grouped[2] in " '"
    ):
        whole, cents = re.sub(r"\D", "", grouped[1]), grouped[3] or ""
    elif plain:
        raise Refused("wrong-amount-unclear", given=text, digits=f"{plain[1]}{plain[2]}")
    else:
        raise Refused("wrong-amount")
    if len(cents) > currency.decimals:
        raise Refused("wrong-amount-decimals", decimals=currency.decimals)
    amount_minor = int(whole) * 10**currency.decimals + int(
        cents.ljust(currency.decimals, "0") or 0
    )
    return check_amount(amount_minor, least_minor)


def check_amount(amount_minor: int, least_minor: int = 1) -> int:
    """The amount itself when it is within bounds; Refused otherwise."""
    if amount_minor < least_minor:
        raise Refused("wrong-amount-too-small", least_minor=least_minor)
    if amount_minor > MOST_MINOR:
        raise Refused("wrong-amount-too-large", most_minor=MOST_MINOR)
    return amount_minor


async def move(
    work: "Work", key: str, cause: str, source: str, target: str, amount_minor: int
) -> bool:
    """Books `amount_minor` from one account to another, once per `key`.

    False when this very movement was booked before. Raises ValueError when the amount is not above
    zero or the key was used for another movement, and Refused `not-enough-money` when a wallet
    would go below zero. No upper bound: money that has come is booked, however much it is.
    """
    if amount_minor <= 0:
        raise ValueError(f"cannot move {amount_minor}")
    entries = (Entry(source, -amount_minor), Entry(target, amount_minor))
    return await work.ledger.book(Transaction(key, cause, entries, work.now))
