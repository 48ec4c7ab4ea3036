"""Who has not rated for three days is reminded; after fourteen what was said is shown."""

from bot.jobs.timed import TimedJob
from marketplace import ratings
from storage.unit_of_work import UnitOfWork


async def _due(work: UnitOfWork, limit: int) -> list[int]:
    return await work.ratings.due(work.now, limit)


JOB = TimedJob("follow_ratings", _due, ratings.follow_up)
