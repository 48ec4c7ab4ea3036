"""Inline queries: asked by a person in any chat, answered with articles, by both libraries."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Update

from simulator.people import Person
from tests.contract.conftest import Answering


def article(number: str = "1", text: str = "<b>T</b>", **more: Any) -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": number,
        "title": "T",
        "input_message_content": content,
        "reply_markup": {"inline_keyboard": [[{"text": "Go", "url": "https://t.me/x?start=y"}]]},
    } | more


async def test_a_query_carries_its_words_offset_and_who_asks(
    aio: Bot, ana: Person, answering: Answering
) -> None:
    """Clients send at most 256 characters."""
    seen: list[Any] = []

    async def answer(bot: Bot, update: Update) -> None:
        assert update.inline_query is not None
        seen.append(update.inline_query)
        await bot.answer_inline_query(
            update.inline_query.id,
            [article()],  # type: ignore[list-item]
            cache_time=5,
            is_personal=True,
            next_offset="20",
        )

    answering(answer)
    found = await ana.asks_inline("x" * 300, offset="7")
    assert (found["answered"], found["next_offset"], found["cache_time"]) == (True, "20", 5)
    assert found["is_personal"]
    (query,) = seen
    assert (query.query, query.offset, query.from_user.id) == ("x" * 256, "7", ana.id)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (article(text="<b>x"), "can't parse entities"),
        (article(text="x" * 4097), "message is too long"),
        (article(text=""), "message text is empty"),
        (article(title=""), 'Can\'t find field "title"'),
        (article(reply_markup={"inline_keyboard": [[{"text": "B"}]]}), "Text buttons are unallow"),
        (article("x" * 65), "RESULT_ID_INVALID"),
    ],
)
async def test_what_telegram_would_not_take_is_refused(
    aio: Bot, ana: Person, answering: Answering, result: dict[str, Any], words: str
) -> None:
    refused: list[str] = []

    async def answer(bot: Bot, update: Update) -> None:
        assert update.inline_query is not None
        number = update.inline_query.id
        with pytest.raises(TelegramBadRequest) as error:
            await bot.answer_inline_query(number, [result])  # type: ignore[list-item]
        refused.append(error.value.message)
        await bot.answer_inline_query(number, [])

    answering(answer)
    assert (await ana.asks_inline("x"))["results"] == []
    assert words.lower() in refused[0].lower()
