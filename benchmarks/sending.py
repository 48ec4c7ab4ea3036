"""What it costs to send one message: our sender against aiogram's client, over real HTTP."""

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.figures import Bench, Benchmark, Figure, check, ms, times
from bot.results import Sent
from bot.sender import Sender
from bot.settings import Settings
from simulator.people import Telegram

GOAL = 1.3
TEXT = "<b>Bid · 2 of 4</b>\nHow many days do you need?\n<i>Example: 10</i>"
LABELS = (("3", "7", "14", "30"), ("Back", "Cancel"))

Send = Callable[[], Awaitable[None]]


async def run(bench: Bench) -> list[Figure]:
    figures = []
    async with _telegram() as telegram, _senders(telegram) as (ours, aiograms):
        for at_once in (1, 30):
            bench.say(f"{at_once} at once")
            mine, peer = [], []
            for _ in range(bench.rounds(7, 3)):
                mine.append(await _cpu(ours, at_once, 240))
                peer.append(await _cpu(aiograms, at_once, 240))
            figures.append(_told(at_once, statistics.median(mine), statistics.median(peer)))
    return figures


@asynccontextmanager
async def _telegram() -> AsyncIterator[Telegram]:
    """A simulator as a process of its own: only the clients' CPU is counted."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--port", "0"), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        words = (await process.stdout.readline()).decode().split()
        async with Telegram.at(words[-1].partition("/bot")[0]) as telegram:
            yield telegram
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _senders(telegram: Telegram) -> AsyncIterator[tuple[Send, Send]]:
    ana = await telegram.person("Ana")
    await ana.types("/start")
    settings = Settings(
        bot_token=telegram.token,
        telegram_api_url=telegram.url,
        overall_per_second=0,
        _env_file=None,
    )
    sender = Sender(settings)
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    bot = aiogram.Bot(telegram.token, session=session)
    rows = [[{"text": label, "callback_data": label} for label in row] for row in LABELS]
    params: dict[str, Any] = {"text": TEXT, "parse_mode": "HTML"}
    params["reply_markup"] = {"inline_keyboard": rows}

    async def ours() -> None:
        result = await sender.send(ana.id, "sendMessage", params)
        check(isinstance(result, Sent) and bool(result.message_ids), f"not sent: {result}")

    async def aiograms() -> None:
        buttons = [[InlineKeyboardButton(**button) for button in row] for row in rows]
        keyboard = InlineKeyboardMarkup(inline_keyboard=buttons)
        await bot.send_message(ana.id, TEXT, parse_mode="HTML", reply_markup=keyboard)

    await sender.start()
    try:
        yield ours, aiograms
    finally:
        await sender.close()
        await session.close()


async def _cpu(send: Send, at_once: int, count: int) -> float:
    """Seconds of this process's CPU for one message."""
    left = iter(range(count))

    async def sends() -> None:
        for _ in left:
            await send()

    await send()
    began = time.process_time()
    await asyncio.gather(*(sends() for _ in range(at_once)))
    return (time.process_time() - began) / count


def _told(at_once: int, mine: float, peer: float) -> Figure:
    crowd = "one after the other" if at_once == 1 else f"{at_once} at once"
    return Figure(
        f"CPU of a message sent, {crowd}",
        ms(mine),
        f"aiogram's client {ms(peer)}",
        times(mine / peer),
        f"≤ {GOAL}×",
        mine <= GOAL * peer,
    )


BENCHMARK = Benchmark("sending", "Sending", run)
