"""What the tests of crashes and of a bad line share."""

from collections.abc import AsyncIterator

import pytest

from simulator.people import Telegram


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """People here are patient: the program may be away for a while."""
    async with Telegram.start(patience=60) as telegram:
        yield telegram
