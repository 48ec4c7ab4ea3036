"""A short deal over a bad line: updates come twice and out of order, Telegram says "too many" and
"internal error", replies get lost. The end is the same as over a good one (guarantees 2, 11, 13).

Seen to fail: with `first_time` that always says yes, with a lost reply retried for ever, with a
429 that counts as dead.
"""

import pytest

from bot.settings import Settings
from simulator.people import Telegram
from storage import tables
from tests.conftest import FakeClock
from tests.faults.deals import arrives, everything_once, play
from tests.stories.conftest import Program, settings
from tests.stories.truth import read, settled

__all__ = ["settings"]
MANY = 10_000


@pytest.mark.timeout(240)
async def test_every_update_comes_twice(
    telegram: Telegram, settings: Settings, clock: FakeClock
) -> None:
    """Also the payment: it is booked once."""
    await telegram.fault("duplicate", count=MANY)
    await _deal(telegram, settings, clock)


@pytest.mark.timeout(240)
async def test_telegram_refuses_and_breaks_off_now_and_then(
    telegram: Telegram, settings: Settings, clock: FakeClock
) -> None:
    """Each kind of trouble strikes a few times, on the way out and on the way in."""
    for skip in (1, 7, 15):
        await telegram.fault("error", "sendMessage", skip=skip, code=429, retry_after=1)
        await telegram.fault("error", "editMessageText", skip=skip, code=502, description="Bad")
        await telegram.fault("error", "getUpdates", skip=skip, code=500)
    await telegram.fault("drop", "sendMessage", skip=4)
    await telegram.fault("lost_reply", "sendMessage", skip=10)
    await telegram.fault("lost_reply", "editMessageText", skip=5)
    await telegram.fault("lost_reply", "getUpdates", skip=5)
    await telegram.fault("error", "sendInvoice", code=503, description="Service Unavailable")
    await _deal(telegram, settings, clock)
    assert sum(rule["struck"] for rule in await telegram.faults()) >= 10


@pytest.mark.timeout(240)
async def test_two_people_out_of_order(
    telegram: Telegram, settings: Settings, clock: FakeClock
) -> None:
    """What two people do at the same moment may arrive in any order."""
    program = Program(settings, clock)
    await program.start()
    try:
        storage = program.app.storage
        ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
        await arrives(storage, ana, marc)
        for command in ("/profile", "/jobs", "/projects", "/help"):
            await telegram.fault("reorder", size=2)
            await ana.types(command)
            await marc.types(command)
            await ana.sees()
            await marc.sees()
        await play(ana, marc, "Shop number 1")
        await settled(storage, telegram)
        await everything_once(storage, telegram, ana, marc, 1)
    finally:
        await program.stop()


# --- helpers -------------------------------------------------------------------------------


async def _deal(telegram: Telegram, settings: Settings, clock: FakeClock) -> None:
    program = Program(settings, clock)
    await program.start()
    try:
        storage = program.app.storage
        ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
        await arrives(storage, ana, marc)
        await play(ana, marc, "Shop number 1")
        await everything_once(storage, telegram, ana, marc, 1)
        async with storage.begin() as work:
            assert await read(work, tables.parked_updates.select()) == []
    finally:
        await program.stop()
