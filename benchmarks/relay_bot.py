"""The peer of the relay: aiogram alone, as its documentation shows it. A dictionary says who talks
to whom, `copyMessage` does the rest; nothing is stored, and nothing survives.

Run as `python -m benchmarks.relay_bot` with BOT_TOKEN and TELEGRAM_API_URL.
"""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

PROJECTS = 1_000
FIRST_FREELANCER = 1_001
CLIENTS = {n: FIRST_FREELANCER - 1 + n for n in range(1, PROJECTS + 1)}
OTHERS = CLIENTS | {freelancer: client for client, freelancer in CLIENTS.items()}


async def relays(message: Message) -> None:
    if message.text == "/start":
        await message.answer("Hello, you!")
    else:
        await message.copy_to(OTHERS[message.chat.id])


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    dispatcher.message.register(relays)
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main())
