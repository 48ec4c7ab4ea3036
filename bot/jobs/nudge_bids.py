"""Bids that nobody has answered for three days: both sides hear of it."""

from bot.jobs.timed import TimedJob
from marketplace import nudges
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.bids.due_to_nudge(work.now, limit)


JOB = TimedJob("nudge_bids", _due, nudges.bids_unanswered)
