"""Open jobs as people outside the bot's chat find them."""

from typing import TYPE_CHECKING

from marketplace.finding import Place, Search
from marketplace.jobs import Job
from marketplace.terms import asked

if TYPE_CHECKING:
    from marketplace.ports import Work


async def find_open(
    work: "Work", query: str, limit: int, before_id: int | None = None
) -> list[Job]:
    """Listed jobs that a query finds, newest first, those below `before_id`; an empty query finds
    all, one without a letter or digit none."""
    if query.strip() and not asked(query):
        return []
    place = Place(before_id) if before_id is not None else None
    found = await work.finding.search(Search(query), None, place, limit, counted=False)
    return list(found.jobs)


async def one_open(work: "Work", job_id: int) -> Job | None:
    """The job itself while it is listed."""
    job = await work.jobs.find(job_id)
    return job if job and job.listed and job.closes_at > work.now else None
