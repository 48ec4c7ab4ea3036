"""Jobs that somebody has saved for later. Nobody hears of it, and they are told of nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.jobs import Job, readable
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_SAVED = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Of what somebody has saved. `number`: from 0 on."""

    jobs: tuple[Job, ...] = ()
    number: int = 0
    more: bool = False


async def save(work: "Work", actor: Person, job_id: int) -> None:
    """Raises Refused: `job-not-open`, `own-job-saved`, `job-saved-already`,
    `too-many-saved-jobs`."""
    job = await readable(work, actor, job_id)
    if job.client_id == actor.id:
        raise Refused("own-job-saved")
    if await work.saved_jobs.has(actor.id, job_id):
        raise Refused("job-saved-already")
    if await work.saved_jobs.count(actor.id) >= MOST_SAVED:
        raise Refused("too-many-saved-jobs", most=MOST_SAVED)
    await work.saved_jobs.add(actor.id, job_id)


async def unsave(work: "Work", actor: Person, job_id: int) -> None:
    """Whatever has become of the job. Raises Refused `job-not-saved`."""
    if not await work.saved_jobs.remove(actor.id, job_id):
        raise Refused("job-not-saved")


async def page(work: "Work", actor: Person, number: int, size: int) -> Page:
    """The page with this number, the last saved first; the last page where there are fewer."""
    pages = -(-await work.saved_jobs.count(actor.id) // size)
    number = max(0, min(number, pages - 1))
    jobs = await work.saved_jobs.of(actor.id, size * number, size)
    return Page(tuple(jobs), number, more=number + 1 < pages)
