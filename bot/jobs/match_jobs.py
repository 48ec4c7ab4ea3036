"""New jobs are held against the saved searches, and whoever asked for them is told."""

from bot.jobs.timed import TimedJob
from marketplace import alerts
from storage.unit_of_work import UnitOfWork


async def _new(work: UnitOfWork, limit: int) -> list[int]:
    return await work.alerts.unmatched(limit)


async def _to_tell(work: UnitOfWork, limit: int) -> list[int]:
    return await work.alerts.to_tell(limit)


MATCH = TimedJob("match_jobs", _new, alerts.match)
TELL = TimedJob("tell_of_jobs", _to_tell, alerts.tell)
