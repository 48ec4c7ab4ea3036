"""Two ways to let units of work get into each other's way."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import text

from marketplace.errors import Refused
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import within

Act = Callable[[UnitOfWork], Awaitable[Any]]

IN_FLIGHT = 10
_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@asynccontextmanager
async def two_programs(url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    """Two programs on one database, with all their connections made beforehand: making one takes
    so long that a race would be over."""
    programs = [open_storage(url, clock, IN_FLIGHT) for _ in range(2)]
    for program in programs:
        if program.engine.dialect.name == "postgresql":
            all_in = asyncio.Barrier(IN_FLIGHT)
            await asyncio.gather(*(_connect(program, all_in) for _ in range(IN_FLIGHT)))
    yield programs
    for program in programs:
        await program.close()


async def _connect(program: Storage, all_in: asyncio.Barrier) -> None:
    async with program.begin() as work:
        await work.people.find(1)
        await all_in.wait()


async def race(programs: list[Storage], *acts: Act) -> list[Any]:
    """All at once; what each returned, or None where the rules refused it."""
    barrier = asyncio.Barrier(len(acts))

    async def run(number: int, act: Act) -> Any:
        await barrier.wait()
        return await _unless_refused(programs[number % len(programs)], act)

    return await asyncio.gather(*(run(number, act) for number, act in enumerate(acts)))


async def overlap(programs: list[Storage], first: Act, second: Act) -> list[Any]:
    """`second` begins when `first` has done everything but commit, and runs as far as it gets.

    Of both what they returned, or None where the rules refused it.
    """
    async with programs[0].begin() as work:
        earlier = await first(work)
        later = asyncio.create_task(_unless_refused(programs[1], second))
        await _held_up(programs[0], later)
        await work.commit()
    return [earlier, await later]


async def _unless_refused(program: Storage, act: Act) -> Any:
    try:
        return await within(program, act)
    except Refused:
        return None


async def _held_up(program: Storage, task: asyncio.Task[Any]) -> None:
    """Until the task waits for a lock, or has ended. (On SQLite it waits for its turn at once.)"""
    if program.engine.dialect.name == "sqlite":
        await asyncio.wait([task], timeout=0.01)
        return
    while not task.done():
        async with program.engine.connect() as connection:
            if (await connection.execute(_WAITING)).scalar_one():
                return
