"""A delivery that was marked completed goes out when its last file is stored."""

from bot.jobs.timed import TimedJob
from marketplace import waiting
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.waiting.settled(limit)


JOB = TimedJob("send_waiting", _due, waiting.send_settled)
