"""What stands where a person writes: reply keyboards and questions that want a reply."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import ForceReply, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from simulator.people import Person, Telegram

PLAIN = {"placeholder": "", "one_time": False, "persistent": False, "force_reply": 0}


async def board(telegram: Telegram, person: Person) -> dict[str, Any]:
    found: dict[str, Any] = await telegram.link.act("board", person=person.id)
    return found


async def test_a_keyboard_says_what_its_buttons_do(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    row = [KeyboardButton(text="Yes"), KeyboardButton(text="My number", request_contact=True)]
    markup = ReplyKeyboardMarkup(
        keyboard=[row], one_time_keyboard=True, input_field_placeholder="Well?"
    )
    await aio.send_message(ana.id, "So?", reply_markup=markup)
    shown = await board(telegram, ana)
    assert shown["keyboard"] == [["Yes", "My number"]]
    keys = [
        {"text": "Yes", "action": "text"},
        {"text": "My number", "action": "request_contact"},
    ]
    assert shown["input"] == PLAIN | {"keys": [keys], "placeholder": "Well?", "one_time": True}
    await aio.send_message(ana.id, "Gone", reply_markup=ReplyKeyboardRemove())
    shown = await board(telegram, ana)
    assert (shown["keyboard"], shown["input"]) == ([], PLAIN | {"keys": []})


async def test_a_question_wants_a_reply_until_something_is_written(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    """Seen to fail without forgetting the question once the person writes."""
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Yes")]])
    await aio.send_message(ana.id, "So?", reply_markup=markup)
    asked = await aio.send_message(
        ana.id, "Your name?", reply_markup=ForceReply(input_field_placeholder="Name")
    )
    shown = await board(telegram, ana)
    assert shown["keyboard"] == []
    wanted = {"keys": [], "placeholder": "Name", "force_reply": asked.message_id}
    assert shown["input"] == PLAIN | wanted
    assert [m.get("force_reply", False) for m in shown["messages"]] == [False, False, True]
    await aio.send_message(ana.id, "Take your time")
    assert (await board(telegram, ana))["input"]["force_reply"] == asked.message_id
    await ana.replies_to(asked.message_id, "Ana")
    assert (await board(telegram, ana))["input"]["force_reply"] == 0


async def test_a_question_that_was_deleted_wants_nothing(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    asked = await aio.send_message(ana.id, "Your name?", reply_markup=ForceReply())
    await aio.delete_message(ana.id, asked.message_id)
    assert (await board(telegram, ana))["input"]["force_reply"] == 0


async def test_who_deleted_the_account_writes_no_more(telegram: Telegram, ana: Person) -> None:
    await ana.leaves_telegram()
    assert (await board(telegram, ana))["deactivated"]
    with pytest.raises(Exception, match="deleted the account"):
        await ana.types("still here")


async def test_a_new_name_is_news(telegram: Telegram, ana: Person) -> None:
    """Seen to fail while renaming was no event: a page showed the old name for ever."""
    moment = await ana.now()
    await ana.renames(first_name="Anna")
    (event,) = (await telegram.link.act("events", after=moment))["events"]
    assert (event["kind"], event["person"]) == ("person", "Anna")
