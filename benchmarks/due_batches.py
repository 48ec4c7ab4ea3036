"""What docs/decisions/0014-deadlines-one-by-one.md rejects: several items in one transaction."""

import time
from collections.abc import Awaitable, Callable

from bot.jobs.timed import TimedJob
from storage.unit_of_work import Storage, UnitOfWork

BATCH_SECONDS = 0.025
"""After that long a batch takes no more items; their notices and the commit come on top."""
MOST = 500


async def drained(
    storage: Storage, announce: Callable[[UnitOfWork], Awaitable[None]], job: TimedJob
) -> int:
    """Works off all that is due, each item in a savepoint of its own, as a batch would need it so
    that one failing item stops no other. Returns how many."""
    done = 0
    while True:
        async with storage.begin() as work:
            left = await job.due(work, MOST)
        if not left:
            return done
        left.reverse()
        while left:
            done += await _batch(storage, announce, job, left)


async def _batch(
    storage: Storage,
    announce: Callable[[UnitOfWork], Awaitable[None]],
    job: TimedJob,
    left: list[int],
) -> int:
    """Takes from the end of `left`."""
    done, ends = 0, time.perf_counter() + BATCH_SECONDS
    async with storage.begin() as work:
        while left and (not done or time.perf_counter() < ends):
            async with work.savepoint():
                await job.act(work, left.pop())
            done += 1
        await announce(work)
        await work.commit()
    return done
