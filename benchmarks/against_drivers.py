"""The whole program, without HTTP, against the bare database drivers saying the same SQL."""

import asyncio
import shutil
import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import replay, script, seed
from benchmarks.desk import Visitor, office, visitors
from benchmarks.figures import Bench, Benchmark, Figure, Spread, times
from benchmarks.pauses import no_pauses
from benchmarks.recording import Transaction, recorded

PEOPLE = replay.AT_ONCE
GOAL_SQLITE, GOAL_POSTGRES, GOAL_TAIL = 0.22, 0.25, 2.5


async def run(bench: Bench) -> list[Figure]:
    laps = bench.rounds(4, 1)
    return [
        *await _sqlite(bench, laps),
        *await _postgres(bench, laps),
    ]


async def _sqlite(bench: Bench, laps: int) -> list[Figure]:
    path = bench.new_folder() / "bench.db"
    url = f"sqlite:///{path}"
    await seed.marketplace(url, PEOPLE, PEOPLE * (laps + 1))
    copy = Path(f"{path}.copy")
    bench.say("SQLite, 16 at once")
    async with office(url) as opened:
        people = await visitors(opened, PEOPLE, _scripts(laps + 1))
        await _play(people, script.STEPS_A_BID)
        _copy(path, copy)
        with recorded(opened.storage.engine) as transactions:
            seconds, spread = await _play(people, laps * script.STEPS_A_BID)
    bench.say("SQLite, the same statements from a writer thread")
    raw = []
    for number in range(3):
        again = copy.with_suffix(f".{number}")
        shutil.copy(copy, again)
        with no_pauses():
            raw.append(await replay.on_sqlite(again, transactions))
    steps = PEOPLE * laps * script.STEPS_A_BID
    tail = spread.p99 / spread.median
    return [
        _against("SQLite", "raw sqlite3", steps, seconds, raw, GOAL_SQLITE, transactions),
        Figure(
            "Slowest of a hundred steps, 16 at once, SQLite",
            str(spread),
            "its own median",
            times(tail),
            f"p99 ≤ {GOAL_TAIL}× p50",
            tail <= GOAL_TAIL,
        ),
    ]


async def _postgres(bench: Bench, laps: int) -> list[Figure]:
    bench.say("PostgreSQL, 16 at once")
    mine, other = bench.postgres(), bench.postgres()
    for url in (mine, other):
        await seed.marketplace(url, PEOPLE, PEOPLE * (laps + 1))
    async with office(mine) as opened:
        with recorded(opened.storage.engine) as warm:
            people = await visitors(opened, PEOPLE, _scripts(laps + 1))
            await _play(people, script.STEPS_A_BID)
        with recorded(opened.storage.engine) as transactions:
            seconds, _ = await _play(people, laps * script.STEPS_A_BID)
    bench.say("PostgreSQL, the same statements through asyncpg")
    await replay.on_postgres(other, warm)
    with no_pauses():
        raw = [await replay.on_postgres(other, transactions)]
    steps = PEOPLE * laps * script.STEPS_A_BID
    return [_against("PostgreSQL", "raw asyncpg", steps, seconds, raw, GOAL_POSTGRES, transactions)]


async def _play(people: Sequence[Visitor], steps: int) -> tuple[float, Spread]:
    async def plays(one: Visitor) -> list[float]:
        return [await one.step() for _ in range(steps)]

    with no_pauses():  # a program that has started sees to it, too
        began = time.perf_counter()
        seconds = await asyncio.gather(*map(plays, people))
        took = time.perf_counter() - began
    return took, Spread.of([s for one in seconds for s in one])


def _scripts(laps: int) -> Iterator[Iterator[script.Step]]:
    return (script.bids(1 + n * laps, laps) for n in range(PEOPLE))


def _copy(path: Path, to: Path) -> None:
    """The database with what is still in its journal."""
    with sqlite3.connect(path) as source, sqlite3.connect(to) as target:
        source.backup(target)


def _against(
    database: str,
    peer: str,
    steps: int,
    seconds: float,
    raw: Sequence[float],
    goal: float,
    transactions: Sequence[Transaction],
) -> Figure:
    mine, limit = steps / seconds, steps / statistics.median(raw)
    said = sum(len(one.statements) for one in transactions) / steps
    return Figure(
        f"Full step without HTTP, 16 at once, {database} "
        f"({said:.1f} statements in {len(transactions) / steps:.1f} transactions)",
        f"{mine:.0f}/s",
        f"{peer} {limit:.0f}/s",
        times(mine / limit),
        f"≥ {goal}×",
        mine / limit >= goal,
    )


BENCHMARK = Benchmark("drivers", "The program against the bare drivers", run)
