"""Every event with facts of its own, and what its notices put into the outbox."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

from marketplace import events
from marketplace.alerts import SavedSearch
from marketplace.bids import Bid, BidState
from marketplace.cancellations import CancellationState
from marketplace.cards import Card, LiveButtons, Subject
from marketplace.checkout import PaidFrom
from marketplace.deliveries import DeliveryState
from marketplace.disputes import DisputeState
from marketplace.invitations import Invitation
from marketplace.invoices import Purpose
from marketplace.jobs import Job, JobState
from marketplace.notices import CHOOSABLE, KeptNotice, Merged, Preferences
from marketplace.people import Person, Role
from marketplace.policy import Payments, Policy
from marketplace.projects import MilestoneState, Project, ProjectState
from marketplace.reports import ReportKind, ReportState
from marketplace.rulings import RulingKind, RulingState
from tests.views.facts import NOW, SIZES, Facts
from tests.views.telegram import plain
from views.notices import Announcer
from views.texts import Texts, currency_of
from views.window import BROADCAST, NOTICE

SMALL = SIZES["smallest"]
CLIENT, FREELANCER = SMALL.client.id, SMALL.freelancer.id
OTHER, OPERATOR = 77, 78


class Out:
    """What would have been sent."""

    def __init__(self) -> None:
        self.calls: list[tuple[int, str, dict[str, Any], int | None]] = []

    async def put(self, chat_id: int, method: str, params: dict[str, Any], **rest: Any) -> int:
        assert rest.pop("priority") in (NOTICE, BROADCAST)
        self.calls.append((chat_id, method, params, rest.pop("line")))
        assert rest.keys() <= {"edits", "relays"}
        return len(self.calls)

    async def unline(self, row_id: int) -> None: ...

    async def album(
        self, chat_id: int, album: str, sender_id: int, *rest: int, silent: bool = False
    ) -> int:
        message_id, _, line = rest
        params: dict[str, Any] = {"from_chat_id": sender_id, "message_ids": [message_id]}
        if silent:
            params["disable_notification"] = True
        self.calls.append((chat_id, "copyMessages", params, line))
        return len(self.calls)

    def methods(self, chat_id: int) -> list[str]:
        return [method for to, method, _, _ in self.calls if to == chat_id]

    def words(self, chat_id: int) -> str:
        """All texts that reach this person."""
        told = (params for to, _, params, _ in self.calls if to == chat_id)
        return "\n".join(plain(params["text"]) for params in told if "text" in params)

    def labels(self, chat_id: int) -> list[str]:
        return [
            button["text"]
            for to, _, params, _ in self.calls
            if to == chat_id
            for row in params.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
        ]


@cache
def words_of(code: str) -> Texts:
    return Texts("en", currency_of(code))


class People:
    """Counts how often somebody is loaded."""

    def __init__(self, facts: Facts) -> None:
        self.known = {person.id: person for person in (facts.client, facts.freelancer)}
        for somebody in (OTHER, OPERATOR):
            self.known[somebody] = replace(facts.freelancer, id=somebody, reachable=True)
        self.loaded: list[int] = []

    async def get(self, person_id: int) -> Person:
        self.loaded.append(person_id)
        return self.known[person_id]

    async def find(self, person_id: int) -> Person | None:
        return self.known.get(person_id)


class Bids:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    async def live_of(self, freelancer_id: int, job_id: int) -> Bid | None:
        return self.facts.bid() if freelancer_id == self.facts.freelancer.id else None


class NoCards:
    """Nobody has any, so nothing has to follow."""

    async def note(self, buttons: LiveButtons) -> None: ...

    async def of(self, subjects: Sequence[Subject]) -> list[Card]:
        return []

    async def missing(self, subjects: Sequence[Subject]) -> list[Card]:
        return []

    async def live(self, subjects: Sequence[Subject]) -> list[LiveButtons]:
        return []


class Notices:
    """What some have chosen, and what is kept for them; nothing was merged yet."""

    def __init__(self, *chosen: Preferences) -> None:
        self._chosen = {one.person_id: one for one in chosen}
        self.loaded: list[int] = []
        self.kept: list[tuple[int, KeptNotice, datetime]] = []

    async def of(self, person_id: int) -> Preferences:
        self.loaded.append(person_id)
        return self._chosen.get(person_id, Preferences(person_id))

    async def keep(self, person_id: int, kept: KeptNotice, digest_at: datetime) -> None:
        self.kept.append((person_id, kept, digest_at))

    async def merged(self, person_id: int, subject: str) -> None: ...

    async def merge(self, person_id: int, subject: str, merged: Merged) -> None: ...


class RelayLog:
    """Every copy has arrived already."""

    async def carried_by(self, relay_id: int, row_id: int) -> None: ...

    async def copy_in(self, person_id: int, relay_id: int) -> int | None:
        return 8


async def told(
    *happened: events.Event,
    facts: Facts = SMALL,
    payable: bool = True,
    code: str = "USD",
    notices: Notices | None = None,
    now: datetime = NOW,
) -> Out:
    """`payable`: the bot takes money. There is one operator, OPERATOR."""
    out = Out()
    texts = words_of(code)
    payments = Payments.PROVIDER if payable else Payments.OFF
    policy = Policy(texts.currency, payments, operators=(OPERATOR,))
    notices = notices or Notices()
    work: Any = SimpleNamespace(
        now=now,
        notices=notices,
        events=happened,
        people=People(facts),
        bids=Bids(facts),
        projects=Projects(facts),
        jobs=Jobs(facts),
        relay=RelayLog(),
        cards=NoCards(),
        topics=SimpleNamespace(here=False),
        policy=policy,
    )
    await Announcer(lambda _: texts).announce(work, out)
    for loaded in (work.people.loaded, notices.loaded):
        assert len(set(loaded)) == len(loaded)
    return out


class Jobs:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    async def find(self, job_id: int) -> Job | None:
        return self.facts.job()


class Projects:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    async def find(self, project_id: int) -> Project | None:
        return self.facts.project()

    async def of_person(self, person_id: int, before_id: None, limit: int) -> list[Project]:
        """As many as there may be, all of them running."""
        return [self.facts.project(less=n) for n in range(limit)]


def every_event(facts: Facts) -> Iterator[events.Event]:
    """One or more of each, with the states that change what is said."""
    client, freelancer, job, bid = facts.client, facts.freelancer, facts.job(), facts.bid()
    yield events.JobPosted(client, job)
    for daily in (True, False):
        saved = SavedSearch(facts.id(), freelancer.id, facts.search, daily=daily)
        for count in (1, 6):
            matched = tuple(facts.job(less=n) for n in range(count))
            yield events.JobsMatched(freelancer, saved, matched)
    yield events.JobChanged(job, (freelancer.id, OTHER))
    yield events.JobRenewed(job)
    yield events.BidsSeen(job)
    yield events.JobClosingSoon(job)
    for ended in (JobState.CLOSED, JobState.EXPIRED, JobState.HIRED):
        yield events.JobEnded(facts.job(ended), (freelancer.id, OTHER))
    sent = Invitation(facts.id(), job.id, freelancer.id, client.id, "A-_b" * 4, NOW)
    yield events.FreelancerInvited(client, job, freelancer, sent)
    yield events.BidSubmitted(freelancer, job, bid)
    yield events.BidChanged(freelancer, job, bid)
    for waiting in (1, 12):
        yield events.BidsUnanswered(job, (bid,), waiting)
    yield events.BidWithdrawn(freelancer, job, facts.bid(BidState.WITHDRAWN))
    yield events.BidDeclined(job, facts.bid(BidState.DECLINED))
    started = facts.project(MilestoneState.IN_PROGRESS)
    yield events.Hired(client, job, bid, started)
    step = started.milestones[0]
    yield events.MilestoneDelivered(started, step, facts.delivery())
    yield events.DeliveryWaits(started, step, facts.waiting)
    yield events.WaitingDeliverySent(started, step, facts.delivery(), facts.waiting)
    yield events.DeliveryStuck(started, step, facts.waiting)
    yield events.DeliveryDropped(started, step, facts.waiting)
    for state in (DeliveryState.ACCEPTED, DeliveryState.AUTO_ACCEPTED):
        for opened in (step, None):
            yield events.DeliveryAccepted(started, step, facts.delivery(state), opened)
    yield events.DeliveryDeclined(started, step, facts.delivery(DeliveryState.DECLINED))
    yield events.MoreTimeTaken(started, step, facts.delivery())
    yield events.ReviewReminder(started, step, facts.delivery())
    for balance, invoice in ((0, facts.invoice()), (facts.checkout.amount_minor, None)):
        yield events.CheckoutDue(started, step, facts.checkout, balance, invoice)
    for sent in (1, 2, 3):
        overdue = replace(facts.checkout, reminders=sent)
        yield events.PaymentReminder(started, step, overdue)
    claimed = replace(facts.checkout, claimed_at=NOW, reminders=1)
    yield events.PaymentReminder(started, step, claimed)
    yield events.PaymentClaimed(started, step, claimed)
    yield events.BooksDiffer(1, 99.5)
    yield events.ReceiptDenied(started, step, facts.checkout)
    for source in PaidFrom:
        yield events.MilestonePaid(started, step, facts.paid(source))
    yield events.MilestonePaid(started, step, facts.paid(PaidFrom.WALLET), by_itself=True)
    yield events.MilestonePaid(started, step, facts.paid(PaidFrom.ESCROW, fee_minor=1))
    for by_payment in (True, False):
        yield events.MilestonesFunded(started, started.milestones, by_payment)
        yield events.MilestonesFunded(started, (step,), by_payment)
    for whole in (True, False):
        part = facts.invoice(Purpose.FUNDING, whole=whole)
        yield events.FundingContinues(started, part, 1)
    complete = facts.project(MilestoneState.PAID, ProjectState.COMPLETE)
    yield events.MilestonePaid(complete, step, facts.paid(PaidFrom.WALLET))
    complete = replace(complete, ended_at=NOW)
    yield from _rated(facts, complete)
    yield events.PaymentKept(client, facts.checkout.amount_minor)
    yield from _troubles(facts)
    yield from _trust(facts)
    for switched_on in (True, False):
        yield events.ToppedUp(client, 1, facts.checkout.amount_minor, switched_on)
    yield events.WithdrawalAsked(freelancer, facts.withdrawal())
    for words in ("", facts.text(10, 1000)):
        ended = replace(facts.withdrawal(), reason=words)
        yield events.WithdrawalPaid(ended)
        yield events.WithdrawalRejected(ended)
        yield events.PaymentRefunded(facts.charge, words)
    for kind in CHOOSABLE:
        yield events.DigestReady(client, tuple(facts.kept(kind, n) for n in range(30)))
    yield events.ArchiveReady(client, started, facts.file())
    for too_big in (False, True):
        yield events.ArchiveFailed(client, started, too_big)
    yield from _said(facts)


def _rated(facts: Facts, project: Project) -> Iterator[events.Event]:
    both = tuple(facts.rating(role) for role in Role)
    yield events.RatingAsked(project)
    yield events.RatingKept(project)
    yield events.RatingMissing(facts.client, project)
    yield events.RatingMissing(facts.freelancer, project)
    for actor_id in (None, facts.client.id):
        for given in (both, both[:1]):
            yield events.RatingsShown(project, given, actor_id)
    yield events.RatingsShown(project, (), None)


def _said(facts: Facts) -> Iterator[events.Event]:
    client, message = facts.client, facts.message
    yield events.CameBack(client)
    for project in (None, facts.project()):
        line = facts.line(project)
        for header in (False, True):
            yield events.MessageSent(client, line, message, header)
        for edited in (message, replace(message, kind="photo"), replace(message, kind="sticker")):
            yield events.MessageEdited(client, line, edited, False)
        for emoji in ("", "👍"):
            yield events.MessageReacted(client, line, message, emoji)
        for unreachable in (False, True):
            yield events.MessageUndelivered(client, line, message, unreachable)
        for count in (1, 100):
            yield events.MessagesWaited(facts.freelancer, line, (message,) * count)
            yield events.AnswerMissing(facts.freelancer, line, message, count)


def _trust(facts: Facts) -> Iterator[events.Event]:
    """Reports, and what operators decide about jobs and people."""
    freelancer, both = facts.freelancer, (facts.freelancer.id, OTHER)
    for kind in ReportKind:
        for job in (True, False):
            yield events.ReportMade(freelancer, facts.report(kind, job=job))
    for state in (ReportState.ACTED, ReportState.DISMISSED):
        for job in (True, False):
            yield events.ReportEnded(facts.report(state=state, job=job))
    for by_ban in (True, False):
        yield events.JobHidden(facts.hidden(by_ban=by_ban), both)
        yield events.JobRestored(facts.job(), facts.text(5, 1000), both, by_ban)
    yield events.BidRemoved(facts.job(), facts.bid(BidState.LET_GO))
    yield events.PersonBanned(facts.banned)
    yield events.PersonUnbanned(freelancer, facts.text(5, 1000))


def _troubles(facts: Facts) -> Iterator[events.Event]:
    """Disputes, cancellations, and what operators decide."""
    project = facts.project()
    step, price = project.milestones[-1], project.milestones[-1].amount_minor
    yield events.DisputeOpened(project, step, facts.dispute())
    withdrawn = facts.dispute(DisputeState.WITHDRAWN)
    for accept_at in (NOW, None):
        yield events.DisputeWithdrawn(project, replace(step, accept_at=accept_at), withdrawn)
    for award_minor in (0, 1, price):
        decided = facts.dispute(DisputeState.DECIDED, award_minor)
        for opened, returned_minor in ((step, 0), (None, price)):
            yield events.DisputeDecided(project, step, decided, opened, returned_minor)
    yield events.CancellationProposed(project, facts.cancellation())
    yield events.CancellationRefused(project, facts.cancellation(CancellationState.REFUSED))
    yield events.CancellationWithdrawn(project, facts.cancellation(CancellationState.WITHDRAWN))
    due = replace(project, milestones=(replace(step, due_minor=price),))
    for cancelled, returned_minor in ((project, 0), (due, price)):
        agreed = facts.cancellation(CancellationState.AGREED)
        yield events.ProjectCancelled(cancelled, agreed, returned_minor)
    for kind in RulingKind:
        yield events.RulingProposed(facts.ruling(kind, by=OTHER))
        done = facts.ruling(kind, RulingState.DONE, OTHER, OPERATOR)
        yield events.RulingApproved(done)
        for second in (OPERATOR, OTHER):
            yield events.RulingRefused(facts.ruling(kind, RulingState.REFUSED, OTHER, second))
