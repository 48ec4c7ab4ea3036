"""What each kind of card shows: drawn from what is so now, not from what is at hand by chance."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from marketplace import templates
from marketplace.bids import Bid, BidState
from marketplace.cards import CardKind, Subject
from marketplace.jobs import Job, JobState
from marketplace.people import Person
from marketplace.ports import Work
from marketplace.projects import MilestoneState, ProjectState
from views import bids, jobs, project_card
from views.callbacks import HireCompared
from views.live_buttons import acts_on, is_act
from views.project_card import Standing
from views.screen import Screen
from views.texts import Texts


@dataclass(frozen=True, slots=True)
class Drawn:
    """`line`: the bid whose talk a reply to the card belongs to. `lasting`: it is pinned."""

    screen: Screen
    line: int | None = None
    lasting: bool = False

    @property
    def digest(self) -> str:
        """Equal for cards that look alike."""
        plain = json.dumps(self.screen.message(), sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Drawer:
    """Draws cards within one unit of work; reads each project once, whoever looks at it."""

    work: Work
    person: Callable[[int], Awaitable[Person]]
    _projects: dict[int, Standing | None] = field(default_factory=dict)

    async def draw(self, t: Texts, reader: Person, kind: CardKind, subject_id: int) -> Drawn | None:
        """None where this reader has no such card."""
        return await _KINDS[kind](self, t, reader, subject_id)

    async def possible(self, t: Texts, reader: Person, subject: Subject) -> frozenset[str]:
        """The callback data of everything that this reader can do now about a job, or about a bid
        and its project."""
        kind, subject_id = subject
        if kind is CardKind.JOB:
            drawn = await self.draw(t, reader, kind, subject_id)
            hires = await self._hires(subject_id)
            return acts_on(drawn.screen.rows) | hires if drawn else frozenset()
        return await self._on_line(t, reader, subject_id)

    async def standing(self, project_id: int) -> Standing | None:
        """How the project stands now."""
        if project_id not in self._projects:
            self._projects[project_id] = await _standing(self.work, project_id)
        return self._projects[project_id]

    async def _hires(self, job_id: int) -> frozenset[str]:
        """Of the bids that stand side by side, which are on the job's shortlist."""
        listed = await self.work.shortlists.of_job(job_id)
        return frozenset(HireCompared(id=job_id, bid_id=bid_id).pack() for bid_id in listed)

    async def _on_line(self, t: Texts, reader: Person, bid_id: int) -> frozenset[str]:
        project = await self.work.projects.of_bid(bid_id)
        if project is None:
            return await self._before_hiring(t, reader, bid_id)
        drawn = await self.draw(t, reader, CardKind.PROJECT, project.id)
        now = await self.standing(project.id)
        if drawn is None or now is None:
            return frozenset()
        beside = (tap.pack() for tap in project_card.possible(now, reader))
        return acts_on(drawn.screen.rows) | frozenset(filter(is_act, beside))

    async def _before_hiring(self, t: Texts, reader: Person, bid_id: int) -> frozenset[str]:
        bid, job = await self.bid_and_job(bid_id)
        if bid is None or job is None or bid.state is not BidState.LIVE:
            return frozenset()
        if reader.id == bid.freelancer_id:
            screens = [bids.own_bid(t, bid, job), bids.confirm_withdraw(t, bid, job)]
        elif reader.id == job.client_id and job.state is JobState.OPEN:
            freelancer = await self.person(bid.freelancer_id)
            screens = [
                bids.offered_bid(t, bid, job, freelancer, shortlisted=False),
                bids.offered_bid(t, bid, job, freelancer, shortlisted=True),
                bids.confirm_decline(t, bid, freelancer),
                *([] if job.hidden else [bids.confirm_hire(t, bid, job, freelancer)]),
            ]
        else:
            screens = []
        return frozenset().union(*(acts_on(screen.rows) for screen in screens))

    async def bid_and_job(self, bid_id: int) -> tuple[Bid | None, Job | None]:
        bid = await self.work.bids.find(bid_id)
        return bid, await self.work.jobs.find(bid.job_id) if bid else None


# --- the kinds -----------------------------------------------------------------------------


async def _project(drawer: Drawer, t: Texts, reader: Person, project_id: int) -> Drawn | None:
    now = await drawer.standing(project_id)
    if now is None or not now.project.is_member(reader.id):
        return None
    other = await drawer.person(now.project.other(reader.id))
    screen = project_card.card(t, now, reader, other)
    return Drawn(screen, now.project.bid_id, now.project.state is ProjectState.RUNNING)


async def _job(drawer: Drawer, t: Texts, reader: Person, job_id: int) -> Drawn | None:
    work = drawer.work
    job = await work.jobs.find(job_id)
    if job is None or job.client_id != reader.id:
        return None
    screen = jobs.job(
        t,
        job,
        reader=reader,
        client=reader,
        live_bid=None,
        bid_count=await work.bids.count_live(job_id),
        new_bids=await work.bids.count_new(job_id),
    )
    return Drawn(screen)


async def _bid(drawer: Drawer, t: Texts, reader: Person, bid_id: int) -> Drawn | None:
    bid, job = await drawer.bid_and_job(bid_id)
    if bid is None or job is None or bid.freelancer_id != reader.id:
        return None
    keepable = await _keepable(drawer, reader, bid, job)
    return Drawn(bids.own_bid(t, bid, job, keepable=keepable), bid.id)


async def _keepable(drawer: Drawer, reader: Person, bid: Bid, job: Job) -> bool:
    """Whether a bid that waits for its answer was written by hand, and no template says it."""
    if bid.state is not BidState.LIVE:
        return False
    known = await drawer.work.templates.of(reader.id)
    client = await drawer.person(job.client_id)
    return templates.is_new(known, bid, job, client, reader)


_KINDS: dict[CardKind, Callable[[Drawer, Texts, Person, int], Awaitable[Drawn | None]]] = {
    CardKind.PROJECT: _project,
    CardKind.JOB: _job,
    CardKind.BID: _bid,
}


async def _standing(work: Work, project_id: int) -> Standing | None:
    project = await work.projects.find(project_id)
    if project is None:
        return None
    complete = project.state is ProjectState.COMPLETE
    reviewed = (m for m in project.milestones if m.state is MilestoneState.IN_REVIEW)
    step = next((m for m in reviewed if not m.disputed), None)
    return Standing(
        project,
        in_review=await work.projects.in_review(step.id) if step else None,
        waiting=await work.waiting.of_project(project.id),
        proposal=await work.cancellations.open_of(project.id),
        payable=work.policy.takes_money,
        ratings=tuple(await work.ratings.of_project(project.id)) if complete else (),
        at=work.now,
    )
