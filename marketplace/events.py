"""What happened, in the past tense. Views turn each into notices; see views/notices.py."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.alerts import SavedSearch
    from marketplace.bids import Bid
    from marketplace.cancellations import Cancellation
    from marketplace.checkout import Checkout
    from marketplace.deliveries import Delivery
    from marketplace.disputes import Dispute
    from marketplace.files import StoredFile
    from marketplace.invitations import Invitation
    from marketplace.invoices import Invoice
    from marketplace.jobs import Job
    from marketplace.notices import KeptNotice
    from marketplace.payments import Charge
    from marketplace.people import Person
    from marketplace.projects import Milestone, Project
    from marketplace.ratings import Rating
    from marketplace.relay import Line, RelayedMessage
    from marketplace.reports import Report
    from marketplace.rulings import Ruling
    from marketplace.waiting import WaitingDelivery
    from marketplace.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a use case did. Committed together with it or not at all."""


@dataclass(frozen=True, slots=True)
class JobPosted(Event):
    client: "Person"
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobsMatched(Event):
    """New jobs answer a search that the reader has saved."""

    reader: "Person"
    saved: "SavedSearch"
    jobs: tuple["Job", ...]


@dataclass(frozen=True, slots=True)
class JobChanged(Event):
    job: "Job"
    bidder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobClosingSoon(Event):
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobRenewed(Event):
    """Open for another 30 days, or once more."""

    job: "Job"


@dataclass(frozen=True, slots=True)
class BidsSeen(Event):
    """The client has looked at the bids; none of them is new any more."""

    job: "Job"


@dataclass(frozen=True, slots=True)
class JobEnded(Event):
    """Closed, expired, or given to somebody else; `let_go_ids` had live bids."""

    job: "Job"
    let_go_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobHidden(Event):
    """By an operator, for what it says or with its banned client; `bidder_ids` have live bids."""

    job: "Job"
    bidder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobRestored(Event):
    """It is listed again. `with_client`: it was hidden by a ban, which is lifted."""

    job: "Job"
    why: str
    bidder_ids: tuple[int, ...]
    with_client: bool


@dataclass(frozen=True, slots=True)
class PersonBanned(Event):
    person: "Person"


@dataclass(frozen=True, slots=True)
class PersonUnbanned(Event):
    person: "Person"
    why: str


@dataclass(frozen=True, slots=True)
class ReportMade(Event):
    reporter: "Person"
    report: "Report"


@dataclass(frozen=True, slots=True)
class ReportEnded(Event):
    """An operator has looked; see the report's state."""

    report: "Report"


@dataclass(frozen=True, slots=True)
class FreelancerInvited(Event):
    """The client asks this freelancer to bid on the job."""

    client: "Person"
    job: "Job"
    freelancer: "Person"
    invitation: "Invitation"


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
class BidRemoved(Event):
    """A live one was let go, because its freelancer was banned."""

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
class DeliveryWaits(Event):
    """It goes out when its files are stored."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


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
class ToppedUp(Event):
    """`switched_on`: from now on the wallet pays for what silence accepted."""

    payer: "Person"
    amount_minor: int
    balance_minor: int
    switched_on: bool


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


@dataclass(frozen=True, slots=True)
class BooksDiffer(Event):
    """The daily look found something; `explained_percent` of the day's money has its reason."""

    findings: int
    explained_percent: float


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
class DisputeOpened(Event):
    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn(Event):
    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"


@dataclass(frozen=True, slots=True)
class DisputeDecided(Event):
    """`opened`: the milestone that is in progress from now on, if any; `returned_minor`: what of
    its escrow goes back into the client's wallet."""

    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"
    opened: "Milestone | None"
    returned_minor: int = 0


@dataclass(frozen=True, slots=True)
class CancellationProposed(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class CancellationRefused(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class CancellationWithdrawn(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class ProjectCancelled(Event):
    """`returned_minor`: what went from escrow back into the client's wallet."""

    project: "Project"
    proposal: "Cancellation"
    returned_minor: int


@dataclass(frozen=True, slots=True)
class RatingAsked(Event):
    """The project is complete: both sides are asked to rate each other."""

    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingKept(Event):
    """One side has rated, or changed what they said; nobody else may see anything of it."""

    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingMissing(Event):
    """`reader` has not rated for three days."""

    reader: "Person"
    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingsShown(Event):
    """All there are can be seen from now on. `actor_id`: whose rating was the second one; None
    where the time for them is over, with two, one, or none."""

    project: "Project"
    ratings: "tuple[Rating, ...]"
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class RulingProposed(Event):
    """It waits for another operator."""

    ruling: "Ruling"


@dataclass(frozen=True, slots=True)
class RulingApproved(Event):
    """A second operator has carried it out."""

    ruling: "Ruling"


@dataclass(frozen=True, slots=True)
class RulingRefused(Event):
    ruling: "Ruling"


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """Somebody who could not be reached writes again."""

    person: "Person"


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A relayed message, to be copied to the other member of the line. `header`: their chat was
    last about something else."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    header: bool


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """`message`: with the edit last, and its new entities. `replaced`: with another file."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    replaced: bool


@dataclass(frozen=True, slots=True)
class MessageReacted(Event):
    """`actor` has put `emoji` on the message, or on its copy; "" took it away."""

    actor: "Person"
    line: "Line"
    message: "RelayedMessage"
    emoji: str


@dataclass(frozen=True, slots=True)
class MessageUndelivered(Event):
    """Its copy was not taken. `unreachable`: the other side has stopped the bot; the first such
    message of this sender on the line."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    unreachable: bool


@dataclass(frozen=True, slots=True)
class MessagesWaited(Event):
    """`reader` is back, and gets what was written to them meanwhile."""

    reader: "Person"
    line: "Line"
    messages: "tuple[RelayedMessage, ...]"


@dataclass(frozen=True, slots=True)
class DigestReady(Event):
    """What was kept for the reader is due; oldest first."""

    reader: "Person"
    kept: "tuple[KeptNotice, ...]"


@dataclass(frozen=True, slots=True)
class BidsUnanswered(Event):
    """These bids have waited for three days. `waiting`: how many of the job have by now, with those
    that were told of before."""

    job: "Job"
    bids: "tuple[Bid, ...]"
    waiting: int


@dataclass(frozen=True, slots=True)
class AnswerMissing(Event):
    """`reader` has not answered for a day: `message` is the first of `count`."""

    reader: "Person"
    line: "Line"
    message: "RelayedMessage"
    count: int


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
