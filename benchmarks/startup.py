"""From `perfectlancer run` to the first answer, for somebody who has already written."""

import asyncio
import statistics
import sys
import time
from pathlib import Path

from benchmarks.crowd import PATIENCE_SECONDS
from benchmarks.figures import Bench, Benchmark, Figure, check, times
from benchmarks.programs import PROGRAM, running
from benchmarks.script import HELLO
from simulator.people import Telegram

IMPORTS = "import aiogram, telegram, sqlalchemy"
GOAL = 2.0


async def run(bench: Bench) -> list[Figure]:
    empty, existing, imports = [], [], []
    for number in range(rounds := bench.rounds(4, 2)):
        bench.say(f"round {number + 1} of {rounds}")
        folder = bench.new_folder()
        imports.append(await _imports())
        empty.append(await _first_answer(folder))
        existing.append(await _first_answer(folder))
    limit = statistics.median(imports)
    return [
        _told("an empty database", statistics.median(empty), limit),
        _told("an existing database", statistics.median(existing), limit),
    ]


async def _first_answer(folder: Path) -> float:
    async with Telegram.start(patience=PATIENCE_SECONDS) as telegram:
        ana = await telegram.person("Ana")
        await ana.types("/start")
        began = time.perf_counter()
        async with running(PROGRAM, telegram, folder, f"sqlite:///{folder / 'bench.db'}"):
            await ana.sees(HELLO)
            return time.perf_counter() - began


async def _imports() -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", IMPORTS)
    check(await process.wait() == 0, "the libraries cannot be imported")
    return time.perf_counter() - began


def _told(what: str, seconds: float, limit: float) -> Figure:
    return Figure(
        f"Start to first answer, {what}",
        f"{seconds:.1f} s",
        f"`{IMPORTS}` {limit:.1f} s",
        times(seconds / limit),
        f"≤ {GOAL:.0f}×",
        seconds <= GOAL * limit,
    )


BENCHMARK = Benchmark("startup", "Starting up", run)
