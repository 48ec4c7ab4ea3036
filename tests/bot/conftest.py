"""The real program on a local Telegram, with a dispatcher that a test can read at a glance."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from aiogram.types import Update
from structlog.stdlib import add_log_level

from bot.app import App, Mode
from bot.inbound import Immediate
from bot.settings import Settings, load
from marketplace.money import Currency
from simulator.people import Telegram
from storage.tables import outbox
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.servers import S3Server, shared_directory, start_s3
from views.texts import Texts

WITHIN = 10.0
"""Seconds after which a condition that doesn't come true fails the test."""


class Echo:
    """Says every message back; a press is answered "pressed". `before` may get in the way."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.before: Callable[[Update, UnitOfWork], Awaitable[None]] | None = None

    async def handle(self, update: Update, work: UnitOfWork) -> Immediate | None:
        if self.before:
            await self.before(update, work)
        self.handled.append(update.update_id)
        if press := update.callback_query:
            answer = {"callback_query_id": press.id, "text": "pressed"}
            return Immediate("answerCallbackQuery", answer)
        if query := update.pre_checkout_query:
            answer = {"pre_checkout_query_id": query.id, "ok": True}
            return Immediate("answerPreCheckoutQuery", answer)
        if message := update.message:
            await say(work, message.chat.id, f"you said {message.text}")
        return None

    def texts(self, language: str) -> Texts:
        return words()

    async def announce(self, work: UnitOfWork) -> None:
        for event in work.events:
            await say(work, OPERATOR, type(event).__name__)

    async def apologise(self, raw: dict[str, Any], work: UnitOfWork, reference: str) -> None:
        person = raw["message"]["from"]["id"]
        await say(work, person, f"our mistake {reference}")


OPERATOR = 99


@pytest.fixture(autouse=True)
def plain_tracebacks() -> None:
    """structlog's own way draws each traceback with all values, for most of a second."""
    if not structlog.is_configured():
        plain = structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
        structlog.configure([structlog.contextvars.merge_contextvars, add_log_level, plain])


@cache
def words() -> Texts:
    return Texts("en", Currency())


async def say(work: UnitOfWork, chat_id: int, text: str, **more: Any) -> int:
    """With a button, so that it can be pressed."""
    key = {"text": "Press me", "callback_data": "press:1"}
    params = {"text": text, "reply_markup": {"inline_keyboard": [[key]]}}
    return await work.outbox.put(chat_id, "sendMessage", params, **more)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram.start() as started:
        yield started


@pytest.fixture
def settings(telegram: Telegram, database_url: str, tmp_path: Path) -> Settings:
    """Without pacing, so that no test waits for it."""
    return settings_for(telegram, database_url, tmp_path)


def settings_for(telegram: Telegram, database_url: str, folder: Path, **more: Any) -> Settings:
    given = {
        "bot_token": telegram.token,
        "telegram_api_url": telegram.url,
        "database_url": database_url,
        "files": str(folder / "files"),
        "chat_per_second": 0,
        "overall_per_second": 0,
    }
    return load(_env_file=None, **{**given, **more})


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def app(settings: Settings, clock: FakeClock, echo: Echo) -> AsyncIterator[App]:
    built = App.build(settings, clock, dispatcher=echo)
    yield built
    await built.close()


@asynccontextmanager
async def running(app: App, mode: Mode = "polling") -> AsyncIterator[App]:
    """As `perfectlancer run`; a part that gives up fails the test."""
    async with app.running(mode) as failed:
        yield app
        if failed.done():
            failed.result()


async def put(app: App, *rows: tuple[int, str]) -> list[int]:
    """Texts to chats, committed; the worker is woken."""
    async with app.storage.begin() as work:
        ids = [await say(work, chat_id, text) for chat_id, text in rows]
        await work.commit()
    app.outbox.wake()
    return ids


async def put_call(app: App, chat_id: int, method: str, params: dict[str, Any], **more: Any) -> int:
    async with app.storage.begin() as work:
        row = await work.outbox.put(chat_id, method, params, **more)
        await work.commit()
    app.outbox.wake()
    return row


async def rows(storage: Storage) -> list[Any]:
    """The outbox as it was committed, oldest first."""
    async with storage.engine.connect() as connection:
        return list((await connection.execute(sa.select(outbox).order_by(outbox.c.id))).all())


async def states(app: App) -> list[str]:
    return [row.state for row in await rows(app.storage)]


async def until(
    condition: Callable[[], Awaitable[Any]], what: str = "", within: float = WITHIN
) -> Any:
    """Waits for a condition in the database; returns what it returned."""
    try:
        async with asyncio.timeout(within):
            while not (found := await condition()):  # noqa: ASYNC110 (it is in the database)
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"never came true: {what or condition}") from None
    return found


async def settled(app: App) -> list[Any]:
    """The rows once none is pending or being sent."""

    async def all_settled() -> list[Any] | None:
        found = await rows(app.storage)
        return None if any(row.state in ("pending", "sending") for row in found) else found

    return list(await until(all_settled, "the outbox is empty"))


@pytest.fixture
async def site(database_url: str, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Any]:
    """The web server over a folder; see tests/bot/by_link.py."""
    from tests.bot.by_link import settings_of, site_on

    async with site_on(settings_of(database_url, files=str(tmp_path / "files")), clock) as site:
        yield site


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    server = start_s3(shared_directory(tmp_path_factory) / "s3")
    yield server
    server.stop()


@pytest.fixture(params=["folder", "s3"])
async def site_anywhere(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Any]:
    """The same over each kind of store."""
    from tests.bot.by_link import settings_of, site_on

    given = {"files": str(tmp_path / "files")}
    if request.param == "s3":
        given = settings_on(request.getfixturevalue("s3"))
    async with site_on(settings_of(database_url, **given), clock) as site:
        yield site


def settings_on(s3: S3Server) -> dict[str, Any]:
    return {
        "files": f"s3://{s3.bucket}/{secrets.token_hex(8)}",
        "s3_endpoint_url": s3.endpoint,
        "s3_region": "us-east-1",
        "s3_access_key": s3.access_key,
        "s3_secret_key": s3.secret_key,
    }
