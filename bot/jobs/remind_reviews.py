"""The client is reminded 3 days, 1 day and 3 hours before the automatic acceptance."""

from bot.jobs.timed import TimedJob
from marketplace import deliveries
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.projects.due_to_remind(work.now, limit)


JOB = TimedJob("remind_reviews", _due, deliveries.remind)
