"""Edits by people, replies of copies, link previews, and what copies of anything else become."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LinkPreviewOptions, ReplyParameters
from telegram import LinkPreviewOptions as PtbLinkPreviewOptions
from telegram.ext import ExtBot

from simulator.people import Attachment, Person


async def test_an_edited_text_is_marked_anew(aio: Bot, ana: Person) -> None:
    typed = await ana.types("see https://example.com")
    await ana.edits(typed, "mail me@example.com, not #that")
    edited = (await aio.get_updates())[-1].edited_message
    assert edited
    assert [e.type for e in edited.entities or []] == ["email", "hashtag"]
    sent = await ana.sends_file("a.pdf", b"a", caption="see #one")
    shown = await ana.edits(sent, "")
    assert (shown.text, shown.entities) == ("", [])
    edited = (await aio.get_updates())[-1].edited_message
    assert edited
    assert (edited.caption, edited.caption_entities) == (None, None)


async def test_a_file_is_replaced(aio: Bot, ptb: ExtBot[None], ana: Person) -> None:
    one, _ = await ana.sends_album([Attachment("1.pdf", b"1"), Attachment("2.pdf", b"2")])
    shown = await ana.edits_file(one, "better.pdf", b"better", caption="final #two")
    assert (shown.id, shown.text, shown.edited) == (one.id, "final #two", True)
    assert await ana.downloads(shown) == b"better"
    edited = (await aio.get_updates())[-1].edited_message
    assert edited
    assert edited.document
    assert (edited.document.file_name, edited.caption) == ("better.pdf", "final #two")
    assert edited.media_group_id == one.raw["media_group_id"]
    await ana.edits_file(one, "", b"voice", kind="voice", duration=2)
    again = (await ptb.get_updates())[-1].edited_message
    assert again
    assert again.voice
    assert (again.document, again.caption) == (None, None)


async def test_only_ones_own_file_is_replaced(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "the bot's")
    with pytest.raises(Exception, match="is not one's own"):
        await ana.edits_file(sent.message_id, "a.pdf", b"a")


async def test_a_copy_replies(aio: Bot, ana: Person) -> None:
    asked = await aio.send_message(ana.id, "Which?")
    mine = await ana.types("this one")
    reply = ReplyParameters(message_id=asked.message_id)
    copy = await aio.copy_message(ana.id, ana.id, mine.id, reply_parameters=reply)
    (*_, shown) = await ana.chat()
    assert (shown.id, shown.reply_to) == (copy.message_id, asked.message_id)
    await aio.delete_message(ana.id, asked.message_id)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await aio.copy_message(ana.id, ana.id, mine.id, reply_parameters=reply)
    reply = ReplyParameters(message_id=asked.message_id, allow_sending_without_reply=True)
    await aio.copy_message(ana.id, ana.id, mine.id, reply_parameters=reply)
    assert (await ana.chat())[-1].reply_to is None


async def test_link_previews_are_kept_where_there_is_a_link(
    aio: Bot, ptb: ExtBot[None], ana: Person
) -> None:
    off = LinkPreviewOptions(is_disabled=True)
    sent = await aio.send_message(ana.id, "see example.com", link_preview_options=off)
    assert sent.link_preview_options
    assert sent.link_preview_options.is_disabled
    assert (await ana.sees("example.com")).link_preview == {"is_disabled": True}
    edited = await aio.edit_message_text(
        "see example.com", chat_id=ana.id, message_id=sent.message_id
    )
    assert not isinstance(edited, bool)
    assert edited.link_preview_options is None
    sent = await aio.send_message(ana.id, "no link", link_preview_options=off)
    assert sent.link_preview_options is None
    above = PtbLinkPreviewOptions(url="https://example.com", show_above_text=True)
    told = await ptb.send_message(ana.id, "hidden", link_preview_options=above)
    assert told.link_preview_options
    assert told.link_preview_options.url == "https://example.com"


def poll(**facts: Any) -> dict[str, Any]:
    options = [{"text": "Red", "voter_count": 3, "persistent_id": "0"}]
    return {
        "id": "7", "question": "Which?", "options": options, "total_voter_count": 3,
        "is_closed": True, "is_anonymous": True, "type": "regular",
        "allows_multiple_answers": False, "allows_revoting": True, "members_only": False,
    } | facts  # fmt: skip


async def test_what_copies_of_anything_else_become(aio: Bot, ana: Person) -> None:
    async def copy(**content: Any) -> dict[str, Any]:
        sent = await ana.sends_content(**content)
        await aio.copy_message(ana.id, ana.id, sent.id)
        (*_, shown) = await ana.chat()
        assert shown.by_bot
        return shown.raw

    place = {"latitude": 38.72, "longitude": -9.14}
    assert (await copy(location=place | {"live_period": 900}))["location"] == place
    venue = {"location": place, "title": "Café", "address": "Rua"}
    assert (await copy(venue=venue, location=place))["venue"] == venue
    contact = {"phone_number": "+351 1", "first_name": "Marc"}
    assert (await copy(contact=contact))["contact"] == contact
    assert (await copy(dice={"emoji": "🎲", "value": 6}))["dice"]["emoji"] == "🎲"
    copied = (await copy(poll=poll()))["poll"]
    assert (copied["total_voter_count"], copied["is_closed"]) == (0, False)
    assert copied["options"][0]["voter_count"] == 0
    assert copied["id"] != "7"
    assert await copy(poll=poll(type="quiz", correct_option_ids=[0]))


@pytest.mark.parametrize(
    "content",
    [
        {"story": {"id": 3, "chat": {"id": 5, "type": "private"}}},
        {"poll": poll(type="quiz")},
    ],
    ids=["story", "a quiz without its answer"],
)
async def test_what_cannot_be_copied(aio: Bot, ana: Person, content: dict[str, Any]) -> None:
    sent = await ana.sends_content(**content)
    with pytest.raises(TelegramBadRequest, match="the message can't be copied"):
        await aio.copy_message(ana.id, ana.id, sent.id)
