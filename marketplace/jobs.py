"""Jobs: what a client posts. Rules: product.md, "Rules of the marketplace"."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.limits import check_jobs
from marketplace.money import check_amount
from marketplace.people import Person, check_not_banned, skill_set
from marketplace.text import measured, one_line, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

OPEN_FOR = timedelta(days=30)
WARN_BEFORE_CLOSING = timedelta(days=3)
MOST_ATTACHMENTS = 10


class JobState(StrEnum):
    OPEN = "open"
    HIRED = "hired"
    CLOSED = "closed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class JobTerms:
    """What the client fills in. A fixed budget has both bounds equal."""

    title: str
    description: str
    skills: tuple[str, ...]
    budget_min_minor: int
    budget_max_minor: int
    file_ids: tuple[int, ...] = ()

    def checked(self) -> "JobTerms":
        """The same, cleaned; raises Refused for what is out of bounds."""
        if self.budget_max_minor < self.budget_min_minor:
            raise Refused("wrong-budget-order")
        if len(self.file_ids) > MOST_ATTACHMENTS:
            raise Refused("wrong-too-many-files", most=MOST_ATTACHMENTS)
        return replace(
            self,
            title=job_title(self.title),
            description=job_description(self.description),
            skills=skill_set(self.skills),
            budget_min_minor=check_amount(self.budget_min_minor),
            budget_max_minor=check_amount(self.budget_max_minor),
        )


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    client_id: int
    terms: JobTerms
    posted_at: datetime
    closes_at: datetime
    state: JobState = JobState.OPEN
    warned: bool = field(default=False)
    hidden_at: datetime | None = None
    """Since when an operator keeps it from everybody else (see marketplace.hiding)."""
    hidden_by_ban: bool = False
    """Together with its client, and not for what it says itself."""
    hidden_why: str = ""

    @property
    def title(self) -> str:
        return self.terms.title

    @property
    def hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def listed(self) -> bool:
        """Whether everybody can find it, read it and bid on it."""
        return self.state is JobState.OPEN and not self.hidden


def job_title(raw: str) -> str:
    return measured(one_line(raw), 5, 100)


def job_description(raw: str) -> str:
    return measured(paragraph(raw), 20, 3000)


# --- use cases -----------------------------------------------------------------------------


async def may_post(work: "Work", actor: Person) -> None:
    """Raises Refused: `banned`, `too-many-jobs` (with when it is possible again)."""
    await check_not_banned(work, actor)
    await check_jobs(work, actor)


async def post(work: "Work", actor: Person, terms: JobTerms) -> Job:
    """A new open job, for 30 days. Raises Refused as `may_post`, or of the terms."""
    await may_post(work, actor)
    job = Job(0, actor.id, terms.checked(), work.now, work.now + OPEN_FOR)
    await _own_files(work, actor, terms)
    job = replace(job, id=await work.jobs.add(job))
    work.happened(events.JobPosted(actor, job))
    return job


async def edit(work: "Work", actor: Person, job_id: int, terms: JobTerms) -> Job:
    """Changes an open job; live bids stay, and their bidders are told (of a hidden one when it is
    restored). Raises Refused as `editable`, or of the terms."""
    job = await editable(work, actor, job_id)
    await _own_files(work, actor, terms)
    job = replace(job, terms=terms.checked())
    await work.jobs.save(job)
    bidders = await bidder_ids(work, job) if job.listed else ()
    work.happened(events.JobChanged(job, bidders))
    return job


async def editable(work: "Work", actor: Person, job_id: int) -> Job:
    """The actor's own open job, locked. Raises Refused `banned`, or as `own_open_job`."""
    await check_not_banned(work, actor)
    return await own_open_job(work, actor, job_id)


async def bidder_ids(work: "Work", job: Job) -> tuple[int, ...]:
    """Whose bids on the job are live."""
    return tuple(bid.freelancer_id for bid in await work.bids.live_of_job(job.id))


async def readable(work: "Work", actor: Person, job_id: int) -> Job:
    """A listed job, or one of the actor's own. Raises Refused `job-not-open`."""
    job = await work.jobs.find(job_id)
    if job is None or not (job.listed or job.client_id == actor.id):
        raise Refused("job-not-open")
    return job


async def shareable(work: "Work", actor: Person, job_id: int) -> Job:
    """A job that the actor may hand on to others. Raises Refused: `job-not-open`, `job-hidden`
    (to its client)."""
    job = await readable(work, actor, job_id)
    if job.hidden:
        raise Refused("job-hidden", title=job.title)
    if not job.listed:
        raise Refused("job-not-open", title=job.title)
    return job


async def close(work: "Work", actor: Person, job_id: int) -> Job:
    """Takes the job off the market; its live bids are let go kindly."""
    job = await own_open_job(work, actor, job_id)
    return await _end(work, job, JobState.CLOSED)


async def renew(work: "Work", actor: Person, job_id: int) -> Job:
    """Opens an open, expired or closed job for 30 days from now; a hired one is refused.

    Raises Refused: `banned`, `not-yours`, `job-not-open`, `job-hidden`.
    """
    await check_not_banned(work, actor)
    job = await own_job(work, actor, job_id)
    if job.state is JobState.HIRED:
        raise Refused("job-not-open", title=job.title)
    if job.hidden:
        raise Refused("job-hidden", title=job.title)
    job = replace(job, state=JobState.OPEN, closes_at=work.now + OPEN_FOR, warned=False)
    await work.jobs.save(job)
    work.happened(events.JobRenewed(job))
    return job


async def expire(work: "Work", job_id: int) -> None:
    """Ends a listed job whose 30 days are over. Changes nothing when it is not due (any more)."""
    job = await work.jobs.lock(job_id)
    if job and job.listed and job.closes_at <= work.now:
        await _end(work, job, JobState.EXPIRED)


async def warn_of_closing(work: "Work", job_id: int) -> None:
    """Tells the client once, 3 days before a listed job closes."""
    job = await work.jobs.lock(job_id)
    due = job and job.listed and job.closes_at - WARN_BEFORE_CLOSING <= work.now
    if job and due and not job.warned:
        await work.jobs.save(replace(job, warned=True))
        work.happened(events.JobClosingSoon(job))


async def own_job(work: "Work", actor: Person, job_id: int) -> Job:
    job = await work.jobs.lock(job_id)
    if job is None or job.client_id != actor.id:
        raise Refused("not-yours")
    return job


async def own_open_job(work: "Work", actor: Person, job_id: int) -> Job:
    """The actor's own job, locked. Raises Refused `not-yours` or `job-not-open`."""
    job = await own_job(work, actor, job_id)
    if job.state is not JobState.OPEN:
        raise Refused("job-not-open", title=job.title)
    return job


async def _own_files(work: "Work", actor: Person, terms: JobTerms) -> None:
    for file in await work.files.many(terms.file_ids):
        if file.owner_id != actor.id:
            raise Refused("not-yours")


async def _end(work: "Work", job: Job, state: JobState) -> Job:
    job = replace(job, state=state)
    await work.jobs.save(job)
    let_go = await work.bids.let_go(job.id)
    work.happened(events.JobEnded(job, tuple(bid.freelancer_id for bid in let_go)))
    return job
