"""What happened, in the past tense. Views turn each into notices; see views/notices.py."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.bids import Bid
    from marketplace.checkout import Checkout
    from marketplace.deliveries import Delivery
    from marketplace.files import StoredFile
    from marketplace.jobs import Job
    from marketplace.people import Person
    from marketplace.projects import Milestone, Project
    from marketplace.relay import Line, RelayedMessage
    from marketplace.waiting import WaitingDelivery


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a use case did. Committed together with it or not at all."""


@dataclass(frozen=True, slots=True)
class JobPosted(Event):
    client: "Person"
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobChanged(Event):
    job: "Job"
    bidder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobClosingSoon(Event):
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobEnded(Event):
    """Closed, expired, or given to somebody else; `let_go_ids` had live bids."""

    job: "Job"
    let_go_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BidSubmitted(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidChanged(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidWithdrawn(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidDeclined(Event):
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class Hired(Event):
    client: "Person"
    job: "Job"
    bid: "Bid"
    project: "Project"


@dataclass(frozen=True, slots=True)
class MilestoneDelivered(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class WaitingDeliverySent(Event):
    """Its last file was stored, so it went out; always together with MilestoneDelivered."""

    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryStuck(Event):
    """A delivery that waited for its files was not sent: one of them could not be stored."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryDropped(Event):
    """A delivery that waited for its files was not sent: the milestone was decided meanwhile."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryAccepted(Event):
    """By hand or by silence (see the delivery's state); `opened` is the next milestone, if any."""

    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"
    opened: "Milestone | None"


@dataclass(frozen=True, slots=True)
class DeliveryDeclined(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class MoreTimeTaken(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class ReviewReminder(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class CheckoutDue(Event):
    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class PaymentReminder(Event):
    """The payment is due for one, three or seven days; `checkout.reminders` tells which."""

    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class MilestonePaid(Event):
    project: "Project"
    milestone: "Milestone"
    checkout: "Checkout"


@dataclass(frozen=True, slots=True)
class PaymentKept(Event):
    """Money came for something that needed none; it is in the payer's wallet."""

    payer: "Person"
    amount_minor: int


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A relayed message, to be copied to the other member of the line."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"


@dataclass(frozen=True, slots=True)
class ArchiveReady(Event):
    """`reader` asked for the whole project; here it is."""

    reader: "Person"
    project: "Project"
    file: "StoredFile"


@dataclass(frozen=True, slots=True)
class ArchiveFailed(Event):
    """It could not be made, however often it was tried. `too_big`: for a chat, and there are no
    links here."""

    reader: "Person"
    project: "Project"
    too_big: bool = False
