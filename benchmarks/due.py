"""A night's worth of milestones on which silence has lasted for seven days."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import due_seed, replay, seed
from benchmarks.desk import TOKEN
from benchmarks.due_places import check_done, copied, places, removed
from benchmarks.due_seed import Stock
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms, times
from benchmarks.recording import recorded
from bot.dispatcher import Dispatcher
from bot.jobs import accept_silent
from bot.jobs.timed import Drain

GOAL_HELD_SECONDS, GOAL_PAUSE_MS, GOAL_MEMORY_MB = 0.050, 20, 64
GOAL_TWO = 1.2
TIME_TO_START_SECONDS = 5
Told = dict[str, float]


async def run(bench: Bench) -> list[Figure]:
    many = Stock(bench.rounds(1_000_000, 2_000), bench.rounds(10_000, 100))
    few = Stock(bench.rounds(1_000, 100), bench.rounds(1_000, 100))
    figures = []
    for name, fresh in places(bench.new_folder(), bench.postgres):
        bench.say(f"seeding {many.milestones:,} milestones in review, {name}")
        figures += await _among_many(bench, name, fresh(), many)
        small = fresh()
        await due_seed.fill(small, few)
        figures.append(await _against_batches(bench, name, small, few))
        if name == "SQLite":
            figures.append(await _against_raw(bench, small, few))
        else:
            figures.append(await _two_against_one(bench, small, few))
    return figures


async def _among_many(bench: Bench, name: str, url: str, stock: Stock) -> list[Figure]:
    await due_seed.fill(url, stock)
    copy = await copied(url)
    bench.say(f"{stock.due:,} of them are due and accepted, {name}")
    ours = await _worked(url, "one by one")
    paid = await check_done(url, stock)
    await removed(url)
    check(paid == stock.funded, f"{paid} were paid, {stock.funded} are funded")
    bench.say(f"the same by {stock.due:,} jobs of APScheduler, {name}")
    peer = await _worked(copy, "peer", store=str(bench.new_folder() / "jobs.db"))
    await check_done(copy, stock)
    await removed(copy)
    return _told(name, stock, paid, ours, peer)


async def _against_batches(bench: Bench, name: str, url: str, stock: Stock) -> Figure:
    rounds: dict[str, list[Told]] = {"one by one": [], "in batches": []}
    for number in range(bench.rounds(3)):
        for how, told in rounds.items():
            bench.say(f"{stock.due:,} {how}, {name}, round {number + 1}")
            copy = await copied(url)
            told.append(await _worked(copy, how))
            await check_done(copy, stock)
            await removed(copy)
    mine, batches = map(_median, rounds.values())
    return Figure(
        f"{stock.due:,} due, one by one rather than in batches (0014), {name}",
        f"{mine['per_second']:.0f}/s, {_held(mine)} each",
        f"batches {batches['per_second']:.0f}/s, {_held(batches)} each",
        times(mine["per_second"] / batches["per_second"]),
    )


async def _two_against_one(bench: Bench, url: str, stock: Stock) -> Figure:
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for number in range(bench.rounds(3)):
        for workers, took in seconds.items():
            bench.say(f"{stock.due:,} by {workers} at once, round {number + 1}")
            copy, at = await copied(url), time.time() + TIME_TO_START_SECONDS
            shares = (_worked(copy, "one by one", at=at) for _ in range(workers))
            took.append(max(told["seconds"] for told in await asyncio.gather(*shares)))
            await check_done(copy, stock)
            await removed(copy)
    one, two = (stock.due / statistics.median(took) for took in seconds.values())
    return Figure(
        f"{stock.due:,} due, two workers, on as many cores as there are, PostgreSQL",
        f"{two:.0f}/s",
        f"one worker {one:.0f}/s",
        times(two / one),
        f"≥ {GOAL_TWO}×",
        two >= GOAL_TWO * one,
    )


async def _worked(url: str, how: str, **more: Any) -> Told:
    """In a process of its own, whose memory is measured."""
    job = json.dumps({"url": url, "how": how, **more})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.due_worker", job), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    check(process.returncode == 0, f"what was due was not accepted ({how})")
    told: Told = json.loads(said.splitlines()[-1])
    return told


async def _against_raw(bench: Bench, url: str, stock: Stock) -> Figure:
    """The limit: the same statements, said to the bare driver."""
    bench.say(f"the statements of {stock.due:,} again, to sqlite3 alone")
    copy = await copied(url)
    storage = seed.open_storage(url)
    drain = Drain(storage, Dispatcher(TOKEN, seed.POLICY).announce, lambda: None)
    try:
        with recorded(storage.engine) as transactions:
            began = time.perf_counter()
            await drain.run(accept_silent.JOB)
            took = time.perf_counter() - began
    finally:
        await storage.close()
    await check_done(url, stock)
    raw = await replay.on_sqlite(Path(copy.removeprefix("sqlite:///")), transactions)
    said = sum(len(one.statements) for one in transactions) / stock.due
    return Figure(
        f"{stock.due:,} due, against their {said:.0f} statements each alone, SQLite",
        f"{stock.due / took:.0f}/s",
        f"raw sqlite3 {stock.due / raw:.0f}/s",
        times(raw / took),
    )


def _told(name: str, stock: Stock, paid: int, ours: Told, peer: Told) -> list[Figure]:
    what = f"{stock.due:,} due of {stock.milestones:,} in review, {name}"
    checkout = f"{paid:,} paid from escrow, the others invoiced" if paid else "invoiced"
    dropped = int(peer["dropped"])
    return [
        Figure(
            f"{what}: accepted, {checkout}, announced",
            f"{ours['per_second']:.0f}/s",
            f"a job of APScheduler each {peer['per_second']:.0f}/s",
            times(ours["per_second"] / peer["per_second"]),
        ),
        Figure(
            "Dropped because they were late",
            "0",
            f"APScheduler, as it comes: {dropped:,} of {stock.due:,}",
            goal="0",
            reached=True,
        ),
        Figure(
            "Longest pause of the event loop meanwhile",
            f"{ours['pause_ms']:.0f} ms",
            f"APScheduler {peer['pause_ms']:.0f} ms",
            times(ours["pause_ms"] / peer["pause_ms"]),
            f"≤ {GOAL_PAUSE_MS} ms",
            ours["pause_ms"] <= GOAL_PAUSE_MS,
        ),
        Figure(
            "Memory that it takes",
            f"+{ours['memory_mb']:.0f} MB",
            f"APScheduler +{peer['memory_mb']:.0f} MB",
            times(ours["memory_mb"] / peer["memory_mb"]) if peer["memory_mb"] else "",
            f"≤ {GOAL_MEMORY_MB} MB",
            ours["memory_mb"] <= GOAL_MEMORY_MB,
        ),
        Figure(
            "Longest that a unit of work holds the database, its notices and commit included",
            _held(ours),
            f"limit {ms(GOAL_HELD_SECONDS)}",
            times(ours["held_p99"] / GOAL_HELD_SECONDS),
            f"p99 < {ms(GOAL_HELD_SECONDS)}",
            ours["held_p99"] < GOAL_HELD_SECONDS,
        ),
    ]


def _median(rounds: Sequence[Told]) -> Told:
    return {name: statistics.median(told[name] for told in rounds) for name in rounds[0]}


def _held(told: Told) -> str:
    return str(Spread(told["held_median"], told["held_p99"], told["held_longest"]))


BENCHMARK = Benchmark("due", "Deadlines", run)
