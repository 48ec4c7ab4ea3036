"""Trouble on request, as both libraries feel it."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot

from simulator.people import Person, Telegram


async def test_a_lost_reply_is_applied(aio: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("lost_reply", "sendMessage", chat=ana)
    with pytest.raises(TelegramNetworkError):
        await aio.send_message(ana.id, "did it arrive?")
    await ana.sees("did it arrive?")
    (call,) = await telegram.calls("sendMessage")
    assert call["ok"]


async def test_a_lost_reply_with_python_telegram_bot(
    ptb: ExtBot[None], ana: Person, telegram: Telegram
) -> None:
    await telegram.fault("lost_reply", "sendMessage")
    with pytest.raises(NetworkError):
        await ptb.send_message(ana.id, "did it arrive?")
    await ana.sees("did it arrive?")


async def test_a_dropped_call_is_not_applied(aio: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("drop", "sendMessage")
    with pytest.raises(TelegramNetworkError):
        await aio.send_message(ana.id, "never")
    await ana.doesnt_see("never")
    (call,) = await telegram.calls("sendMessage")
    assert (call["ok"], call["error"]) == (False, "connection dropped")


async def test_a_slow_reply_is_applied_and_late(
    ptb: ExtBot[None], ana: Person, telegram: Telegram
) -> None:
    await telegram.fault("slow", "sendMessage", seconds=30)
    with pytest.raises(TimedOut):
        await ptb.send_message(ana.id, "slowly", read_timeout=0.1)
    await ana.sees("slowly")


async def test_rules_count_skip_and_choose_chats(aio: Bot, ana: Person, telegram: Telegram) -> None:
    ben = await telegram.person("Ben")
    await ben.starts()
    await telegram.fault("error", "sendMessage", chat=ana, skip=1, count=2, code=503)
    await aio.send_message(ana.id, "skipped")
    await aio.send_message(ben.id, "another chat")
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await aio.send_message(ana.id, "struck")
    await aio.send_message(ana.id, "over")
    (rule,) = await telegram.faults()
    assert rule["struck"] == 2


async def test_a_rule_for_every_method_leaves_polling_alone(
    aio: Bot, ana: Person, telegram: Telegram
) -> None:
    await telegram.fault("error", code=500)
    assert await aio.get_updates() == []
    with pytest.raises(TelegramServerError):
        await aio.get_me()
    await telegram.fault("error", "getUpdates", code=500)
    with pytest.raises(TelegramServerError):
        await aio.get_updates()


async def test_any_description(aio: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("error", code=400, description="Bad Request: SOMETHING_NEW")
    with pytest.raises(Exception, match="SOMETHING_NEW"):
        await aio.send_chat_action(ana.id, "typing")
    await telegram.fault("error", code=403, description="Forbidden: bot was blocked by the user")
    with pytest.raises(Exception, match="bot was blocked by the user"):
        await aio.send_message(ana.id, "x")
    await telegram.no_faults()
    await aio.send_message(ana.id, "x")


async def test_a_gateways_error_page(aio: Bot, ptb: ExtBot[None], telegram: Telegram) -> None:
    page = "<html><h1>502 Bad Gateway</h1></html>"
    await telegram.fault("error", "getMe", code=502, raw=page, count=2)
    with pytest.raises(Exception, match="Failed to decode"):
        await aio.get_me()
    with pytest.raises(NetworkError):
        await ptb.get_me()


async def test_downloads_that_fail(aio: Bot, ana: Person, telegram: Telegram) -> None:
    given = await ana.sends_file("a.bin", bytes(100_000))
    assert given.file
    file = await aio.get_file(given.file["file_id"])
    url = aio.session.api.file_url(aio.token, file.file_path)
    await telegram.fault("missing", "download")
    await telegram.fault("cut", "download", at_byte=60_000)
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as answer:
            assert answer.status == 404
        async with session.get(url) as answer:
            assert answer.content_length == 100_000
            with pytest.raises(aiohttp.ClientPayloadError):
                await answer.read()
        async with session.get(url) as answer:
            assert len(await answer.read()) == 100_000


async def test_a_stalled_download(aio: Bot, ana: Person, telegram: Telegram) -> None:
    given = await ana.sends_file("a.bin", bytes(100_000))
    assert given.file
    file = await aio.get_file(given.file["file_id"])
    url = aio.session.api.file_url(aio.token, file.file_path)
    await telegram.fault("stall", "download", at_byte=1000)
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert await answer.content.readexactly(1000)
        rest = asyncio.create_task(answer.content.read(1))
        done, _ = await asyncio.wait({rest}, timeout=0.1)
        assert not done
        await telegram.no_faults()
        assert len(await asyncio.wait_for(rest, 5)) == 1


async def test_the_simulator_ends_at_once_with_open_polls(ana: Person) -> None:
    """A hanging long poll or stalled download must not hold up the end of a test."""
    async with Telegram.start() as other, aiohttp.ClientSession() as session:
        url = f"{other.api_base}{other.token}/getUpdates?timeout=50"
        poll = asyncio.create_task(session.get(url))
        await other.person("Waits")
        started = time.monotonic()
    assert time.monotonic() - started < 2
    await asyncio.gather(poll, return_exceptions=True)


async def test_an_unknown_fault_is_refused(telegram: Telegram) -> None:
    with pytest.raises(Exception, match="unknown kind of fault"):
        await telegram.fault("earthquake")
    with pytest.raises(Exception, match="unexpected keyword"):
        await telegram.fault("error", colour="red")
