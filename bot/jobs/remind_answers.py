"""Whoever has not answered a message of the other side's for a day is reminded of it."""

from bot.jobs.timed import TimedJob
from marketplace import nudges
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.relay.due_to_remind(work.now, limit)


JOB = TimedJob("remind_answers", _due, nudges.answer_missing)
