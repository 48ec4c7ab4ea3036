"""The client is warned 3 days before an open job closes."""

from bot.jobs.timed import TimedJob
from marketplace import jobs
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.jobs.due_to_warn(work.now, limit)


JOB = TimedJob("warn_closing", _due, jobs.warn_of_closing)
