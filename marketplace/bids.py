"""Bids: a freelancer's offer with its plan. Rules: product.md, "Rules of the marketplace"."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.cards import CardKind
from marketplace.errors import Refused
from marketplace.jobs import Job, JobState, own_open_job
from marketplace.limits import check_bids
from marketplace.money import check_amount
from marketplace.people import Person, check_not_banned, profile_of
from marketplace.policy import fee_of
from marketplace.projects import Project, start
from marketplace.text import measured, one_line, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_MILESTONES = 20
MOST_DAYS = 730
ANSWERED_WITHIN = timedelta(days=3)
"""After so long without an answer both sides of a bid hear of it, once."""


class BidState(StrEnum):
    LIVE = "live"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    HIRED = "hired"
    LET_GO = "let_go"
    """Somebody else was hired, the job ended, or the freelancer was banned."""


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    what: str
    amount_minor: int
    days: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a plan is from its bid: money still to be planned (below zero: too much) and days
    by which it takes longer than the bid's duration (never below zero)."""

    missing_minor: int
    extra_days: int

    def __bool__(self) -> bool:
        return bool(self.missing_minor or self.extra_days)


@dataclass(frozen=True, slots=True)
class BidTerms:
    amount_minor: int
    days: int
    pitch: str
    plan: tuple[PlannedMilestone, ...] = ()

    @property
    def planned_minor(self) -> int:
        return sum(step.amount_minor for step in self.plan)

    @property
    def planned_days(self) -> int:
        return sum(step.days for step in self.plan)

    def gap(self) -> Gap:
        """An empty plan has no gap: one milestone then holds the whole."""
        if not self.plan:
            return Gap(0, 0)
        extra_days = max(0, self.planned_days - self.days)
        return Gap(self.amount_minor - self.planned_minor, extra_days)

    def rest_into_last(self) -> "BidTerms":
        """Repair: the missing money becomes (or enlarges, or shrinks) the last milestone.

        Raises Refused `wrong-rest` when the last milestone would not stay above zero.
        """
        *others, last = self.plan
        amount_minor = last.amount_minor + self.gap().missing_minor
        if amount_minor <= 0:
            raise Refused("wrong-rest")
        return replace(self, plan=(*others, replace(last, amount_minor=amount_minor)))

    def amount_from_plan(self) -> "BidTerms":
        """Repair: the bid's amount becomes the sum of its milestones."""
        return replace(self, amount_minor=self.planned_minor)

    def days_from_plan(self) -> "BidTerms":
        """Repair: the bid's duration becomes the sum of its milestones' days."""
        return replace(self, days=self.planned_days)

    def checked(self, whole: str) -> "BidTerms":
        """The same, cleaned and complete; raises Refused otherwise.

        `whole`: what the one milestone is about that stands for an empty plan.
        """
        if len(self.plan) > MOST_MILESTONES:
            raise Refused("wrong-too-many-milestones", most=MOST_MILESTONES)
        gap = self.gap()
        if gap:
            raise Refused(
                "wrong-plan-gap", missing_minor=gap.missing_minor, extra_days=gap.extra_days
            )
        pitch = pitch_text(self.pitch)
        plan = tuple(
            PlannedMilestone(
                milestone_text(step.what), check_amount(step.amount_minor), check_days(step.days)
            )
            for step in self.plan or (PlannedMilestone(whole, self.amount_minor, self.days),)
        )
        return BidTerms(check_amount(self.amount_minor), check_days(self.days), pitch, plan)


@dataclass(frozen=True, slots=True)
class Bid:
    id: int
    job_id: int
    freelancer_id: int
    terms: BidTerms
    made_at: datetime
    state: BidState = BidState.LIVE
    fee_basis_points: int = 0
    """The platform's part of what it earns, as it was shown when the bid was made."""
    nudge_at: datetime | None = None
    """When it has waited long enough for an answer; None: said already, or decided."""

    @property
    def earned_minor(self) -> int:
        """What the freelancer gets when every milestone is paid."""
        fees = (fee_of(step.amount_minor, self.fee_basis_points) for step in self.terms.plan)
        return self.terms.amount_minor - sum(fees)


def pitch_text(raw: str) -> str:
    return measured(paragraph(raw), 20, 2000)


def milestone_text(raw: str) -> str:
    return measured(one_line(raw), 3, 200)


def check_days(days: int) -> int:
    if not 1 <= days <= MOST_DAYS:
        raise Refused("wrong-days", least=1, most=MOST_DAYS)
    return days


# --- use cases -----------------------------------------------------------------------------


async def may_bid(work: "Work", actor: Person, job_id: int) -> Job:
    """The open job on which the actor may bid now.

    Raises Refused: `banned`, `job-not-open`, `own-job`, `already-bid` (with `bid_id`),
    `too-many-bids` (with when it is possible again), `profile-incomplete` (with `parts`, what is
    missing, and `job_id`).
    """
    await check_not_banned(work, actor)
    job = await work.jobs.find(job_id)
    if job is None or not job.listed or job.closes_at <= work.now:
        raise Refused("job-not-open", title=job.title if job else "")
    if job.client_id == actor.id:
        raise Refused("own-job")
    live = await work.bids.live_of(actor.id, job_id)
    if live:
        raise Refused("already-bid", bid_id=live.id)
    await check_bids(work, actor)
    missing = (await profile_of(work, actor)).missing_to_bid()
    if missing:
        raise Refused("profile-incomplete", parts=missing, job_id=job.id)
    return job


