"""What the timed jobs have in common: find what is due, then item by item act and commit.

So a crash in between loses nothing, several workers are safe (each act locks and looks again),
and one failing item stops no other (docs/decisions/0014-deadlines-one-by-one.md).
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog

from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

WINDOW = 500
"""So many of the most urgent are looked at; a backlog may be longer."""
HANDFUL = 20
"""So many of them are worked off before looking again."""
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)


@dataclass(frozen=True)
class TimedJob:
    """`due` finds ids, the most urgent first; `act` does what is due for one of them, or nothing
    when it isn't due any more."""

    name: str
    due: Callable[[UnitOfWork, int], Awaitable[list[int]]]
    act: Callable[[UnitOfWork, int], Awaitable[object]]


@dataclass
class Drain:
    """Works off everything that is due. Remembers which items failed, to let them rest."""

    storage: Storage
    announce: Callable[[UnitOfWork], Awaitable[None]]
    woken: Callable[[], None]
    stopping: Callable[[], bool] = lambda: False
    _rests: dict[tuple[str, int], tuple[datetime, timedelta]] = field(default_factory=dict)

    async def run(self, job: TimedJob) -> int:
        """Returns how many items were acted on. Raises what the database raises when it is away
        while asking what is due."""
        tried: set[int] = set()
        done, stuck = 0, 0
        while not self.stopping():
            limit = WINDOW + stuck
            async with self.storage.begin() as work:
                due = await job.due(work, limit)
                resting = {i for i in due if self._rests_until(job, i) > work.now}
            fresh = [i for i in due if i not in tried and i not in resting]
            if not fresh and len(due) < limit:
                break
            stuck = len(due) - len(fresh)
            for items in _rows(_handful(fresh), self.storage.abreast):
                if self.stopping():
                    break
                tried.update(items)
                done += sum(await asyncio.gather(*(self._one(job, item) for item in items)))
        return done

    async def _one(self, job: TimedJob, item: int) -> bool:
        try:
            async with self.storage.begin() as work:
                await job.act(work, item)
                await self.announce(work)
                await work.commit()
        except Exception:
            now = self.storage.clock.now()
            rest = min(
                2 * self._rests.get((job.name, item), (now, FIRST_REST / 2))[1], LONGEST_REST
            )
            self._rests[job.name, item] = (now + rest, rest)
            log.exception("timed job failed", job=job.name, item=item, again_in=str(rest))
            return False
        self._rests.pop((job.name, item), None)
        self.woken()
        return True

    def _rests_until(self, job: TimedJob, item: int) -> datetime:
        return self._rests.get((job.name, item), (datetime.min.replace(tzinfo=UTC), FIRST_REST))[0]


def _rows(items: Sequence[int], length: int) -> Iterator[Sequence[int]]:
    """Parts of this length, the last one shorter."""
    return (items[n : n + length] for n in range(0, len(items), length))


def _handful(fresh: Sequence[int]) -> Sequence[int]:
    """Of a backlog a few at random: workers that took the same ones in the same order would wait
    for each other at every one, and together be slower than one alone."""
    if len(fresh) <= HANDFUL:
        return fresh
    return [fresh[n] for n in sorted(random.sample(range(len(fresh)), HANDFUL))]
