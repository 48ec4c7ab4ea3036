"""What is due and what was paid."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.checkout import Checkout
    from marketplace.invoices import Invoice
    from marketplace.payments import Charge
    from marketplace.people import Person
    from marketplace.projects import Milestone, Project


@dataclass(frozen=True, slots=True)
class CheckoutDue(Event):
    """The client is asked to pay: one tap where the wallet (`balance_minor`) covers it, else the
    invoice for what is missing; neither where people pay each other outside."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"
    balance_minor: int
    invoice: "Invoice | None"


@dataclass(frozen=True, slots=True)
class PaymentReminder(Event):
    """The payment is due for one, three or seven days; `checkout.reminders` tells which."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class MilestonePaid(Event):
    """`by_itself`: nobody tapped; the client's wallet has paid what silence accepted."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class PaymentKept(Event):
    """Money came for something that needed none; it is in the payer's wallet."""

    payer: "Person"
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MilestonesFunded(Event):
    """The client has set their prices aside; `by_payment`: by an invoice, not by a tap."""

    project: "Project"
    milestones: "tuple[Milestone, ...]"
    by_payment: bool


@dataclass(frozen=True, slots=True)
class FundingContinues(Event):
    """A part has come; the next invoice asks for the rest."""

    project: "Project"
    invoice: "Invoice"
    came_minor: int


@dataclass(frozen=True, slots=True)
class PaymentClaimed(Event):
    """The client says to have paid outside; the freelancer is asked."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class ReceiptDenied(Event):
    """The freelancer says that nothing has arrived."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class PaymentRefunded(Event):
    """Booked; Telegram is asked to give Stars back."""

    charge: "Charge"
    reason: str
