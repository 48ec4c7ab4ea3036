"""Money that comes into wallets and leaves them; books that differ."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.people import Person
    from marketplace.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class ToppedUp(Event):
    """`switched_on`: from now on the wallet pays for what silence accepted."""

    payer: "Person"
    amount_minor: int
    balance_minor: int
    switched_on: bool


@dataclass(frozen=True, slots=True)
class WithdrawalAsked(Event):
    person: "Person"
    withdrawal: "Withdrawal"


@dataclass(frozen=True, slots=True)
class WithdrawalPaid(Event):
    withdrawal: "Withdrawal"


@dataclass(frozen=True, slots=True)
class WithdrawalRejected(Event):
    withdrawal: "Withdrawal"


@dataclass(frozen=True, slots=True)
class BooksDiffer(Event):
    """The daily look found something; `explained_percent` of the day's money has its reason."""

    findings: int
    explained_percent: float
