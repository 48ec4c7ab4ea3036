"""Open jobs as people outside the bot's chat find them."""

from typing import TYPE_CHECKING

from marketplace.jobs import Job, JobState, search_words

if TYPE_CHECKING:
    from marketplace.ports import Work


async def find_open(
    work: "Work", query: str, limit: int, before_id: int | None = None
) -> list[Job]:
    """Open jobs that a query finds, newest first, those below `before_id`; an empty query finds
    all, one without a letter or digit none."""
    words = search_words(query)
    if query.strip() and not words:
        return []
    return await work.jobs.open_jobs(words, before_id, limit, work.now)


async def one_open(work: "Work", job_id: int) -> Job | None:
    """The job itself while it is open."""
    job = await work.jobs.find(job_id)
    return job if job and job.state is JobState.OPEN and job.closes_at > work.now else None
