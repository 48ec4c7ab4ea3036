"""What one person's act tells others: every event, who hears of it, and how loud that is.

A new notice is one line here and the function that draws it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from marketplace import events
from marketplace.notices import Kind, Urgency
from marketplace.people import Person
from marketplace.ports import Work
from views import notice_roles as to
from views import notices_of_alerts as alerts
from views import notices_of_archives as archives
from views import notices_of_bids as bids
from views import notices_of_digests as digests
from views import notices_of_disputes as disputes
from views import notices_of_money as money
from views import notices_of_projects as projects
from views import notices_of_ratings as ratings
from views import notices_of_relay as relay
from views import notices_of_rulings as rulings
from views import notices_of_sharing as sharing
from views import notices_of_talk as talk
from views import notices_of_trust as trust
from views import notices_of_wallets as wallets
from views import topics
from views.following import follow
from views.mailbag import Mailbag
from views.texts import Texts
from views.window import Outbox

ALWAYS, NORMAL, QUIET = Urgency.ALWAYS, Urgency.NORMAL, Urgency.QUIET

Draw = Callable[[Mailbag, Any, Person], Awaitable[object]]
"""Writes to one reader what the event means for them."""


@dataclass(frozen=True, slots=True)
class To:
    """One notice: whom an event is told to, what they are shown, and how loud that is.

    `when`: only where this is so.
    """

    role: to.Role
    draw: Draw
    kind: Kind
    urgency: Urgency
    when: Callable[[Mailbag, Any], bool] = lambda bag, event: True


NOTICES: dict[type[events.Event], tuple[To, ...]] = {
    events.JobPosted: (),
    events.JobsMatched: (To(to.reader, alerts.jobs_matched, Kind.ALERTS, NORMAL),),
    events.JobRenewed: (),
    events.BidsSeen: (),
    events.JobChanged: (To(to.bidders, bids.job_changed, Kind.JOB_CHANGES, QUIET),),
    events.JobClosingSoon: (To(to.client, bids.job_closing_soon, Kind.REMINDERS, NORMAL),),
    events.JobEnded: (
        To(to.let_go, bids.let_go, Kind.OUTCOMES, NORMAL),
        To(to.client, bids.job_expired, Kind.JOBS, NORMAL, when=bids.ended_by_time),
    ),
    events.FreelancerInvited: (To(to.invited, sharing.invited, Kind.JOBS, NORMAL),),
    events.BidSubmitted: (To(to.client, bids.bid_submitted, Kind.NEW_BIDS, NORMAL),),
    events.BidChanged: (To(to.client, bids.bid_changed, Kind.BID_CHANGES, QUIET),),
    events.BidWithdrawn: (To(to.client, bids.bid_withdrawn, Kind.BID_CHANGES, QUIET),),
    events.BidDeclined: (To(to.freelancer, bids.bid_declined, Kind.OUTCOMES, NORMAL),),
    events.BidsUnanswered: (
        To(to.unanswered, talk.bid_waits, Kind.REMINDERS, NORMAL),
        To(to.client, talk.bids_wait, Kind.REMINDERS, NORMAL),
    ),
    events.Hired: (To(to.freelancer, bids.hired, Kind.PROJECTS, NORMAL),),
    # --- deliveries and decisions
    events.MilestoneDelivered: (To(to.client, projects.milestone_delivered, Kind.REVIEWS, ALWAYS),),
    events.DeliveryWaits: (),
    events.WaitingDeliverySent: (
        To(to.freelancer, projects.waiting_delivery_sent, Kind.PROJECTS, NORMAL),
    ),
    events.DeliveryStuck: (To(to.freelancer, projects.delivery_stuck, Kind.PROJECTS, ALWAYS),),
    events.DeliveryDropped: (To(to.freelancer, projects.delivery_dropped, Kind.PROJECTS, NORMAL),),
    events.DeliveryAccepted: (
        To(to.freelancer, projects.delivery_accepted, Kind.REVIEWS, NORMAL),
        To(
            to.client, projects.silence_accepted, Kind.REVIEWS, NORMAL, when=projects.news_to_client
        ),
    ),
    events.DeliveryDeclined: (To(to.freelancer, projects.delivery_declined, Kind.REVIEWS, NORMAL),),
    events.MoreTimeTaken: (To(to.freelancer, projects.more_time_taken, Kind.REVIEWS, NORMAL),),
    events.ReviewReminder: (To(to.client, projects.review_reminder, Kind.REVIEWS, ALWAYS),),
    # --- money
    events.CheckoutDue: (To(to.client, money.checkout_due, Kind.MONEY, ALWAYS),),
    events.PaymentReminder: (
        To(to.client, money.payment_reminder, Kind.MONEY, ALWAYS, when=money.unclaimed),
        To(to.freelancer, money.claim_reminder, Kind.MONEY, ALWAYS, when=money.claimed),
        To(to.freelancer, money.overdue, Kind.MONEY, NORMAL, when=money.last_reminder),
        To(to.operators, money.overdue_noted, Kind.OPERATORS, NORMAL, when=money.last_reminder),
    ),
    events.MilestonePaid: (
        To(to.client, money.paid_client, Kind.MONEY, ALWAYS),
        To(to.freelancer, money.paid_freelancer, Kind.MONEY, ALWAYS),
    ),
    events.PaymentKept: (To(to.payer, money.payment_kept, Kind.MONEY, ALWAYS),),
    events.MilestonesFunded: (
        To(to.client, money.funded_client, Kind.MONEY, ALWAYS, when=money.by_payment),
        To(to.freelancer, money.funded_freelancer, Kind.MONEY, ALWAYS),
    ),
    events.FundingContinues: (To(to.client, money.funding_continues, Kind.MONEY, ALWAYS),),
    events.PaymentClaimed: (To(to.freelancer, money.payment_claimed, Kind.MONEY, ALWAYS),),
    events.ReceiptDenied: (To(to.client, money.receipt_denied, Kind.MONEY, ALWAYS),),
    events.ToppedUp: (To(to.payer, wallets.topped_up, Kind.MONEY, ALWAYS),),
    events.WithdrawalAsked: (To(to.operators, wallets.withdrawal_asked, Kind.OPERATORS, ALWAYS),),
    events.WithdrawalPaid: (To(to.withdrawer, wallets.withdrawal_paid, Kind.MONEY, ALWAYS),),
    events.WithdrawalRejected: (
        To(to.withdrawer, wallets.withdrawal_rejected, Kind.MONEY, ALWAYS),
    ),
    events.PaymentRefunded: (To(to.refunded, wallets.payment_refunded, Kind.MONEY, ALWAYS),),
    events.BooksDiffer: (To(to.operators, money.books_differ, Kind.OPERATORS, ALWAYS),),
    # --- when something goes wrong
    events.DisputeOpened: (
        To(to.other_side, disputes.dispute_opened, Kind.TROUBLE, ALWAYS),
        To(to.deciding, disputes.dispute_to_decide, Kind.OPERATORS, ALWAYS),
    ),
    events.DisputeWithdrawn: (
        To(to.other_side, disputes.dispute_withdrawn, Kind.TROUBLE, ALWAYS),
        To(to.deciding, disputes.dispute_gone, Kind.OPERATORS, NORMAL),
    ),
    events.DisputeDecided: (
        To(to.client, disputes.dispute_decided, Kind.TROUBLE, ALWAYS),
        To(to.freelancer, disputes.dispute_decided, Kind.TROUBLE, ALWAYS),
    ),
    events.CancellationProposed: (
        To(to.proposed_to, disputes.cancellation_proposed, Kind.TROUBLE, ALWAYS),
    ),
    events.CancellationRefused: (
        To(to.proposer, disputes.cancellation_refused, Kind.TROUBLE, NORMAL),
    ),
    events.CancellationWithdrawn: (
        To(to.proposed_to, disputes.cancellation_withdrawn, Kind.TROUBLE, NORMAL),
    ),
    events.ProjectCancelled: (
        To(to.client, disputes.project_cancelled, Kind.TROUBLE, ALWAYS),
        To(to.freelancer, disputes.project_cancelled, Kind.TROUBLE, ALWAYS),
    ),
    events.RulingProposed: (To(to.second, rulings.ruling_proposed, Kind.OPERATORS, ALWAYS),),
    events.RulingApproved: (To(to.first, rulings.ruling_approved, Kind.OPERATORS, NORMAL),),
    events.RulingRefused: (
        To(to.first, rulings.ruling_refused, Kind.OPERATORS, NORMAL, when=rulings.by_another),
    ),
    # --- reports, and what operators decide about jobs and people
    events.ReportMade: (To(to.judging, trust.report_made, Kind.OPERATORS, NORMAL),),
    events.ReportEnded: (To(to.reporter, trust.report_ended, Kind.TROUBLE, NORMAL),),
    events.JobHidden: (
        To(to.client, trust.job_hidden, Kind.TROUBLE, NORMAL, when=trust.for_itself),
        To(to.waiting_bidders, trust.job_hidden_bidder, Kind.JOB_CHANGES, QUIET),
    ),
    events.JobRestored: (
        To(to.client, trust.job_restored, Kind.TROUBLE, NORMAL, when=trust.by_itself),
        To(to.waiting_bidders, trust.job_restored_bidder, Kind.JOB_CHANGES, QUIET),
    ),
    events.BidRemoved: (To(to.client, trust.bid_removed, Kind.BID_CHANGES, QUIET),),
    events.PersonBanned: (To(to.banned, trust.banned, Kind.TROUBLE, ALWAYS),),
    events.PersonUnbanned: (To(to.banned, trust.unbanned, Kind.TROUBLE, NORMAL),),
    # --- ratings
    events.RatingAsked: (
        To(to.client, ratings.rating_asked, Kind.PROJECTS, NORMAL),
        To(to.freelancer, ratings.rating_asked, Kind.PROJECTS, NORMAL),
    ),
    events.RatingKept: (),
    events.RatingMissing: (To(to.reader, ratings.rating_missing, Kind.REMINDERS, NORMAL),),
    events.RatingsShown: (To(to.rated, ratings.rating_shown, Kind.PROJECTS, NORMAL),),
    # --- talk and files
    events.CameBack: (To(to.back, projects.came_back, Kind.PROJECTS, ALWAYS),),
    events.MessageSent: (To(to.spoken_to, relay.message_sent, Kind.TALK, NORMAL),),
    events.MessageEdited: (To(to.spoken_to, relay.message_edited, Kind.TALK, NORMAL),),
    events.MessageReacted: (To(to.reacted_to, relay.message_reacted, Kind.TALK, NORMAL),),
    events.MessageUndelivered: (To(to.sender, relay.message_undelivered, Kind.TALK, NORMAL),),
    events.MessagesWaited: (To(to.reader, relay.messages_waited, Kind.TALK, NORMAL),),
    events.AnswerMissing: (To(to.reader, talk.answer_missing, Kind.REMINDERS, NORMAL),),
    events.DigestReady: (To(to.reader, digests.digest_ready, Kind.DIGEST, NORMAL),),
    events.ArchiveReady: (To(to.reader, archives.archive_ready, Kind.FILES, NORMAL),),
    events.ArchiveFailed: (To(to.reader, archives.archive_failed, Kind.FILES, NORMAL),),
}
"""Whoever acted is told by their handler; here only what others, or time, have caused."""


class Done(Work, Protocol):
    """A unit of work whose use cases have run."""

    @property
    def events(self) -> Sequence[events.Event]: ...


class Announcer:
    """Turns what happened into notices."""

    def __init__(self, texts: Callable[[str], Texts]) -> None:
        self._texts = texts

    async def announce(self, work: Done, outbox: Outbox) -> None:
        """Puts the notices of all events into the outbox, before the commit."""
        bag = Mailbag(work, outbox, self._texts, work.events)
        if work.topics.here:
            await topics.follow(bag, work.events)
        for event in work.events:
            for notice in NOTICES[type(event)]:
                if notice.when(bag, event):
                    await _tell(bag, event, notice)
        await bag.keeps()
        await follow(bag, outbox, work.events)


async def _tell(bag: Mailbag, event: events.Event, notice: To) -> None:
    for reader in await notice.role(bag, event):
        bag.meets(reader)
        with bag.delivering(notice.kind, notice.urgency):
            await notice.draw(bag, event, reader)
