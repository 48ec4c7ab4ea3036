"""What one step of a conversation costs the program, and how many it does in a second."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.crowd import in_turn
from benchmarks.figures import Bench, Benchmark, Figure, ms, times
from benchmarks.script import STEPS_A_BID
from benchmarks.stage import KINDS, Kind, Stage, all_on_stage

GOAL_STEPS_A_SECOND = 150  # five times what Telegram lets a bot send


@dataclass(frozen=True, slots=True)
class Cost:
    cpu_seconds: float
    steps_a_second: float

    @classmethod
    def median(cls, rounds: Sequence["Cost"]) -> "Cost":
        return cls(
            statistics.median(one.cpu_seconds for one in rounds),
            statistics.median(one.steps_a_second for one in rounds),
        )


async def run(bench: Bench) -> list[Figure]:
    figures = []
    for people, laps in ((1, bench.rounds(6, 2)), (16, bench.rounds(2, 1))):
        figures += _told(people, await _costs(bench, people, laps * STEPS_A_BID))
    return figures


async def _costs(bench: Bench, people: int, steps: int) -> dict[Kind, Cost]:
    """Each person does `steps` steps a round; the programs take turns, round by round."""
    rounds = bench.rounds(5, 2)
    found: dict[Kind, list[Cost]] = {kind: [] for kind in KINDS}
    bench.say(f"starting three programs for {people} at once")
    async with all_on_stage(bench, people, STEPS_A_BID + rounds * steps) as stages:
        for stage in stages.values():
            await in_turn(stage.players, STEPS_A_BID)
        for number in range(rounds):
            bench.say(f"{people} at once, round {number + 1} of {rounds}")
            for kind, stage in stages.items():
                found[kind].append(await _round(stage, steps))
    return {kind: Cost.median(rounds) for kind, rounds in found.items()}


async def _round(stage: Stage, steps: int) -> Cost:
    began, cpu = time.perf_counter(), stage.program.cpu_seconds()
    done = len(await in_turn(stage.players, steps))
    await stage.telegram.quiet(settle=0.2)
    took = time.perf_counter() - began - 0.2
    return Cost((stage.program.cpu_seconds() - cpu) / done, done / took)


def _told(people: int, costs: dict[Kind, Cost]) -> list[Figure]:
    echo, crowd = costs["echo bot"], "one person" if people == 1 else f"{people} people"
    figures = [
        Figure(
            f"CPU of a step, {crowd}, {kind}",
            ms(costs[kind].cpu_seconds),
            f"aiogram echo bot {ms(echo.cpu_seconds)}",
            times(costs[kind].cpu_seconds / echo.cpu_seconds),
        )
        for kind in KINDS[:2]
    ]
    if people > 1:
        figures += [_rate(kind, costs[kind], echo) for kind in KINDS[:2]]
        figures.append(_capacity(costs["SQLite"], echo))
    return figures


def _rate(kind: Kind, mine: Cost, echo: Cost) -> Figure:
    return Figure(
        f"Steps a second, simulator and people on the same cores, {kind}",
        f"{mine.steps_a_second:.0f}/s",
        f"aiogram echo bot {echo.steps_a_second:.0f}/s",
        times(mine.steps_a_second / echo.steps_a_second),
    )


def _capacity(mine: Cost, echo: Cost) -> Figure:
    """The whole program runs on one core, but for SQLite's thread, which is counted in, too."""
    return Figure(
        "Steps that one core carries in a second, SQLite",
        f"{1 / mine.cpu_seconds:.0f}/s",
        f"aiogram echo bot {1 / echo.cpu_seconds:.0f}/s",
        times(echo.cpu_seconds / mine.cpu_seconds),
        f"≥ {GOAL_STEPS_A_SECOND}/s",
        1 / mine.cpu_seconds >= GOAL_STEPS_A_SECOND,
    )


BENCHMARK = Benchmark("steps", "Full conversation steps, over HTTP", run)
