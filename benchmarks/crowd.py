"""People who play a script: each waits for the answer before going on, as people do."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence

from benchmarks.figures import check
from benchmarks.script import HELLO, Step
from simulator.people import Person, Telegram

PATIENCE_SECONDS = 180.0  # a loaded machine takes its time; nothing waits this long otherwise


class Player:
    """A person with a script. `step` does the next act and returns the seconds to its answer."""

    def __init__(self, person: Person, script: Iterator[Step]) -> None:
        self.person = person
        self.done = 0
        self._script = script
        self._last = 0

    async def begin(self) -> None:
        await self.person.types("/start")
        self._last = (await self.person.sees(HELLO, within=PATIENCE_SECONDS)).id

    async def step(self) -> float:
        step = next(self._script)
        began = time.perf_counter()
        if step.kind == "types":
            await self.person.types(step.act)
        elif step.kind == "presses":
            await self.person.presses(step.act, wait=False)
        else:
            await self.person.presses_data(self._last, step.act, wait=False)
        self._last = (await self.person.sees(step.sees, within=PATIENCE_SECONDS)).id
        self.done += 1
        return time.perf_counter() - began


async def in_turn(players: Sequence[Player], steps: int) -> list[float]:
    """Everybody at once does `steps` steps, one after the other; the seconds to each answer."""

    async def plays(player: Player) -> list[float]:
        return [await player.step() for _ in range(steps)]

    return [seconds for one in await asyncio.gather(*map(plays, players)) for seconds in one]


async def at_random(players: Sequence[Player], per_second: float, count: int) -> list[float]:
    """`count` steps at Poisson arrivals of `per_second`, by whoever waits longest for a turn."""
    idle = asyncio.Queue[Player]()
    for player in players:
        idle.put_nowait(player)
    chance, running = random.Random(7), list[asyncio.Task[float]]()

    async def plays(player: Player) -> float:
        try:
            return await player.step()
        finally:
            idle.put_nowait(player)

    due = time.perf_counter()
    for _ in range(count):
        due += chance.expovariate(per_second)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(plays(await idle.get())))
    return await asyncio.gather(*running)


async def nothing_left(telegram: Telegram) -> None:
    """Every update was answered, no button spins, and Telegram refused no call."""
    await telegram.quiet(within=PATIENCE_SECONDS)
    spinning, refused = await telegram.spinning(), await telegram.calls(ok=False)
    check(not spinning, f"{len(spinning)} presses were never answered")
    check(not refused, f"Telegram refused {len(refused)} calls: {refused[:1]}")
