"""The program, or its peer, with a local Telegram and people who have just said hello."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

from benchmarks import script, seed
from benchmarks.crowd import PATIENCE_SECONDS, Player, nothing_left
from benchmarks.figures import Bench, check
from benchmarks.programs import ECHO_BOT, PROGRAM, Program, running
from simulator.people import Telegram
from storage import tables

Kind = Literal["SQLite", "PostgreSQL", "echo bot"]
KINDS: tuple[Kind, ...] = ("SQLite", "PostgreSQL", "echo bot")


@dataclass
class Stage:
    telegram: Telegram
    program: Program
    players: list[Player]


@asynccontextmanager
async def all_on_stage(
    bench: Bench, people: int, steps_each: int
) -> AsyncIterator[dict[Kind, Stage]]:
    """The program on both databases, and its peer, all running, so that they can take turns."""
    async with AsyncExitStack() as stack:
        stages: dict[Kind, Stage] = {}
        for kind in KINDS:
            stages[kind] = await stack.enter_async_context(
                on_stage(bench, kind, people, steps_each)
            )
        yield stages


@asynccontextmanager
async def on_stage(bench: Bench, kind: Kind, people: int, steps_each: int) -> AsyncIterator[Stage]:
    """At the end everything is checked: each update was answered, and each bid is stored."""
    folder = bench.new_folder()
    laps = -(-steps_each // script.STEPS_A_BID)
    url = bench.postgres() if kind == "PostgreSQL" else f"sqlite:///{folder / 'bench.db'}"
    if kind != "echo bot":
        await seed.marketplace(url, people, people * laps)
    async with Telegram.start(patience=PATIENCE_SECONDS) as telegram:
        players = await _people(telegram, kind, people, laps)
        arguments = ECHO_BOT if kind == "echo bot" else PROGRAM
        async with running(arguments, telegram, folder, url) as program:
            client = Player(await telegram.person("Marc", id=seed.CLIENT), iter(()))
            for player in (client, *players):
                await player.begin()
            yield Stage(telegram, program, players)
            await nothing_left(telegram)
    if kind != "echo bot":
        await _check_bids(url, players)


async def _people(telegram: Telegram, kind: Kind, count: int, laps: int) -> list[Player]:
    players = []
    for number in range(count):
        identity = seed.FIRST_FREELANCER + number
        person = await telegram.person(f"Ana {identity}", id=identity)
        first_job = 1 + number * laps
        acts = script.echo() if kind == "echo bot" else script.bids(first_job, laps)
        players.append(Player(person, acts))
    return players


async def _check_bids(url: str, players: list[Player]) -> None:
    """Each bid that was submitted is in the database, with both milestones."""
    storage = seed.open_storage(url)
    try:
        async with storage.engine.connect() as connection:
            bids = await connection.scalar(select(func.count()).select_from(tables.bids))
            steps = await connection.scalar(select(func.count()).select_from(tables.bid_milestones))
            parked = await connection.scalar(
                select(func.count()).select_from(tables.parked_updates)
            )
    finally:
        await storage.close()
    submitted = sum(player.done // script.STEPS_A_BID for player in players)
    check(bids == submitted, f"{submitted} bids were submitted, {bids} are stored")
    check(steps == 2 * submitted, f"{steps} milestones are stored of {submitted} bids")
    check(parked == 0, f"{parked} updates failed")
