"""An open job ends after its 30 days."""

from bot.jobs.timed import TimedJob
from marketplace import jobs
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.jobs.due_to_expire(work.now, limit)


JOB = TimedJob("expire_jobs", _due, jobs.expire)
