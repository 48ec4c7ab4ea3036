"""Amounts and the double-entry ledger: integers in minor units of the deployment's currency."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace.errors import Refused

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
