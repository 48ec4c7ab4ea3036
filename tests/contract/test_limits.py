"""The exact edge of every limit: the last value that Telegram takes, the first that it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramEntityTooLarge
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import NetworkError

from simulator.images import sample_jpeg
from simulator.limits import MB
from simulator.people import Attachment, Person, Telegram

from .conftest import Library
from .refusals import button

Make = Callable[[int, int], tuple[str, dict[str, Any]]]  # (size, chat) -> method, parameters


def text(make: Callable[[int], str], **more: Any) -> Make:
    return lambda n, chat: ("sendMessage", {"chat_id": chat, "text": make(n), **more})


def keys(make: Callable[[int], list[list[dict[str, Any]]]]) -> Make:
    return lambda n, chat: (
        "sendMessage",
        {"chat_id": chat, "text": "x", "reply_markup": {"inline_keyboard": make(n)}},
    )


def commands(make: Callable[[int], list[tuple[str, str]]]) -> Make:
    return lambda n, _: (
        "setMyCommands",
        {"commands": [{"command": c, "description": d} for c, d in make(n)]},
    )


def invoice(amount: int = 1000, **changes: Callable[[int], str]) -> Make:
    def made(n: int, chat: int) -> tuple[str, dict[str, Any]]:
        facts = {"title": "T", "description": "D", "payload": "p", "currency": "EUR"}
        prices = [{"label": "price", "amount": amount}]
        made = {name: make(n) for name, make in changes.items()}
        return "sendInvoice", {
            "chat_id": chat,
            "provider_token": "t",
            "prices": prices,
        } | facts | made

    return made


def total(currency: str) -> Make:
    """An invoice over n minor units."""
    provider = {} if currency == "XTR" else {"provider_token": "t"}
    facts = {"title": "T", "description": "D", "payload": "p", "currency": currency} | provider
    return lambda n, chat: (
        "sendInvoice",
        {"chat_id": chat, "prices": [{"label": "price", "amount": n}]} | facts,
    )


def one_key(**facts: Any) -> list[list[dict[str, Any]]]:
    return [[button(**facts)]]


def bulk(n: int, chat: int) -> tuple[str, dict[str, Any]]:
    return "deleteMessages", {"chat_id": chat, "message_ids": list(range(1000, 1000 + n))}


def secret(n: int, _: int) -> tuple[str, dict[str, Any]]:
    return "setWebhook", {"url": "http://127.0.0.1:9/hook", "secret_token": "s" * n}


EDGES = {
    "text": (4096, text(lambda n: "x" * n)),
    "text in UTF-16 units": (2048, text(lambda n: "😀" * n)),
    "text after HTML": (4096, text(lambda n: f"<b>{'x' * n}</b>", parse_mode="HTML")),
    "text after references": (4096, text(lambda n: "&lt;" * n, parse_mode="HTML")),
    "callback data": (64, keys(lambda n: one_key(callback_data="x" * n))),
    "callback data in bytes": (32, keys(lambda n: one_key(callback_data="é" * n))),
    "copied text": (256, keys(lambda n: one_key(copy_text={"text": "x" * n}))),
    "buttons": (100, keys(lambda n: [[button(callback_data="x")] for _ in range(n)])),
    "buttons a row": (8, keys(lambda n: [[button(callback_data="x")] * n])),
    "commands": (100, commands(lambda n: [(f"c{i}", "d") for i in range(n)])),
    "command name": (32, commands(lambda n: [("x" * n, "d")])),
    "command description": (256, commands(lambda n: [("x", "d" * n)])),
    "invoice title": (32, invoice(title=lambda n: "x" * n)),
    "invoice description": (255, invoice(description=lambda n: "x" * n)),
    "invoice payload": (128, invoice(payload=lambda n: "x" * n)),
    "invoice payload in bytes": (64, invoice(payload=lambda n: "é" * n)),
    "dollars": (1_000_000, total("USD")),
    "stars": (10_000, total("XTR")),
    "bulk ids": (100, bulk),
    "webhook secret": (256, secret),
}


@pytest.mark.parametrize("edge", EDGES)
async def test_the_edge_of_a_limit(library: Library, edge: str) -> None:
    last, make = EDGES[edge]
    person = await library.telegram.person("Ana")
    await person.starts()
    method, params = make(last, person.id)
    await library.call(method, **params)
    method, params = make(last + 1, person.id)
    with pytest.raises(Exception, match=r".") as raised:
        await library.call(method, **params)
    assert "BadRequest" in type(raised.value).__name__
    await library.call("deleteWebhook", drop_pending_updates=True)


@pytest.mark.parametrize(("least", "currency"), [(100, "USD"), (1, "XTR")])
async def test_the_smallest_invoice(library: Library, least: int, currency: str) -> None:
    person = await library.telegram.person("Ana")
    await person.starts()
    make = total(currency)
    method, params = make(least, person.id)
    await library.call(method, **params)
    method, params = make(least - 1, person.id)
    with pytest.raises(Exception, match=r"(?i)invalid"):
        await library.call(method, **params)


async def test_captions_and_callback_answers(aio: Bot, ana: Person, telegram: Telegram) -> None:
    file = BufferedInputFile(b"x", "x.txt")
    assert (await aio.send_document(ana.id, file, caption="x" * 1024)).caption
    with pytest.raises(Exception, match="message caption is too long"):
        await aio.send_document(ana.id, file, caption="x" * 1025)
    sent = await aio.send_message(
        ana.id, "x", reply_markup={"inline_keyboard": one_key(callback_data="x")}
    )
    for size, fits in ((201, False), (200, True)):
        await ana.presses_data(sent.message_id, "x", wait=False)
        query = (await aio.get_updates(offset=-1))[0].callback_query
        if fits:
            assert await query.answer("x" * size).as_(aio)
        else:
            with pytest.raises(Exception, match="MESSAGE_TOO_LONG"):
                await query.answer("x" * size).as_(aio)


LONGEST = "😀" * 511 + "xx"  # 1,024 UTF-16 units, 513 characters


async def test_captions_of_people(aio: Bot, ana: Person) -> None:
    """Their apps send nothing longer, and what is refused leaves no trace. Seen to fail when
    characters were counted instead of UTF-16 units, and when an album was not looked at."""
    sent = await ana.sends_file("a.txt", b"a", caption=LONGEST)
    two = [Attachment("1.pdf", b"1"), Attachment("2.pdf", b"2")]
    await ana.sends_album(two, caption=LONGEST)
    await ana.edits(sent, LONGEST)
    await ana.edits_file(sent, "b.txt", b"b", caption=LONGEST)
    updates = await aio.get_updates()
    for doing in (
        ana.sends_file("a.txt", b"a", caption=LONGEST + "x"),
        ana.sends_album(two, caption=LONGEST + "x"),
        ana.edits(sent, LONGEST + "x"),
        ana.edits_file(sent, "c.txt", b"c", caption=LONGEST + "x"),
    ):
        with pytest.raises(Exception, match="a caption has at most 1024 characters: 1 too many"):
            await doing
    assert await aio.get_updates() == updates


async def test_an_edited_text_of_people(ana: Person) -> None:
    """It cannot become several messages. Seen to fail without a limit."""
    typed = await ana.types("x")
    assert (await ana.edits(typed, "x" * 4096)).text == "x" * 4096
    with pytest.raises(Exception, match="a text has at most 4096 characters: 2 too many"):
        await ana.edits(typed, "x" * 4096 + "😀")


async def test_upload_at_50_mb_and_photo_at_10(aio: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.limits(upload=100_000, photo_upload=50_000)
    assert (await aio.send_document(ana.id, BufferedInputFile(bytes(100_000), "a"))).document
    with pytest.raises(TelegramEntityTooLarge):
        await aio.send_document(ana.id, BufferedInputFile(bytes(100_001), "a"))
    photo = sample_jpeg()
    fits = photo + bytes(50_000 - len(photo))
    assert (await aio.send_photo(ana.id, BufferedInputFile(fits, "a.jpg"))).photo
    with pytest.raises(TelegramEntityTooLarge):
        await aio.send_photo(ana.id, BufferedInputFile(fits + b"x", "a.jpg"))
    limits = await telegram.limits()
    assert limits["upload"] == 100_000


async def test_python_telegram_bot_and_a_file_too_large(
    ptb, ana: Person, telegram: Telegram
) -> None:
    await telegram.limits(upload=1000)
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await ptb.send_document(ana.id, bytes(1001))


async def test_the_limits_are_telegrams(telegram: Telegram) -> None:
    limits = await telegram.limits()
    assert (limits["download"], limits["upload"]) == (20 * MB, 50 * MB)


async def test_a_photo_must_be_a_picture(aio: Bot, ana: Person) -> None:
    with pytest.raises(Exception, match="IMAGE_PROCESS_FAILED"):
        await aio.send_photo(ana.id, BufferedInputFile(b"no picture", "a.jpg"))
    with pytest.raises(Exception, match="PHOTO_INVALID_DIMENSIONS"):
        await aio.send_photo(ana.id, BufferedInputFile(sample_jpeg(2100, 100), "a.jpg"))


async def test_an_album_has_at_most_ten(aio: Bot, ana: Person) -> None:
    given = await ana.sends_file("a.pdf", b"a")
    picture = await ana.sends_photo()
    assert given.file
    assert picture.file
    media = [InputMediaDocument(media=given.file["file_id"])]
    assert len(await aio.send_media_group(ana.id, media * 10)) == 10
    with pytest.raises(Exception, match="too many messages to send as an album"):
        await aio.send_media_group(ana.id, media * 11)
    mixed = [*media, InputMediaPhoto(media=picture.file["file_id"])]
    with pytest.raises(Exception, match="MEDIA_GROUPED_INVALID"):
        await aio.send_media_group(ana.id, mixed)


async def test_flood_limits_when_switched_on(aio: Bot, telegram: Telegram, ana: Person) -> None:
    await telegram.flood(a_chat=1, burst=3, overall=30)
    for n in range(3):
        await aio.send_message(ana.id, str(n))
    with pytest.raises(Exception, match="retry after 1") as raised:
        await aio.send_message(ana.id, "too fast")
    assert raised.value.retry_after == 1
    await telegram.passes(1.1)
    await aio.send_message(ana.id, "later")
    await telegram.flood(on=False)
    for n in range(20):
        await aio.send_message(ana.id, str(n))


async def test_the_overall_flood_limit(aio: Bot, telegram: Telegram) -> None:
    people = [await telegram.person(f"P{i}") for i in range(4)]
    for person in people:
        await person.starts()
    await telegram.flood(overall=3)
    for person in people[:3]:
        await aio.send_message(person.id, "hello all")
    with pytest.raises(Exception, match="retry after"):
        await aio.send_message(people[3].id, "hello all")
