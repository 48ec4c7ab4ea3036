"""python-telegram-bot's own ExtBot against the simulator, over its own httpx layer."""

from __future__ import annotations

import io

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LabeledPrice,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.ext import ExtBot

from simulator.images import sample_jpeg
from simulator.people import Person, Telegram

Bot = ExtBot[None]


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=t) for t in labels]])


async def test_a_text_with_entities_and_buttons(ptb: Bot, ana: Person) -> None:
    sent = await ptb.send_message(
        ana.id, "<u>Hi</u> 😀<b>you</b>", parse_mode="HTML", reply_markup=keyboard("Yes", "No")
    )
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("underline", 0, 2),
        ("bold", 5, 3),
    ]
    assert sent.text_html == "<u>Hi</u> 😀<b>you</b>"
    assert (await ana.sees("Hi 😀you")).buttons == [["Yes", "No"]]


async def test_updates_decode(ptb: Bot, ana: Person) -> None:
    await ana.sends_photo(caption="see https://example.com/a.")
    update = (await ptb.get_updates(timeout=1))[-1]
    assert update.message
    assert update.message.photo[-1].width == 640
    (link,) = update.message.parse_caption_entities().values()
    assert link == "https://example.com/a"
    assert update.effective_user
    assert update.effective_user.first_name == "Ana"


async def test_a_pressed_button(ptb: Bot, ana: Person) -> None:
    await ptb.send_message(ana.id, "Choose", reply_markup=keyboard("Yes"))
    await ptb.get_updates(offset=-1)
    await ana.presses("Yes", wait=False)
    query = (await ptb.get_updates(timeout=5))[-1].callback_query
    assert query
    assert query.message
    assert query.data == "Yes"
    await query.edit_message_text("Chosen", reply_markup=keyboard("Back"))
    assert await query.answer("ok")
    assert (await ana.sees("Chosen")).buttons == [["Back"]]


async def test_a_file_up_and_down_again(ptb: Bot, ana: Person) -> None:
    content = b"\x00\xff" * 40_000
    sent = await ptb.send_document(ana.id, io.BytesIO(content), filename="a b.zip", caption="zip")
    assert sent.document
    assert sent.document.file_name == "a b.zip"
    shown = await ana.sees("zip")
    assert await ana.downloads(shown) == content
    file = await ptb.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    again = await ptb.send_document(ana.id, sent.document.file_id)
    assert again.document
    assert again.document.file_unique_id == sent.document.file_unique_id


async def test_albums_and_media(ptb: Bot, ana: Person) -> None:
    group = await ptb.send_media_group(
        ana.id,
        [InputMediaPhoto(sample_jpeg(), caption="one"), InputMediaPhoto(sample_jpeg(300, 300))],
    )
    assert len({m.media_group_id for m in group}) == 1
    assert group[0].photo[-1].height == 480
    edited = await ptb.edit_message_media(
        InputMediaDocument(b"pdf", filename="now.pdf"), ana.id, group[0].message_id
    )
    assert not isinstance(edited, bool)
    assert edited.document
    assert edited.document.file_name == "now.pdf"
    for sent in (
        await ptb.send_voice(ana.id, b"v", duration=1),
        await ptb.send_video(ana.id, b"v"),
        await ptb.send_audio(ana.id, b"a"),
        await ptb.send_video_note(ana.id, b"n"),
        await ptb.send_sticker(ana.id, b"s"),
        await ptb.send_animation(ana.id, b"g"),
        await ptb.send_location(ana.id, 1.5, 2.5),
    ):
        assert sent.effective_attachment


async def test_an_empty_caption_takes_it_away(ptb: Bot, telegram: Telegram, ana: Person) -> None:
    """aiogram drops caption="", python-telegram-bot sends it: the two differ on Telegram, too."""
    ben = await telegram.person("Ben")
    await ben.starts()
    mine = await ana.sends_file("a.pdf", b"a", caption="mine")
    await ptb.copy_message(ben.id, ana.id, mine.id, caption="")
    assert (await ben.last()).text == ""
    await ptb.copy_message(ben.id, ana.id, mine.id)
    assert (await ben.last()).text == "mine"


async def test_replies_and_reply_keyboards(ptb: Bot, ana: Person) -> None:
    typed = await ana.types("hello")
    await ptb.send_message(
        ana.id,
        "What next?",
        reply_parameters=ReplyParameters(typed.id),
        reply_markup=ReplyKeyboardMarkup([["Find a job", "Help"]]),
    )
    assert (await ana.sees("What next?")).reply_to == typed.id
    await ana.presses("Find")
    update = (await ptb.get_updates())[-1]
    assert update.message
    assert update.message.text == "Find a job"


async def test_profile_and_chat(ptb: Bot, ana: Person) -> None:
    assert await ptb.set_my_commands([("start", "Begin")])
    assert (await ptb.get_my_commands())[0].command == "start"
    assert await ptb.set_my_short_description("Short", language_code="de")
    assert (await ptb.get_my_short_description("de")).short_description == "Short"
    assert (await ptb.get_chat(ana.id)).first_name == "Ana"
    sent = await ptb.send_message(ana.id, "x")
    assert await ptb.pin_chat_message(ana.id, sent.message_id)
    assert await ptb.unpin_chat_message(ana.id)
    assert await ptb.set_message_reaction(ana.id, sent.message_id, "👍")
    assert await ptb.delete_messages(ana.id, [sent.message_id, 999])
    assert (await ptb.get_webhook_info()).url == ""


@pytest.mark.parametrize("currency", ["EUR", "XTR"])
async def test_an_invoice_is_paid(ptb: Bot, ana: Person, currency: str, answering) -> None:
    provider = "" if currency == "XTR" else "provider:token"
    sent = await ptb.send_invoice(
        ana.id, "Milestone 1", "The first step", "m-1", currency, [LabeledPrice("price", 1500)],
        provider_token=provider,
    )  # fmt: skip
    assert sent.invoice
    assert sent.invoice.total_amount == 1500
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].pay

    async def agree(_: object, update) -> None:
        if update.pre_checkout_query:
            await ptb.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)

    answering(agree)
    assert (await ana.pays()).ok
