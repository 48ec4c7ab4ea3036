"""Hidden jobs: an operator takes one off the market for what it says, or with its banned client.

Nobody but its client and operators sees it. Its live bids stay, but nobody is hired for it; its
days stand still until it is restored.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.bids import ANSWERED_WITHIN
from marketplace.errors import Refused
from marketplace.jobs import Job, bidder_ids

if TYPE_CHECKING:
    from marketplace.ports import Work


async def hideable(work: "Work", job_id: int) -> Job:
    """A listed job, locked. Raises Refused: `gone`, `hidden-already`, `job-not-open`."""
    job = await _locked(work, job_id)
    if job.hidden:
        raise Refused("hidden-already", title=job.title)
    if not job.listed:
        raise Refused("job-not-open", title=job.title)
    return job


async def hide(work: "Work", job: Job, why: str, *, by_ban: bool = False) -> Job:
    """`job`: as `hideable` gives it. Its client reads why; its bidders hear that it waits."""
    job = replace(job, hidden_at=work.now, hidden_by_ban=by_ban, hidden_why=why)
    await work.jobs.save(job)
    work.happened(events.JobHidden(job, await bidder_ids(work, job)))
    return job


async def restorable(work: "Work", job_id: int) -> Job:
    """A hidden job whose client may show it, locked. Raises Refused: `gone`, `not-hidden`,
    `client-banned` (it would come back without them)."""
    job = await _locked(work, job_id)
    if not job.hidden:
        raise Refused("not-hidden", title=job.title)
    if (await work.people.get(job.client_id)).banned:
        raise Refused("client-banned")
    return job


async def restore(work: "Work", job: Job, why: str) -> Job:
    """`job`: a hidden one, locked. As many days are left to it as when it was hidden, and its
    client has as long to answer its bids as if they had just been made."""
    hidden_for = work.now - (job.hidden_at or work.now)
    with_client = job.hidden_by_ban
    job = replace(
        job,
        closes_at=job.closes_at + hidden_for,
        hidden_at=None,
        hidden_by_ban=False,
        hidden_why="",
    )
    await work.jobs.save(job)
    await work.bids.wait_anew(job.id, work.now + ANSWERED_WITHIN)
    if job.listed:
        work.happened(events.JobRestored(job, why, await bidder_ids(work, job), with_client))
    return job


async def _locked(work: "Work", job_id: int) -> Job:
    job = await work.jobs.lock(job_id)
    if job is None:
        raise Refused("gone")
    return job
