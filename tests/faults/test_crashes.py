"""The program is killed again and again in the middle of deals; afterwards there is exactly one of
everything (guarantees 2, 10, 11, 13 and 17).

Half of the kills come from outside at a random moment (SIGKILL), half just before or just after a
commit. `CRASHES=500` makes a night of it, on both databases. A message is killed at most once
while it is being sent: after a second time nobody can know whether it came, and it stays noted as
uncertain.

Seen to fail: with the update noted as seen in a transaction of its own, with the outbox written
after the commit, with a charge that is not the key of its booking, without `recover`.
"""

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.people import Person, Telegram
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.faults.crashing import KILLED
from tests.faults.deals import arrives, everything_once, in_doubt, play, unsent
from tests.faults.processes import Processes, opened, processes

CRASHES = int(os.environ.get("CRASHES", "24"))
DATABASES = ["sqlite"] if CRASHES <= 24 else ["sqlite", "postgresql"]
SECONDS = 120 + 8 * CRASHES


@pytest.mark.long
@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("own_database_url", DATABASES, indirect=True)
async def test_killed_again_and_again_and_there_is_one_of_everything(
    telegram: Telegram, own_database_url: str, clock: FakeClock, tmp_path: Path
) -> None:
    ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
    async with (
        opened(own_database_url, clock) as storage,
        processes(telegram, own_database_url, tmp_path) as program,
    ):
        await program.start()
        await arrives(storage, ana, marc)
        killing = asyncio.create_task(_kills(program, storage))
        try:
            deals = await _deals(ana, marc, killing)
        finally:
            killing.cancel()
        await everything_once(storage, telegram, ana, marc, deals)


# --- helpers -------------------------------------------------------------------------------


async def _deals(ana: Person, marc: Person, killing: asyncio.Task[None]) -> int:
    """One deal after the other, until the killing is over; returns how many."""
    number = 0
    while not killing.done():
        number += 1
        await play(ana, marc, f"Shop number {number}")
    killing.result()
    return number


async def _kills(program: Processes, storage: Storage) -> None:
    """Ends every process but the last, in turn at a random moment and at a commit."""
    dice, orders, order = random.Random(CRASHES), _orders(), ""
    left: list[int] = []
    for kill in range(CRASHES):
        if not order:
            await program.ready.wait()
            while await unsent(storage, left):
                await _moment(program, 0.02)
            await _moment(program, dice.uniform(0, 0.3))
            program.kill()
        await program.ended.wait()
        assert program.exit_code in (KILLED, -signal.SIGKILL)
        left = await in_doubt(storage)
        at_commit = kill % 2 == 0 and kill < CRASHES - 1 and not left
        order = next(orders) if at_commit else ""
        await program.start(order)


def _orders() -> Iterator[str]:
    while True:
        for number in (1, 2, 3, 5, 8):
            yield f"before {number}"
            yield f"after {number}"


async def _moment(program: Processes, seconds: float) -> None:
    """Passes, unless the process ends by itself before."""
    try:
        await asyncio.wait_for(program.ended.wait(), seconds)
    except TimeoutError:
        return
