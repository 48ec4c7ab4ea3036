"""What one side writes to the other among 1,000 open projects: how long until the copy, what it
costs, and whether all arrive in the order in which they were written.
"""

import statistics
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, select

from benchmarks import latency, seed
from benchmarks.crowd import PATIENCE_SECONDS, Player, nothing_left
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, ms, times
from benchmarks.pauses import no_pauses
from benchmarks.programs import PROGRAM, RELAY_BOT, Program, running
from benchmarks.relay_bot import PROJECTS
from benchmarks.talkers import MARK, Stream, at_random, came, without_pause
from simulator.people import Telegram
from storage import tables

KINDS = ("SQLite", "PostgreSQL", "relay bot")
CHATS = 8
MESSAGES_A_SECOND = 30
GREETING = "Good morning!"
WARM_UP = 10
"""Greetings of each side, the first of them chosen to whom."""


@dataclass
class Talks:
    """A program, two people on each of the projects that are talked about, and its figures."""

    telegram: Telegram
    program: Program
    streams: list[Stream]
    cpu_seconds: list[float] = field(default_factory=list)
    a_second: list[float] = field(default_factory=list)


async def run(bench: Bench) -> list[Figure]:
    rounds, count = bench.rounds(3), MESSAGES_A_SECOND * bench.rounds(10, 3)
    each = bench.rounds(25, 5)
    bench.say(f"starting three programs, {PROJECTS:,} open projects")
    async with all_talking(bench) as all_talks:
        spreads = await _at_a_steady_pace(bench, all_talks, rounds, count)
        await _in_a_flood(bench, all_talks, rounds, each)
        late = {kind: await _in_order(kind, talks) for kind, talks in all_talks.items()}
    figures = [_latency(kind, spreads[kind], spreads["relay bot"]) for kind in KINDS[:2]]
    peer = all_talks["relay bot"]
    figures += [_cost(kind, all_talks[kind], peer) for kind in KINDS[:2]]
    figures += [_rate(kind, all_talks[kind], peer) for kind in KINDS[:2]]
    return [*figures, _order(all_talks, late)]


# --- what is measured ----------------------------------------------------------------------------


async def _at_a_steady_pace(
    bench: Bench, all_talks: dict[str, Talks], rounds: int, count: int
) -> dict[str, Spread]:
    for number in range(rounds):
        bench.say(f"{MESSAGES_A_SECOND} messages/s, round {number + 1} of {rounds}")
        for talks in all_talks.values():
            cpu = talks.program.cpu_seconds()
            with no_pauses():
                await at_random(talks.streams, MESSAGES_A_SECOND, count)
            await talks.telegram.quiet(within=PATIENCE_SECONDS)
            talks.cpu_seconds.append((talks.program.cpu_seconds() - cpu) / count)
    return {
        kind: Spread.of((await came(talks.telegram, talks.streams)).seconds)
        for kind, talks in all_talks.items()
    }


async def _in_a_flood(bench: Bench, all_talks: dict[str, Talks], rounds: int, each: int) -> None:
    for number in range(rounds):
        bench.say(f"{CHATS} chats without a pause, round {number + 1} of {rounds}")
        for talks in all_talks.values():
            with no_pauses():
                took = await without_pause(talks.streams, each)
            talks.a_second.append(each * len(talks.streams) / took)


async def _in_order(kind: str, talks: Talks) -> int:
    """How many came late; of our own none may."""
    late = (await came(talks.telegram, talks.streams)).late
    check(kind == "relay bot" or not late, f"{late} copies came out of order, {kind}")
    return late


# --- the stage -----------------------------------------------------------------------------------


@asynccontextmanager
async def all_talking(bench: Bench) -> AsyncIterator[dict[str, Talks]]:
    """All running, so that they can take turns."""
    async with AsyncExitStack() as stack:
        yield {kind: await stack.enter_async_context(_talking(bench, kind)) for kind in KINDS}