async def submit(work: "Work", actor: Person, job_id: int, terms: BidTerms) -> Bid:
    """A new live bid. Raises Refused as `may_bid`, or of the terms."""
    await check_not_banned(work, actor)
    await work.jobs.lock(job_id)
    job = await may_bid(work, actor, job_id)
    fee = work.policy.fee_basis_points
    bid = Bid(
        id=0,
        job_id=job_id,
        freelancer_id=actor.id,
        terms=terms.checked(job.title),
        made_at=work.now,
        fee_basis_points=fee,
        nudge_at=work.now + ANSWERED_WITHIN,
    )
    bid = replace(bid, id=await work.bids.add(bid))
    work.happened(events.BidSubmitted(actor, job, bid))
    return bid


async def edit(work: "Work", actor: Person, bid_id: int, terms: BidTerms) -> Bid:
    """Changes a live bid; the client is told, and has as long to answer as for a new one."""
    job, bid = await own_live_bid(work, actor, bid_id)
    fee = work.policy.fee_basis_points
    nudge_at = work.now + ANSWERED_WITHIN if bid.nudge_at else None
    bid = replace(bid, terms=terms.checked(job.title), fee_basis_points=fee, nudge_at=nudge_at)
    await work.bids.save(bid)
    work.happened(events.BidChanged(actor, job, bid))
    return bid


async def withdraw(work: "Work", actor: Person, bid_id: int) -> Bid:
    job, bid = await own_live_bid(work, actor, bid_id)
    bid = await _move(work, bid, BidState.WITHDRAWN)
    work.happened(events.BidWithdrawn(actor, job, bid))
    return bid


async def decline(work: "Work", actor: Person, bid_id: int) -> Bid:
    job, bid = await offered_bid(work, actor, bid_id)
    bid = await _move(work, bid, BidState.DECLINED)
    work.happened(events.BidDeclined(job, bid))
    return bid


async def hire(work: "Work", actor: Person, bid_id: int) -> Project:
    """Closes the job with this bid, starts the project, and lets the other bidders go.

    Raises Refused as `hireable`.
    """
    job, bid = await hireable(work, actor, bid_id)
    bid = await _move(work, bid, BidState.HIRED)
    job = replace(job, state=JobState.HIRED)
    await work.jobs.save(job)
    let_go = await work.bids.let_go(job.id)
    project = await start(work, job, bid)
    work.happened(events.Hired(actor, job, bid, project))
    if let_go:
        work.happened(events.JobEnded(job, tuple(other.freelancer_id for other in let_go)))
    return project


async def hireable(work: "Work", actor: Person, bid_id: int) -> tuple[Job, Bid]:
    """A bid that the actor may hire now. Raises Refused: `banned`, `job-hidden`, or as
    `offered_bid`."""
    await check_not_banned(work, actor)
    job, bid = await offered_bid(work, actor, bid_id)
    if job.hidden:
        raise Refused("job-hidden", title=job.title)
    return job, bid


async def saw(work: "Work", job: Job) -> datetime | None:
    """The job's client looks at its bids: from now on only later ones are new. Returns since when
    they were until now; None: all of them."""
    if not await work.bids.count_new(job.id):
        return work.now
    card = await work.cards.hold(job.client_id, CardKind.JOB, job.id)
    await work.cards.save(replace(card, looked_at=work.now))
    work.happened(events.BidsSeen(job))
    return card.looked_at


async def own_live_bid(work: "Work", actor: Person, bid_id: int) -> tuple[Job, Bid]:
    """The actor's own live bid; its job is locked first. Raises `not-yours` or `bid-not-live`."""
    bid = await work.bids.find(bid_id)
    if bid is None or bid.freelancer_id != actor.id:
        raise Refused("not-yours")
    return await _locked(work, bid)


async def offered_bid(work: "Work", actor: Person, bid_id: int) -> tuple[Job, Bid]:
    """A live bid on the actor's own job. Raises `not-yours`, `bid-not-live`, `job-not-open`."""
    bid = await work.bids.find(bid_id)
    if bid is None:
        raise Refused("not-yours")
    await own_open_job(work, actor, bid.job_id)
    return await _locked(work, bid)


async def _locked(work: "Work", bid: Bid) -> tuple[Job, Bid]:
    job = await work.jobs.lock(bid.job_id)
    current = await work.bids.find(bid.id)
    if job is None or current is None or current.state is not BidState.LIVE:
        raise Refused("bid-not-live")
    return job, current


async def _move(work: "Work", bid: Bid, to: BidState) -> Bid:
    if not await work.bids.move(bid.id, BidState.LIVE, to):
        raise Refused("bid-not-live")
    return replace(bid, state=to, nudge_at=None)
