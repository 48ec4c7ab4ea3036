"""One at a time, urgent ones first, and nobody's turn is lost, whoever gives up waiting.

Seen to fail without `_pass_on` for a turn that came in the moment of a cancellation.
"""

import asyncio
import random

from storage.turns import Turns


async def test_in_the_order_in_which_they_came_but_urgent_ones_first() -> None:
    turns, served = Turns(), list[str]()

    async def one(name: str) -> None:
        async with turns.take(urgent=name.startswith("urgent")):
            served.append(name)
            await asyncio.sleep(0)

    names = ["first", "a", "b", "urgent c", "d", "urgent e"]
    await asyncio.gather(*map(one, names))
    assert served == ["first", "urgent c", "urgent e", "a", "b", "d"]


async def test_who_gives_up_in_the_moment_of_its_turn_passes_it_on() -> None:
    turns = Turns()
    async with turns.take():
        waits = asyncio.create_task(_take(turns))
        follows = asyncio.create_task(_take(turns))
        await asyncio.sleep(0)
    waits.cancel()  # it was given the turn just now, and hasn't run since
    await asyncio.gather(waits, return_exceptions=True)
    assert waits.cancelled()
    async with asyncio.timeout(1):
        await follows


async def test_never_two_at_once_and_never_none() -> None:
    turns, dice, inside, done = Turns(), random.Random(7), 0, 0

    async def one() -> None:
        nonlocal inside, done
        async with turns.take(urgent=dice.random() < 0.2):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            inside -= 1
            done += 1

    tasks = [asyncio.create_task(one()) for _ in range(300)]
    for task in dice.sample(tasks, 100):
        for _ in range(dice.randint(0, 2)):
            await asyncio.sleep(0)
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert done >= sum(not isinstance(one, BaseException) for one in ended) >= 200
    async with asyncio.timeout(1), turns.take():
        pass


async def _take(turns: Turns) -> None:
    async with turns.take():
        pass
