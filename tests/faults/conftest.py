"""What the tests of crashes and of a bad line share."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.clock import SystemClock
from simulator.people import Telegram
from tests.bot.conftest import plain_tracebacks as plain_tracebacks
from tests.conftest import FakeClock


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """People here are patient: the program may be away for a while."""
    async with Telegram.start(patience=60) as telegram:
        yield telegram


class WallClock(FakeClock):
    """The real time: what is sent again waits for it."""

    def now(self) -> datetime:
        return SystemClock().now()


@pytest.fixture
def clock() -> FakeClock:
    return WallClock()
