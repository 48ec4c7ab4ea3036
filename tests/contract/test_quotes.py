"""Replies to a part of a message: what people quote, what the bot quotes, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ReplyParameters
from telegram import ReplyParameters as OfPtb
from telegram.ext import ExtBot

from simulator.errors import ControlError
from simulator.people import Person, Telegram
from simulator.replaying import replay
from simulator.story import Act, read

from .conftest import Answering
from .test_recording import shop

BLUE = "🎨 A <b>deep</b> blue or a <i>deep</i> red, or a deep green?"


async def asked(aio: Bot, ana: Person) -> int:
    return (await aio.send_message(ana.id, BLUE, parse_mode="HTML")).message_id


async def test_a_person_quotes_a_part(aio: Bot, ptb: ExtBot[None], ana: Person) -> None:
    """Its place is counted in UTF-16 units, and its styles come along. Seen to fail with the place
    counted in characters, and with the styles of the message where they stand in it."""
    question = await asked(aio, ana)
    said = await ana.replies_to(question, "This one", quote="deep red", at=16)
    assert said.quote == "deep red"
    update = (await aio.get_updates())[-1]
    assert update.message
    quote = update.message.quote
    assert quote
    assert (quote.text, quote.position, quote.is_manual) == ("deep red", 20, True)
    assert [(e.type, e.offset, e.length) for e in quote.entities or []] == [("italic", 0, 4)]
    assert update.message.reply_to_message
    assert update.message.reply_to_message.message_id == question
    (same,) = await ptb.get_updates(offset=update.update_id)
    assert same.message
    assert same.message.quote
    assert (same.message.quote.text, same.message.quote.position) == ("deep red", 20)
    assert "“deep red” This one" in await ana.transcript()


@pytest.mark.parametrize(
    ("words", "near", "place"),
    [("deep", 0, 5), ("deep", 13, 20), ("deep", 12, 5), ("deep", 99, 35), ("e", 10, 13)],
)
async def test_the_nearest_of_several_is_meant(
    aio: Bot, ana: Person, words: str, near: int, place: int
) -> None:
    """Onwards before backwards. Seen to fail with the first one taken, and with 7 for 13."""
    await ana.replies_to(await asked(aio, ana), "Yes", quote=words, at=near)
    message = (await aio.get_updates())[-1].message
    assert message
    assert message.quote
    assert message.quote.position == place


async def test_files_quote_too(aio: Bot, ana: Person, telegram: Telegram) -> None:
    """And whatever else replies; a caption is quoted as a text is. Seen to fail with the quote of
    an album left out."""
    picture = await ana.sends_photo(caption="Left is mine")
    await ana.sends_file("a.txt", b"a", reply_to=picture, quote="Left")
    place = {"person": ana.id, "reply_to": picture.id, "quote": {"text": "Left"}}
    files = [{"kind": "document", "name": "a", "content": "YQ=="}] * 2
    await telegram.link.act("send_album", files=files, **place)
    await telegram.link.act("send_content", content={"dice": {"emoji": "🎲", "value": 1}}, **place)
    heard = [update.message for update in await aio.get_updates()][1:]
    assert [m.quote.text for m in heard if m and m.quote] == ["Left"] * 4


async def test_a_message_in_a_message_has_no_quote(aio: Bot, ana: Person) -> None:
    """Seen to fail with the quote kept where the reply that it belongs to is not."""
    question = await asked(aio, ana)
    middle = await ana.replies_to(question, "This one", quote="blue")
    await ana.replies_to(middle, "Or that one")
    message = (await aio.get_updates())[-1].message
    assert message
    assert message.reply_to_message
    assert message.reply_to_message.quote is None
    assert message.quote is None


async def test_what_a_person_cannot_quote(aio: Bot, ana: Person, telegram: Telegram) -> None:
    """Seen to fail without the check: the bot heard a quote of words that nobody had said."""
    question = await asked(aio, ana)
    with pytest.raises(ControlError, match="no such part to quote: 'deep yellow'"):
        await ana.replies_to(question, "x", quote="deep yellow")
    with pytest.raises(ControlError, match="reply_to says which"):
        await telegram.link.act("say", person=ana.id, text="x", quote={"text": "deep"})
    long = await ana.types("a" * 2000)
    with pytest.raises(ControlError, match="at most 1024 characters: 1 too many"):
        await ana.replies_to(long, "x", quote="a" * 1025)
    await ana.replies_to(long, "x", quote="a" * 1024)


async def test_the_bot_quotes(aio: Bot, ptb: ExtBot[None], ana: Person) -> None:
    """In HTML, with entities, or plain; blanks at its ends are no part of it. Seen to fail with
    quote_position not read."""
    question = await asked(aio, ana)
    given: list[dict[str, Any]] = [
        {"quote": "<i>deep</i> red", "quote_parse_mode": "HTML"},
        {"quote": "deep red", "quote_entities": [{"type": "italic", "offset": 0, "length": 4}]},
        {"quote": "deep", "quote_position": 9},
        {"quote": " or a ", "quote_position": 99},
        {"quote": ""},
    ]
    places = []
    for quote in given:
        reply = ReplyParameters.model_validate({"message_id": question, **quote})
        sent = await aio.send_message(ana.id, "x", reply_parameters=reply)
        assert sent.reply_to_message
        places.append(sent.quote.position if sent.quote else None)
    assert places == [20, 20, 35, 30, None]
    plain = OfPtb(question, quote="green")
    said = await ptb.send_message(ana.id, "y", reply_parameters=plain)
    assert said.quote
    assert said.quote.text == "green"
    shown = await ana.last()
    assert (shown.quote, shown.reply_to) == ("green", question)


@pytest.mark.parametrize(
    "quote",
    [
        {"quote": "deep yellow"},
        {"quote": "deep blue"},
        {"quote": "<b>deep blue</b>", "quote_parse_mode": "HTML"},
        {"quote": "<b>deep</b> red", "quote_parse_mode": "HTML"},
    ],
    ids=str,
)
async def test_what_the_bot_cannot_quote(aio: Bot, ana: Person, quote: dict[str, Any]) -> None:
    """Words that are not there, or not with these styles. Seen to fail with styles not compared."""
    reply = ReplyParameters.model_validate({"message_id": await asked(aio, ana), **quote})
    with pytest.raises(TelegramBadRequest, match="Bad Request: QUOTE_TEXT_INVALID"):
        await aio.send_message(ana.id, "x", reply_parameters=reply)


async def test_the_bot_quotes_not_too_much(aio: Bot, ana: Person) -> None:
    """Seen to fail without the limit."""
    long = await ana.types("a" * 2000)
    reply = ReplyParameters(message_id=long.id, quote="a" * 1025)
    with pytest.raises(TelegramBadRequest, match="QUOTE_TEXT_INVALID"):
        await aio.send_message(ana.id, "x", reply_parameters=reply)


async def test_a_story_keeps_what_was_quoted(telegram: Telegram, answering: Answering) -> None:
    """Numbers are others the next time. Seen to fail with the quote kept as it stands: order 4711
    was quoted of order 4712."""
    answering(shop())
    ben = await telegram.person("Ben")
    await telegram.link.act("record_start")
    await ben.types("Two bowls")
    order = await ben.sees("Two bowls")
    for words in ("Two bowls", "Order 4711", "4711"):
        await ben.replies_to(order, f"why {words}?", quote=words)
        await ben.sees("About that")
    story = read(await telegram.link.act("record_stop"))
    acts = [step.told for step in story.steps if isinstance(step, Act) and "quote" in step.told]
    assert [told["quote"]["text"] for told in acts] == ["Two bowls", "Order 4711", "4711"]
    await replay(telegram.link, story, patience=3)
    other = (await telegram.link.act("people"))[-1]["id"]
    quoted = [m.get("quote", {}).get("text") for m in await telegram.link.act("chat", person=other)]
    assert [text for text in quoted if text] == ["Two bowls", "Order"]
