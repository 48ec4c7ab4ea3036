"""One process at a time sends for a bot; another takes over; each hears of the others' commits."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.settings import Settings
from simulator.people import Person, Telegram
from tests.bot.conftest import Echo, put, running, settled, until
from tests.conftest import FakeClock

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.leader.LOOK_AGAIN_SECONDS", 0.05)


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


@pytest.fixture
async def two(settings: Settings, clock: FakeClock) -> AsyncIterator[tuple[App, App]]:
    """Two workers; the first one leads."""
    first = App.build(settings, clock, dispatcher=Echo())
    second = App.build(settings, clock, dispatcher=Echo())
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(running(first, "worker"))
        await until(lambda: leads(first))
        await stack.enter_async_context(running(second, "worker"))
        yield first, second


async def leads(app: App) -> bool:
    """Whether its worker is past waiting for its turn."""
    return app.leader._watch is not None  # type: ignore[attr-defined]


async def test_only_one_of_two_workers_sends(
    two: tuple[App, App], telegram: Telegram, ana: Person
) -> None:
    """Order per chat and the overall rate stand on it. Seen to fail without the lock."""
    first, second = two
    await put(first, *((ana.id, f"{n}") for n in range(30)))
    second.outbox.wake()
    await settled(first)
    assert not await leads(second)
    texts = [call["params"]["text"] for call in await telegram.calls("sendMessage")]
    assert texts == [f"{n}" for n in range(30)]


async def test_when_it_stops_the_other_takes_over(
    settings: Settings, clock: FakeClock, telegram: Telegram, ana: Person
) -> None:
    first = App.build(settings, clock, dispatcher=Echo())
    second = App.build(settings, clock, dispatcher=Echo())
    async with running(second, "worker"):
        await until(lambda: leads(second))
    async with running(first, "worker"):
        await until(lambda: leads(first))
        await put(first, (ana.id, "x"))
        await ana.sees("x")


async def test_when_its_connection_is_gone_the_other_takes_over(
    two: tuple[App, App], telegram: Telegram, ana: Person
) -> None:
    """As after a network split or PostgreSQL's restart. Seen to fail when the loss goes unnoticed:
    then both send."""
    first, second = two
    assert not await leads(second)
    pid = first.leader._connection.get_server_pid()  # type: ignore[attr-defined]
    async with first.storage.engine.begin() as connection:
        await connection.execute(sa.select(sa.func.pg_terminate_backend(pid)))

    async def one_leads() -> bool:
        return await leads(first) != await leads(second)

    await until(one_leads)
    await put(first, *((ana.id, f"{n}") for n in range(10)))
    await settled(first)
    texts = [call["params"]["text"] for call in await telegram.calls("sendMessage")]
    assert texts == [f"{n}" for n in range(10)]


async def test_a_commit_elsewhere_wakes_the_sender_at_once(
    two: tuple[App, App], telegram: Telegram, ana: Person
) -> None:
    """The standby's commit, as a webhook process's. Seen to fail without NOTIFY: the sender looks
    by itself only every half minute (and with each tick)."""
    _, second = two
    await asyncio.sleep(0.2)  # what the start woke has passed
    async with second.storage.begin() as work:
        await work.outbox.put(ana.id, "sendMessage", {"text": "from the other one"})
        await work.commit()
    began = time.monotonic()
    second.woken()
    await ana.sees("from the other one")
    assert time.monotonic() - began < 1
