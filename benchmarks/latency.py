"""How long people wait for an answer while 30 updates come in a second."""

from benchmarks.crowd import at_random, in_turn
from benchmarks.figures import Bench, Benchmark, Figure, Spread, ms, times
from benchmarks.pauses import no_pauses
from benchmarks.script import STEPS_A_BID
from benchmarks.stage import KINDS, Kind, all_on_stage

UPDATES_A_SECOND = 30
PEOPLE = 30
GOAL_MEDIAN_SECONDS, GOAL_P99_SECONDS = 0.010, 0.040


async def run(bench: Bench) -> list[Figure]:
    rounds, count = bench.rounds(3), UPDATES_A_SECOND * bench.rounds(10, 4)
    found: dict[Kind, list[float]] = {kind: [] for kind in KINDS}
    bench.say("starting three programs")
    most_each = STEPS_A_BID + rounds * (count // PEOPLE + STEPS_A_BID)
    async with all_on_stage(bench, PEOPLE, most_each) as stages:
        for stage in stages.values():
            await in_turn(stage.players, STEPS_A_BID)
        for number in range(rounds):
            bench.say(f"{UPDATES_A_SECOND} updates/s, round {number + 1} of {rounds}")
            for kind, stage in stages.items():
                with no_pauses():
                    found[kind] += await at_random(stage.players, UPDATES_A_SECOND, count)
    spreads = {kind: Spread.of(seconds) for kind, seconds in found.items()}
    return [_told(kind, spreads[kind], spreads["echo bot"]) for kind in KINDS[:2]]


def _told(kind: Kind, mine: Spread, echo: Spread) -> Figure:
    return Figure(
        f"Update to answer at {UPDATES_A_SECOND} updates/s, {kind}",
        str(mine),
        f"aiogram echo bot {echo}",
        times(mine.median / echo.median),
        f"p50 < {ms(GOAL_MEDIAN_SECONDS)}, p99 < {ms(GOAL_P99_SECONDS)}",
        mine.median < GOAL_MEDIAN_SECONDS and mine.p99 < GOAL_P99_SECONDS,
    )


BENCHMARK = Benchmark("latency", "Latency of answers", run)
