"""What a page reads of a chat at once: pins, quotes, prices, the message as the bot has it."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.types import LabeledPrice, ReplyParameters

from simulator.errors import ControlError
from simulator.people import Person, Telegram


async def test_pins_are_told_however_old_they_are(
    telegram: Telegram, aio: Bot, ana: Person
) -> None:
    """Seen to fail with pins looked for among the last messages only."""
    first = await aio.send_message(ana.id, "rules")
    for number in range(5):
        await aio.send_message(ana.id, f"word {number}")
    await aio.pin_chat_message(ana.id, first.message_id)
    board = await telegram.link.act("board", person=ana.id, last=2)
    assert [m["text"] for m in board["messages"]] == ["word 3", "word 4"]
    assert board["more"]
    assert [pin["text"] for pin in board["pins"]] == ["rules"]
    await aio.delete_message(ana.id, first.message_id)
    assert (await telegram.link.act("board", person=ana.id))["pins"] == []


async def test_a_reply_quotes_what_it_answers(aio: Bot, ana: Person) -> None:
    """As it was when it was answered; a file without words by its kind."""
    asked = await ana.types("How much?")
    picture = await ana.sends_photo()
    for target in (asked.id, picture.id):
        reply = ReplyParameters(message_id=target)
        await aio.send_message(ana.id, "x", reply_parameters=reply)
    told = [m.raw["replied"] for m in (await ana.chat(2))]
    assert told == [{"by": "person", "text": "How much?"}, {"by": "person", "text": "photo"}]


async def test_an_invoice_says_its_price(aio: Bot, ana: Person) -> None:
    price = [LabeledPrice(label="x", amount=1050)]
    facts = {"title": "Logo", "description": "Two drafts", "payload": "p"}
    await aio.send_invoice(ana.id, **facts, currency="EUR", provider_token="t", prices=price)  # type: ignore[arg-type]
    assert (await ana.last()).raw["price"] == "€10.50"


async def test_a_message_as_the_bot_has_it(telegram: Telegram, aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "<b>Hello</b>", parse_mode="HTML")
    raw = await telegram.link.act("raw", person=ana.id, message_id=sent.message_id)
    assert (raw["text"], raw["entities"][0]["type"]) == ("Hello", "bold")
    with pytest.raises(ControlError, match="no message 99"):
        await telegram.link.act("raw", person=ana.id, message_id=99)
