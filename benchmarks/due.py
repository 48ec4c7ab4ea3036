"""A night's worth of milestones on which silence has lasted for seven days."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import func, select, text

from benchmarks import replay, seed
from benchmarks.desk import TOKEN
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms, times
from benchmarks.recording import recorded
from bot.dispatcher import Dispatcher
from bot.jobs import accept_silent
from bot.jobs.timed import Drain, TimedJob
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork

GOAL_LONGEST_SECONDS = 0.050


async def run(bench: Bench) -> list[Figure]:
    count = bench.rounds(2000, 200)
    path = bench.new_folder() / "bench.db"
    bench.say(f"{count} milestones fall due")
    await seed.due_milestones(f"sqlite:///{path}", count)
    copy = path.with_suffix(".copy")
    _copy(path, copy)
    storage = seed.open_storage(f"sqlite:///{path}")
    dispatcher = Dispatcher(TOKEN, seed.POLICY)
    drain = Drain(storage, dispatcher.announce, lambda: None)
    job, each = _timed()
    try:
        bench.say(f"{count} are accepted")
        with recorded(storage.engine) as transactions:
            began = time.perf_counter()
            done = await drain.run(job)
            took = time.perf_counter() - began
        check(done == count, f"{count} were due, {done} were accepted")
        await _check_accepted(storage, count)
    finally:
        await storage.close()
    raw = await replay.on_sqlite(copy, transactions)
    said = sum(len(one.statements) for one in transactions) / count
    return [_rate(count, took, raw, said), _longest(each)]


async def _check_accepted(storage: Storage, count: int) -> None:
    """Each delivery is accepted, and each milestone has its checkout."""
    accepted = select(func.count()).select_from(tables.deliveries)
    checkouts = select(func.count()).select_from(tables.checkouts)
    async with storage.engine.connect() as connection:
        stand = await connection.scalar(accepted.where(text("state = 'auto_accepted'")))
        opened = await connection.scalar(checkouts)
    check(stand == count, f"{stand} of {count} stand as accepted")
    check(opened == count, f"{opened} checkouts were opened for {count} milestones")


def _timed() -> tuple[TimedJob, list[float]]:
    """The job, and the seconds that the act of each item takes."""
    each: list[float] = []

    async def act(work: UnitOfWork, item: int) -> None:
        began = time.perf_counter()
        await accept_silent.JOB.act(work, item)
        each.append(time.perf_counter() - began)

    return TimedJob(accept_silent.JOB.name, accept_silent.JOB.due, act), each


def _rate(count: int, took: float, raw: float, statements: float) -> Figure:
    return Figure(
        f"{count} due milestones accepted, invoiced and announced, SQLite "
        f"({statements:.0f} statements each)",
        f"{count / took:.0f}/s",
        f"raw sqlite3 {count / raw:.0f}/s",
        times(raw / took),
    )


def _longest(each: list[float]) -> Figure:
    spread = Spread.of(each)
    return Figure(
        "Longest that one of them holds the database, notices not counted",
        str(spread),
        f"limit {ms(GOAL_LONGEST_SECONDS)}",
        times(spread.p99 / GOAL_LONGEST_SECONDS),
        f"p99 < {ms(GOAL_LONGEST_SECONDS)}",
        spread.p99 < GOAL_LONGEST_SECONDS,
    )


def _copy(path: Path, to: Path) -> None:
    with sqlite3.connect(path) as source, sqlite3.connect(to) as target:
        source.backup(target)


BENCHMARK = Benchmark("due", "Deadlines", run)
