"""The whole program in this process, on both databases, with people in a local Telegram."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot import logs
from bot.app import App
from bot.settings import Settings
from simulator.people import Person, Telegram
from tests.conftest import FakeClock

NO_STAR = "never-a-real-provider-token"


class Program:
    """The app as it is deployed in one process; `restart` ends it and builds a new one."""

    def __init__(self, settings: Settings, clock: FakeClock) -> None:
        self.settings = settings
        self.clock = clock
        self.app: App
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        self.app = App.build(self.settings, clock=self.clock)
        await self._stack.enter_async_context(self.app.running())

    async def stop(self) -> None:
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def later(self, time: timedelta) -> None:
        """Time passes; the scheduler looks at what has become due."""
        self.clock.pass_(time)
        await self.app.scheduler.tick()


WITH_TOPICS_TOO = pytest.mark.parametrize(
    "telegram", [False, True], ids=["plain", "topics"], indirect=True
)
"""The same story where private chats have topics, and where they have none."""


@pytest.fixture
async def telegram(request: pytest.FixtureRequest) -> AsyncIterator[Telegram]:
    topics = getattr(request, "param", False)
    async with Telegram.start(patience=10, topics=topics) as telegram:
        yield telegram


@pytest.fixture
def settings(telegram: Telegram, database_url: str, tmp_path: Path) -> Settings:
    given = Settings(
        _env_file=None,
        bot_token=telegram.token,
        telegram_api_url=telegram.url,
        database_url=database_url,
        files=str(tmp_path / "files"),
        payment_provider_token=NO_STAR,
        chat_per_second=0,
        overall_per_second=0,
        jobs_a_day=0,
        bids_a_day=0,
        public_url="https://files.example",
        webhook_port=0,
    )
    # Longer than may be set: however slow the machine is, a tick comes when the story has it come.
    return given.model_copy(update={"tick_seconds": 3600})


@pytest.fixture
async def program(settings: Settings, clock: FakeClock) -> AsyncIterator[Program]:
    logs.configure("WARNING", False, settings.secrets())
    program = Program(settings, clock)
    await program.start()
    yield program
    await program.stop()


@pytest.fixture
async def ana(telegram: Telegram, program: Program) -> Person:
    return await telegram.person("Ana")


@pytest.fixture
async def marc(telegram: Telegram, program: Program) -> Person:
    return await telegram.person("Marc")
