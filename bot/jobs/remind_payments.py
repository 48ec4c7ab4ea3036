"""The client is reminded of a payment 1, 3 and 7 days after it became due."""

from bot.jobs.timed import TimedJob
from marketplace import checkout
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.checkouts.due_to_remind(work.now, limit)


JOB = TimedJob("remind_payments", _due, checkout.remind)
