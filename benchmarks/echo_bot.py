"""The peer: aiogram alone, as its documentation shows it. Its own poller, state in memory, one
answer a message; nothing is stored, and nothing survives.

Run as `python -m benchmarks.echo_bot` with BOT_TOKEN and TELEGRAM_API_URL.
"""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Next", callback_data="next")]]
)


class Talk(StatesGroup):
    going = State()


async def counted(state: FSMContext) -> int:
    number = int((await state.get_data()).get("number", 0)) + 1
    await state.set_state(Talk.going)
    await state.update_data(number=number)
    return number


async def echoes(message: Message, state: FSMContext) -> None:
    if message.text == "/start":
        await state.clear()
        await message.answer("Hello, you!", reply_markup=KEYBOARD)
        return
    number = await counted(state)
    await message.answer(f"#{number} {message.text}", reply_markup=KEYBOARD)


async def goes_on(call: CallbackQuery, state: FSMContext) -> None:
    number = await counted(state)
    await call.answer()
    if isinstance(call.message, Message):
        await call.message.edit_text(f"#{number} pressed", reply_markup=KEYBOARD)


async def main() -> None:
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(echoes)
    dispatcher.callback_query.register(goes_on)
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main())
