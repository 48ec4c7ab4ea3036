"""How long a bank waits for our word before a payment, while everybody else types without a pause.

Telegram waits 10 seconds, then the payment fails (core.telegram.org/bots/payments).
"""

import asyncio
import time

from benchmarks.crowd import PATIENCE_SECONDS, Player
from benchmarks.figures import Bench, Benchmark, Figure, Spread, check, times
from benchmarks.stage import KINDS, Kind, Stage, on_stage
from simulator.people import Person

PEOPLE = 30
LIMIT_SECONDS = 10.0
GOAL_SECONDS = 1.0


async def run(bench: Bench) -> list[Figure]:
    return [await _measured(bench, kind) for kind in KINDS[:2]]


async def _measured(bench: Bench, kind: Kind) -> Figure:
    count, steps = bench.rounds(60, 6), bench.rounds(1200, 120)
    bench.say(f"{count} payments while {PEOPLE} people type, {kind}")
    async with on_stage(bench, kind, PEOPLE, steps) as stage:
        paid = asyncio.Event()
        crowd = [asyncio.create_task(_types_on(player, steps, paid)) for player in stage.players]
        seconds = await _pays(stage, count)
        check(not all(task.done() for task in crowd), "the crowd had nothing left to do")
        paid.set()
        await asyncio.gather(*crowd)
    return _told(kind, count, Spread.of(seconds))


async def _types_on(player: Player, steps: int, paid: asyncio.Event) -> None:
    for _ in range(steps):
        if paid.is_set():
            return
        await player.step()


async def _pays(stage: Stage, count: int) -> list[float]:
    """Tops up one wallet again and again; the seconds from each tap on Pay to the bot's word."""
    marc = await stage.telegram.person("Marc the payer")
    await marc.types("/start")
    await marc.sees(within=PATIENCE_SECONDS)
    seconds = [await _tops_up(marc) for _ in range(count)]
    payments = await stage.telegram.payments()
    check(len(payments) == count, f"{count} were paid, {len(payments)} arrived")
    return seconds


async def _tops_up(marc: Person) -> float:
    await marc.types("/wallet")
    await marc.presses("Top up", within=PATIENCE_SECONDS)
    await marc.presses("$10", within=PATIENCE_SECONDS)
    await marc.sees("Money for your wallet", within=PATIENCE_SECONDS)
    began = time.perf_counter()
    paid = await marc.pays(within=PATIENCE_SECONDS)
    took = time.perf_counter() - began
    check(paid.ok, f"a payment was refused: {paid.error}")
    await marc.sees("has arrived", within=PATIENCE_SECONDS)
    return took


def _told(kind: Kind, count: int, mine: Spread) -> Figure:
    return Figure(
        f"Word before a payment ({count}) while {PEOPLE} people type without a pause, {kind}",
        str(mine),
        f"Telegram's limit {LIMIT_SECONDS:.0f} s",
        times(mine.longest / LIMIT_SECONDS),
        f"max < {GOAL_SECONDS:.0f} s",
        mine.longest < GOAL_SECONDS,
    )


BENCHMARK = Benchmark("checkout", "Payments under load", run)
