"""Amounts and the double-entry ledger: integers in minor units of the deployment's currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.errors import Refused

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_MINOR = 100_000_000_00
GATEWAY = "gateway"
"""Money that came through Telegram's payments and was not sent back: what the provider has taken
for us, so it is below zero. The only balance that may be."""
FEES = "fees"
"""What the platform has earned."""
PAID_OUT = "paid-out"
"""What operators have sent to people who withdrew it."""


def wallet(person_id: int) -> str:
    """The ledger account of one person: what they can spend or withdraw."""
    return f"wallet:{person_id}"


def escrow(milestone_id: int) -> str:
    """The ledger account of one milestone: what its client has set aside for it."""
    return f"escrow:{milestone_id}"


def withdrawal(withdrawal_id: int) -> str:
    """The ledger account of one withdrawal: reserved until an operator decides."""
    return f"withdrawal:{withdrawal_id}"


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217 code, or XTR for Telegram Stars, and how many decimals its amounts have."""

    code: str = "USD"
    decimals: int = 2

    @property
    def is_stars(self) -> bool:
        return self.code == "XTR"


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of a ledger transaction; positive increases the account's balance."""

    account: str
    amount_minor: int


class Kind(StrEnum):
    """Why money moved; a statement names it to its reader."""

    PAYMENT = "payment"
    """Through Telegram, into the payer's wallet."""
    FUNDING = "funding"
    """From the client's wallet into a milestone's escrow."""
    CHECKOUT = "checkout"
    """An accepted milestone is paid, from its escrow or the client's wallet."""
    RETURN = "return"
    """From escrow back into the client's wallet."""
    WITHDRAWAL = "withdrawal"
    """Reserved for a withdrawal."""
    PAYOUT = "payout"
    """A withdrawal was sent."""
    WITHDRAWAL_ENDED = "withdrawal_ended"
    """A withdrawal was cancelled or rejected; its money is in the wallet again."""
    REFUND = "refund"
    """A payment was sent back to where it came from."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, by whom (None: by time) and about what money moved."""

    kind: Kind
    actor_id: int | None = None
    project_id: int | None = None
    milestone_id: int | None = None
    charge_id: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """Append-only. `key` makes it happen once; with other content it is an error."""

    key: str
    cause: Cause
    entries: tuple[Entry, ...]
    at: datetime

    def __post_init__(self) -> None:
        if sum(entry.amount_minor for entry in self.entries) or len(self.entries) < 2:
            raise ValueError(f"ledger transaction {self.key} does not sum to zero")


def check_amount(amount_minor: int, least_minor: int = 1, most_minor: int = MOST_MINOR) -> int:
    """The amount itself when it is within bounds; Refused `wrong-amount-too-small` or
    `wrong-amount-too-large` otherwise."""
    if amount_minor < least_minor:
        raise Refused("wrong-amount-too-small", least_minor=least_minor)
    if amount_minor > most_minor:
        raise Refused("wrong-amount-too-large", most_minor=most_minor)
    return amount_minor


async def move(
    work: "Work", key: str, cause: Cause, source: str, target: str, amount_minor: int
) -> bool:
    """Books `amount_minor` from one account to another, once per `key`; as `distribute`."""
    return await distribute(work, key, cause, source, {target: amount_minor})


async def distribute(
    work: "Work", key: str, cause: Cause, source: str, targets: Mapping[str, int]
) -> bool:
    """Books amounts in minor units from one account to several, at once, once per `key`.

    False when this very transaction was booked before. Raises ValueError when an amount is below
    zero, all are zero, or the key was used for another one, and Refused `not-enough-money` when an
    account would go below zero. No upper bound: money that has come is booked, however much it is.
    """
    parts = {account: minor for account, minor in targets.items() if minor}
    if not parts or any(minor < 0 for minor in parts.values()):
        raise ValueError(f"cannot move {dict(targets)}")
    entries = (Entry(source, -sum(parts.values())), *(Entry(a, m) for a, m in parts.items()))
    return await work.ledger.book(Transaction(key, cause, entries, work.now))