@asynccontextmanager
async def _talking(bench: Bench, kind: str) -> AsyncIterator[Talks]:
    """Whose talk is `CHATS` of the projects. At the end everything is checked: each update was
    answered, Telegram refused nothing, and the log has each message once."""
    folder = bench.new_folder()
    url = bench.postgres() if kind == "PostgreSQL" else f"sqlite:///{folder / 'bench.db'}"
    if kind != "relay bot":
        await seed.open_projects(url, PROJECTS)
    arguments = RELAY_BOT if kind == "relay bot" else PROGRAM
    async with (
        Telegram.start(patience=PATIENCE_SECONDS) as telegram,
        running(arguments, telegram, folder, url) as program,
    ):
        streams = await _streams(telegram, kind)
        yield Talks(telegram, program, streams)
        await nothing_left(telegram)
    if kind != "relay bot":
        await _check_log(url, sum(len(stream.texts) for stream in streams))


async def _streams(telegram: Telegram, kind: str) -> list[Stream]:
    """Both ways of each line; there have been greetings, and everything is warm."""
    streams = []
    for number in range(CHATS):
        pair = seed.pair_of(1 + number * (PROJECTS // CHATS)).values()
        marc, ana = [await telegram.person(f"Ana {one}", id=one) for one in pair]
        for person in (marc, ana):
            await Player(person, iter(())).begin()
        streams += [Stream(marc, ana), Stream(ana, marc)]
    for stream in streams:
        await stream.writer.types(GREETING)
        if kind != "relay bot":
            await stream.writer.presses("Send it")
        await stream.reader.sees(GREETING, anywhere=True)
    for number in range(WARM_UP):
        for stream in streams:
            await stream.writer.types(f"{GREETING} ({number})")
    for stream in streams:
        await stream.reader.sees(f"({WARM_UP - 1})", anywhere=True)
    await telegram.quiet(within=PATIENCE_SECONDS)
    return streams


async def _check_log(url: str, written: int) -> None:
    log = tables.relay_messages
    storage = seed.open_storage(url)
    try:
        async with storage.engine.connect() as connection:
            logged = select(func.count()).select_from(log).where(log.c.text.startswith(MARK))
            kept = await connection.scalar(logged)
            parked = await connection.scalar(
                select(func.count()).select_from(tables.parked_updates)
            )
    finally:
        await storage.close()
    check(kept == written, f"{written} messages were written, {kept} are in the log")
    check(parked == 0, f"{parked} updates failed")


# --- what is told --------------------------------------------------------------------------------


def _latency(kind: str, mine: Spread, peer: Spread) -> Figure:
    median, p99 = latency.GOAL_MEDIAN_SECONDS, latency.GOAL_P99_SECONDS
    return Figure(
        f"Update to copy at {MESSAGES_A_SECOND} messages/s, {PROJECTS:,} open projects, {kind}",
        str(mine),
        f"aiogram relay bot {peer}",
        times(mine.median / peer.median),
        f"p50 < {ms(median)}, p99 < {ms(p99)}",
        mine.median < median and mine.p99 < p99,
    )


def _cost(kind: str, mine: Talks, peer: Talks) -> Figure:
    ours, theirs = statistics.median(mine.cpu_seconds), statistics.median(peer.cpu_seconds)
    return Figure(
        f"CPU of a relayed message, {kind}",
        ms(ours),
        f"aiogram relay bot {ms(theirs)}",
        times(ours / theirs),
    )


def _rate(kind: str, mine: Talks, peer: Talks) -> Figure:
    ours, theirs = statistics.median(mine.a_second), statistics.median(peer.a_second)
    return Figure(
        f"{CHATS} chats, both sides without a pause, {kind}",
        f"{ours:.0f}/s",
        f"aiogram relay bot {theirs:.0f}/s",
        times(ours / theirs),
    )


def _order(all_talks: dict[str, Talks], late: dict[str, int]) -> Figure:
    counts = {
        kind: sum(len(stream.texts) for stream in talks.streams)
        for kind, talks in all_talks.items()
    }
    ours = sum(counts[kind] for kind in KINDS[:2])
    return Figure(
        "Copies missing, doubled, or after a later message's",
        f"0 of {ours:,}",
        f"aiogram relay bot, as it comes: {late['relay bot']:,} of {counts['relay bot']:,}",
        goal="0",
        reached=True,
    )


BENCHMARK = Benchmark("relay", "The relay", run)
