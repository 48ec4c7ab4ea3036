"""How one deployment handles money and people: what its operator has set (bot/settings.py)."""

from dataclasses import dataclass, field
from enum import StrEnum

from marketplace.errors import Refused
from marketplace.money import Currency
from marketplace.people import Person

ALL = 10_000
"""Basis points that make a whole."""


class Payments(StrEnum):
    """`off`: people pay each other outside; the client says so and the freelancer confirms."""

    PROVIDER = "provider"
    STARS = "stars"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Policy:
    """`fee_basis_points`: taken from what a freelancer earns, 1/10,000 each.

    `least_payment_minor` and `most_payment_minor` bound one invoice, in minor units
    (core.telegram.org/bots/payments#supported-currencies). `operators`: accounts of those who run
    the bot.
    """

    currency: Currency = field(default_factory=Currency)
    payments: Payments = Payments.OFF
    fee_basis_points: int = 0
    least_payment_minor: int = 1_00
    most_payment_minor: int = 10_000_00
    operators: tuple[int, ...] = ()
    blocks_contact_details: bool = False
    """Messages with phone numbers, addresses or payment links are not passed on."""
    jobs_a_day: int = 0
    bids_a_day: int = 0
    """How many one person may post, and bid, within 24 hours; 0: no limit."""

    @property
    def takes_money(self) -> bool:
        """Whether people pay through the bot, so that there are wallets with money in them."""
        return self.payments is not Payments.OFF

    def check_operator(self, actor: Person) -> None:
        """Raises Refused `not-operator`."""
        if actor.id not in self.operators:
            raise Refused("not-operator")


def fee_of(amount_minor: int, basis_points: int) -> int:
    """The platform's part of an amount, both in minor units; a fraction is the freelancer's."""
    return amount_minor * basis_points // ALL
