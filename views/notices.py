"""What one person's act tells others: every event and its notices, in each reader's language."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from marketplace import events
from marketplace.ports import Work
from views.mailbag import Mailbag
from views.notices_of_archives import archive_failed, archive_ready
from views.notices_of_bids import (
    bid_changed,
    bid_declined,
    bid_submitted,
    bid_withdrawn,
    hired,
    job_changed,
    job_closing_soon,
    job_ended,
)
from views.notices_of_disputes import (
    cancellation_proposed,
    cancellation_refused,
    cancellation_withdrawn,
    dispute_decided,
    dispute_opened,
    dispute_withdrawn,
    project_cancelled,
)
from views.notices_of_money import (
    books_differ,
    checkout_due,
    funding_continues,
    milestone_paid,
    milestones_funded,
    payment_claimed,
    payment_kept,
    payment_reminder,
    receipt_denied,
)
from views.notices_of_projects import (
    delivery_accepted,
    delivery_declined,
    delivery_dropped,
    delivery_stuck,
    milestone_delivered,
    more_time_taken,
    review_reminder,
    waiting_delivery_sent,
)
from views.notices_of_relay import (
    message_edited,
    message_reacted,
    message_sent,
    message_undelivered,
    messages_waited,
)
from views.notices_of_rulings import ruling_approved, ruling_proposed, ruling_refused
from views.notices_of_wallets import (
    payment_refunded,
    topped_up,
    withdrawal_asked,
    withdrawal_paid,
    withdrawal_rejected,
)
from views.texts import Texts
from views.window import Outbox


class Done(Work, Protocol):
    """A unit of work whose use cases have run."""

    @property
    def events(self) -> Sequence[events.Event]: ...


class Announcer:
    """Turns what happened into notices."""

    def __init__(self, texts: Callable[[str], Texts]) -> None:
        self._texts = texts

    async def announce(self, work: Done, outbox: Outbox) -> None:
        """Puts the notices of all events into the outbox, before the commit.

        Whoever acted is told by their handler; here only what others, or time, have caused.
        """
        bag = Mailbag(work, outbox, self._texts, work.events)
        for event in work.events:
            await NOTICES[type(event)](bag, event)


async def nobody(bag: Mailbag, event: events.Event) -> None:
    """An event that concerns only the one who caused it."""


NOTICES: dict[type[events.Event], Callable[[Mailbag, Any], Awaitable[None]]] = {
    events.JobPosted: nobody,
    events.JobChanged: job_changed,
    events.JobClosingSoon: job_closing_soon,
    events.JobEnded: job_ended,
    events.BidSubmitted: bid_submitted,
    events.BidChanged: bid_changed,
    events.BidWithdrawn: bid_withdrawn,
    events.BidDeclined: bid_declined,
    events.Hired: hired,
    events.MilestoneDelivered: milestone_delivered,
    events.WaitingDeliverySent: waiting_delivery_sent,
    events.DeliveryStuck: delivery_stuck,
    events.DeliveryDropped: delivery_dropped,
    events.DeliveryAccepted: delivery_accepted,
    events.DeliveryDeclined: delivery_declined,
    events.MoreTimeTaken: more_time_taken,
    events.ReviewReminder: review_reminder,
    events.CheckoutDue: checkout_due,
    events.PaymentReminder: payment_reminder,
    events.MilestonePaid: milestone_paid,
    events.PaymentKept: payment_kept,
    events.MilestonesFunded: milestones_funded,
    events.FundingContinues: funding_continues,
    events.PaymentClaimed: payment_claimed,
    events.ReceiptDenied: receipt_denied,
    events.DisputeOpened: dispute_opened,
    events.DisputeWithdrawn: dispute_withdrawn,
    events.DisputeDecided: dispute_decided,
    events.CancellationProposed: cancellation_proposed,
    events.CancellationRefused: cancellation_refused,
    events.CancellationWithdrawn: cancellation_withdrawn,
    events.ProjectCancelled: project_cancelled,
    events.RulingProposed: ruling_proposed,
    events.RulingApproved: ruling_approved,
    events.RulingRefused: ruling_refused,
    events.ToppedUp: topped_up,
    events.WithdrawalAsked: withdrawal_asked,
    events.WithdrawalPaid: withdrawal_paid,
    events.WithdrawalRejected: withdrawal_rejected,
    events.PaymentRefunded: payment_refunded,
    events.BooksDiffer: books_differ,
    events.CameBack: nobody,
    events.MessageSent: message_sent,
    events.MessageEdited: message_edited,
    events.MessageReacted: message_reacted,
    events.MessageUndelivered: message_undelivered,
    events.MessagesWaited: messages_waited,
    events.ArchiveReady: archive_ready,
    events.ArchiveFailed: archive_failed,
}
