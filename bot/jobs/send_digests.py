"""What somebody wants to hear of once a day comes at nine in the morning where they are."""

from bot.jobs.timed import TimedJob
from marketplace import notices
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.notices.due_digests(work.now, limit)


JOB = TimedJob("send_digests", _due, notices.send_digest)
