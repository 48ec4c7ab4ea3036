"""Working off what is due: one by one, whatever becomes of the others, and without end for none."""

from datetime import timedelta

import pytest

from bot.jobs.timed import FIRST_REST, Drain, TimedJob
from storage.unit_of_work import Storage, UnitOfWork
from tests.bot.conftest import Echo, rows
from tests.conftest import FakeClock


class Counters:
    """Made-up deadlines: each id is due until it was done."""

    def __init__(self, *ids: int) -> None:
        self.due = list(ids)
        self.acts: list[int] = []
        self.broken: set[int] = set()
        self.job = TimedJob("count", self._due, self._act)

    async def _due(self, work: UnitOfWork, limit: int) -> list[int]:
        return self.due[:limit]

    async def _act(self, work: UnitOfWork, item: int) -> None:
        self.acts.append(item)
        await work.outbox.put(item, "sendMessage", {"text": "done"})
        if item in self.broken:
            raise RuntimeError("broken")
        self.due.remove(item)


def drain(storage: Storage) -> Drain:
    echo = Echo()
    return Drain(storage, echo.announce, lambda: None)


async def test_one_failing_item_stops_no_other_and_leaves_no_half(storage: Storage) -> None:
    """Seen to fail with one transaction for all, and without the guard around an item."""
    counters = Counters(1, 2, 3)
    counters.broken = {2}
    assert await drain(storage).run(counters.job) == 2
    assert counters.due == [2]
    assert [row.chat_id for row in await rows(storage)] == [1, 3]


async def test_more_failing_items_than_a_batch_hide_nothing_behind_them(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with a limit that stays the same."""
    monkeypatch.setattr("bot.jobs.timed.WINDOW", 4)
    counters = Counters(*range(1, 13))
    counters.broken = {1, 2, 3, 4, 5}
    assert await drain(storage).run(counters.job) == 7
    assert counters.due == sorted(counters.broken)


async def test_a_backlog_longer_than_a_look_at_it_is_worked_off_whole(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail when the items of a look that were not taken count as tried."""
    monkeypatch.setattr("bot.jobs.timed.WINDOW", 8)
    monkeypatch.setattr("bot.jobs.timed.HANDFUL", 3)
    counters = Counters(*range(1, 31))
    counters.broken = {2, 29}
    assert await drain(storage).run(counters.job) == 28
    assert counters.due == [2, 29]
    assert sorted(counters.acts) == list(range(1, 31))


async def test_a_failed_item_rests_longer_and_longer(storage: Storage, clock: FakeClock) -> None:
    """No error message for it each tick. Seen to fail without the rest."""
    counters = Counters(1)
    counters.broken = {1}
    work = drain(storage)
    tries = []
    for _ in range(64):
        await work.run(counters.job)
        tries.append(len(counters.acts))
        clock.pass_(FIRST_REST / 4)
    assert tries[0] == 1
    assert tries[:8] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert tries[-1] <= 5
    counters.broken = set()
    clock.pass_(timedelta(hours=1))
    assert await work.run(counters.job) == 1


async def test_an_item_that_stays_due_is_not_acted_on_for_ever(storage: Storage) -> None:
    counters = Counters(1)
    counters.due = [1, 1, 1]
    assert await drain(storage).run(counters.job) <= 3
