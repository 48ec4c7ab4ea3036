"""A simulator for each test, with the two libraries that we did not write as its judges."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram import methods as aiogram_methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Update
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from simulator.people import Person, Telegram


def aiogram_bot(telegram: Telegram, token: str = "") -> Bot:
    """aiogram's own Bot over its own aiohttp session."""
    server = TelegramAPIServer.from_base(telegram.url)
    return Bot(token or telegram.token, session=AiohttpSession(api=server))


async def closed(bot: Bot) -> None:
    """aiogram's own close() waits a quarter of a second for TLS, which there is none of here."""
    session = await bot.session.create_session()  # type: ignore[attr-defined]
    await session.close()


def ptb_bot(telegram: Telegram, token: str = "") -> ExtBot[None]:
    """python-telegram-bot's own ExtBot over its own httpx layer (without loading certificates)."""
    plain = {"verify": False}
    return ExtBot(
        token or telegram.token,
        base_url=telegram.api_base,
        base_file_url=telegram.file_base,
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram.start() as running:
        yield running


@pytest_asyncio.fixture
async def aio(telegram: Telegram) -> AsyncIterator[Bot]:
    bot = aiogram_bot(telegram)
    yield bot
    await closed(bot)


@pytest_asyncio.fixture
async def ptb(telegram: Telegram) -> AsyncIterator[ExtBot[None]]:
    async with ptb_bot(telegram) as bot:
        yield bot


@pytest_asyncio.fixture
async def ana(telegram: Telegram, aio: Bot) -> Person:
    """Somebody who has pressed Start, and whose Start has been taken."""
    person = await telegram.person("Ana")
    await person.starts()
    await aio.delete_webhook(drop_pending_updates=True)
    return person


Call = Callable[..., Awaitable[Any]]


class Library:
    """One library reduced to `call("sendMessage", chat_id=…)`, the way that library sends it."""

    def __init__(self, name: str, telegram: Telegram, call: Call) -> None:
        self.name = name
        self.telegram = telegram
        self.call = call


@asynccontextmanager
async def through_aiogram(telegram: Telegram, token: str = "") -> AsyncIterator[Library]:
    bot = aiogram_bot(telegram, token)

    async def call(method: str, **params: Any) -> Any:
        return await bot(getattr(aiogram_methods, method[0].upper() + method[1:])(**params))

    yield Library("aiogram", telegram, call)
    await closed(bot)


@asynccontextmanager
async def through_ptb(telegram: Telegram, token: str = "") -> AsyncIterator[Library]:
    bot = ptb_bot(telegram, token)
    if not token:
        await bot.initialize()

    async def call(method: str, **params: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it would rather have its typed methods called
            return await bot.do_api_request(method, params)

    yield Library("python-telegram-bot", telegram, call)
    await bot.shutdown()


LIBRARIES = {"aiogram": through_aiogram, "ptb": through_ptb}


@pytest_asyncio.fixture(scope="module")
async def libraries() -> AsyncIterator[dict[str, Library]]:
    """Both libraries, each with a simulator that lasts for the module."""
    async with AsyncExitStack() as stack:
        open_now = {}
        for name, through in LIBRARIES.items():
            running = await stack.enter_async_context(Telegram.start())
            open_now[name] = await stack.enter_async_context(through(running))
        yield open_now


@pytest.fixture(params=list(LIBRARIES))
def library(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Library:
    """Both libraries in turn: for tables of independent calls."""
    return libraries[request.param]


Handler = Callable[[Bot, Update], Awaitable[Any]]
Answering = Callable[[Handler], Any]


@pytest_asyncio.fixture
async def answering(aio: Bot) -> AsyncIterator[Answering]:
    """`answering(handler)` makes a polling bot of a coroutine function (bot, update)."""
    tasks: list[asyncio.Task[None]] = []

    async def poll(handler: Handler) -> None:
        offset = 0
        while True:
            for update in await aio.get_updates(offset=offset, timeout=20):
                await handler(aio, update)
                offset = update.update_id + 1

    def begin(handler: Handler) -> None:
        tasks.append(asyncio.create_task(poll(handler)))

    yield begin
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
