"""Inline mode among a million jobs: how long until the list is there while many people type."""

from collections.abc import Sequence

from sqlalchemy import func, select

from benchmarks import jobs_seed, seed
from benchmarks.crowd import PATIENCE_SECONDS, nothing_left
from benchmarks.due_places import places, removed
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms
from benchmarks.pauses import no_pauses
from benchmarks.programs import PROGRAM, running
from benchmarks.typists import Asked, Typists
from simulator.people import Telegram
from storage import tables

PEOPLE = 100
QUERIES_A_SECOND = 50
OPEN_SHARE = 0.15
GOAL_P99_SECONDS = 0.050


async def run(bench: Bench) -> list[Figure]:
    jobs = bench.rounds(1_000_000, 20_000)
    figures = []
    for name, fresh in places(bench.new_folder(), bench.postgres):
        bench.say(f"making {jobs:,} jobs, {name}")
        url = fresh()
        await jobs_seed.fill(url, jobs, OPEN_SHARE)
        figures += await measured(bench, url, f"{jobs:,} jobs, {name}")
        await removed(url)
    return figures


async def measured(bench: Bench, url: str, where: str) -> list[Figure]:
    """In the database at `url`, with the program as a process of its own. Every query is answered,
    and who types whole words finds something. Raises WorkNotDone."""
    seconds = bench.rounds(30, 5)
    async with (
        Telegram.start(patience=PATIENCE_SECONDS) as telegram,
        running(PROGRAM, telegram, bench.new_folder(), url) as program,
    ):
        people = [await telegram.person(f"Ana {number}") for number in range(PEOPLE)]
        typists = Typists(people)
        await people[0].asks_inline("")
        bench.say(f"warming up, {where}")
        await typists.ask(QUERIES_A_SECOND, QUERIES_A_SECOND * 3)
        bench.say(f"{QUERIES_A_SECOND} queries/s for {seconds} s, {where}")
        cpu = program.cpu_seconds()
        with no_pauses():
            asked = await typists.ask(QUERIES_A_SECOND, QUERIES_A_SECOND * seconds)
        await telegram.quiet(within=PATIENCE_SECONDS)
        cpu = program.cpu_seconds() - cpu
        await nothing_left(telegram)
    await _check(url, asked)
    return [
        _told(where, Spread.of([one.seconds for one in asked])),
        Figure(f"CPU of a query, {where}", ms(cpu / len(asked))),
    ]


async def _check(url: str, asked: Sequence[Asked]) -> None:
    """One word finds something; the second may never be in a job with the first."""
    empty = [one.query for one in asked if one.whole and " " not in one.query and not one.found]
    check(not empty, f"nothing was found for {empty[:3]}")
    storage = seed.open_storage(url)
    try:
        async with storage.engine.connect() as connection:
            parked = select(func.count()).select_from(tables.parked_updates)
            failed = await connection.scalar(parked)
    finally:
        await storage.close()
    check(failed == 0, f"{failed} queries failed")


def _told(where: str, spread: Spread) -> Figure:
    return Figure(
        f"Letter to list at {QUERIES_A_SECOND} queries/s, {where}",
        str(spread),
        goal=f"p99 < {ms(GOAL_P99_SECONDS)}",
        reached=spread.p99 < GOAL_P99_SECONDS,
    )


BENCHMARK = Benchmark("inline", "Inline mode", run)
