"""Whoever runs the bot beside the simulator lends it two levers, and says how the bot is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from simulator.errors import ControlError
from simulator.people import Telegram
from simulator.server import Server

DAY = 86_400.0


class Host:
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    async def on_clock(self, seconds: float) -> None:
        self.asked.append(seconds)

    async def on_restart(self) -> None:
        self.asked.append("restart")


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
async def server(host: Host) -> AsyncIterator[Server]:
    async with Server(on_clock=host.on_clock, on_restart=host.on_restart) as server:
        yield server


async def act(server: Server, verb: str, **facts: Any) -> Any:
    async with Telegram.at(server.url) as telegram:
        return await telegram.link.act(verb, **facts)


async def test_the_bots_clock_moves_with_telegrams(server: Server, host: Host) -> None:
    """Each time with the whole shift. Seen to fail with the last step alone, and without the way
    back."""
    now = await act(server, "pass_time", seconds=DAY)
    assert await act(server, "pass_time", seconds=DAY / 2) == pytest.approx(now + DAY / 2, abs=30)
    assert await act(server, "clock_back") == pytest.approx(now - DAY, abs=30)
    assert host.asked == [DAY, 1.5 * DAY, 0.0]


@pytest.mark.parametrize("seconds", [1e12, -1e12, float("nan"), float("inf")])
async def test_no_clock_leaves_the_calendar(server: Server, host: Host, seconds: float) -> None:
    """Seen to fail without the check: the program that was told of it could not start again."""
    with pytest.raises(ControlError, match="ten years"):
        await act(server, "pass_time", seconds=seconds)
    assert host.asked == []


async def test_the_bot_is_restarted_by_its_host(server: Server, host: Host) -> None:
    assert await act(server, "bot") == {"running": None, "last_lines": [], "restartable": True}
    await act(server, "restart_bot")
    assert host.asked == ["restart"]


async def test_nobody_restarts_a_bot_that_runs_elsewhere(telegram: Telegram) -> None:
    async with Telegram.at(telegram.url) as there:
        with pytest.raises(ControlError, match="did not start the bot"):
            await there.link.act("restart_bot")
        assert not (await there.link.act("bot"))["restartable"]
        await there.link.act("pass_time", seconds=1)
        await there.link.act("clock_back")


async def test_who_watches_is_told_how_the_bot_is(server: Server) -> None:
    """Seen to fail with a death that nobody heard of."""
    server.bot_is(running=True)
    timeout = ClientTimeout(sock_read=10)
    async with (
        ClientSession(timeout=timeout) as page,
        page.get(f"{server.url}/control/stream") as stream,
    ):
        told: list[Any] = []
        async for line in stream.content:
            if line.startswith(b"event: "):
                kind = line.split()[1]
            if line.startswith(b"data: ") and kind == b"program":
                told.append(json.loads(line[6:]))
                if len(told) == 1:
                    assert server.world.watchers == 1
                    server.bot_is(running=False, last_lines=["Traceback", "Boom"])
                else:
                    break
    assert [one["running"] for one in told] == [True, False]
    assert told[1]["last_lines"] == ["Traceback", "Boom"]
