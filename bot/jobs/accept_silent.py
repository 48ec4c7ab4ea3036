"""A delivery on which the client said nothing for seven days is accepted (product.md, 12)."""

from bot.jobs.timed import TimedJob
from marketplace import deliveries
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.projects.due_to_accept(work.now, limit)


JOB = TimedJob("accept_silent", _due, deliveries.accept_silent)
