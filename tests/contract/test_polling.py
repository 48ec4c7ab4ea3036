"""getUpdates: confirming, waiting, conflicts, what is kept and for how long."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError
from telegram.error import Conflict
from telegram.ext import ExtBot

from simulator.people import Person, Telegram


async def test_an_offset_confirms(aio: Bot, ana: Person) -> None:
    for text in ("one", "two", "three"):
        await ana.types(text)
    first = await aio.get_updates()
    assert [u.message.text for u in first if u.message] == ["one", "two", "three"]
    assert [u.update_id - first[0].update_id for u in first] == [0, 1, 2]
    assert [u.update_id for u in await aio.get_updates()] == [u.update_id for u in first]
    rest = await aio.get_updates(offset=first[1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["three"]
    assert len(await aio.get_updates()) == 1
    assert await aio.get_updates(offset=rest[0].update_id + 1) == []


async def test_limit_and_negative_offset(aio: Bot, ana: Person) -> None:
    for n in range(5):
        await ana.types(str(n))
    assert len(await aio.get_updates(limit=2)) == 2
    (last,) = await aio.get_updates(offset=-1)
    assert last.message
    assert last.message.text == "4"
    assert len(await aio.get_updates()) == 1


async def test_update_ids_start_somewhere(aio: Bot, ana: Person) -> None:
    await ana.types("x")
    (update,) = await aio.get_updates()
    async with Telegram.start() as other:
        state = await other.link.act("state")
    assert abs(state["next_update_id"] - update.update_id) > 1


async def test_a_long_poll_ends_with_the_first_update(aio: Bot, ana: Person) -> None:
    waiting = asyncio.create_task(aio.get_updates(timeout=50))
    done, _ = await asyncio.wait({waiting}, timeout=0.1)
    assert not done
    await ana.types("now")
    (update,) = await asyncio.wait_for(waiting, 5)
    assert update.message
    assert update.message.text == "now"


async def test_a_second_poller_ends_the_first_with_409(
    aio: Bot, ptb: ExtBot[None], ana: Person
) -> None:
    first = asyncio.create_task(aio.get_updates(timeout=50))
    second = asyncio.create_task(ptb.get_updates(timeout=50))
    done, _ = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED, timeout=5)
    with pytest.raises((TelegramConflictError, Conflict), match="terminated by other getUpdates"):
        await done.pop()
    await ana.types("for the one who is left")
    left = first if second.done() else second
    assert len(await asyncio.wait_for(left, 5)) == 1


async def test_polling_under_a_webhook_is_409(aio: Bot, ptb: ExtBot[None]) -> None:
    await aio.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="while webhook is active"):
        await aio.get_updates()
    with pytest.raises(Conflict, match="while webhook is active"):
        await ptb.get_updates()
    await aio.delete_webhook()
    assert await aio.get_updates() == []


async def test_allowed_updates(aio: Bot, ana: Person) -> None:
    await aio.get_updates(allowed_updates=["message"])
    typed = await ana.types("a message")
    await ana.edits(typed, "an edit")
    assert [u.event_type for u in await aio.get_updates()] == ["message"]
    await aio.get_updates(allowed_updates=["edited_message", "message_reaction"], offset=-1)
    await ana.edits(typed, "another")
    await ana.reacts(typed)
    await ana.types("not wanted")
    kinds = [u.event_type for u in await aio.get_updates()]
    assert kinds == ["message", "edited_message", "message_reaction"]


async def test_callbacks_wait_150_seconds_and_messages_a_day(
    aio: Bot, ana: Person, telegram: Telegram
) -> None:
    sent = await aio.send_message(ana.id, "x")
    await ana.types("kept")
    await ana.presses_data(sent.message_id, "x", wait=False)
    await telegram.passes(149)
    assert len(await aio.get_updates()) == 2
    await telegram.passes(2)
    assert [u.event_type for u in await aio.get_updates()] == ["message"]
    await telegram.passes(24 * 3600)
    assert await aio.get_updates() == []


async def test_blocking_is_an_update(aio: Bot, ana: Person) -> None:
    await ana.blocks()
    (update,) = await aio.get_updates()
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await ana.unblocks()
    update = (await aio.get_updates())[-1]
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "member"
    assert await aio.send_message(ana.id, "again")


async def test_updates_arrive_twice_on_request(aio: Bot, ana: Person, telegram: Telegram) -> None:
    await telegram.fault("duplicate", count=1)
    await ana.types("once")
    await ana.types("normal")
    updates = await aio.get_updates()
    assert [u.message.text for u in updates if u.message] == ["once", "normal", "once"]
    assert updates[0].update_id == updates[2].update_id
    assert await aio.get_updates(offset=updates[1].update_id + 1) == []


async def test_updates_arrive_reversed_on_request(
    aio: Bot, ana: Person, telegram: Telegram
) -> None:
    await telegram.fault("reorder", size=3)
    for text in ("a", "b"):
        await ana.types(text)
    assert await aio.get_updates() == []
    await ana.types("c")
    updates = await aio.get_updates()
    assert [u.message.text for u in updates if u.message] == ["c", "b", "a"]
    assert await aio.get_updates(offset=max(u.update_id for u in updates) + 1) == []


async def test_an_update_that_no_library_can_read(
    aio: Bot, ana: Person, telegram: Telegram
) -> None:
    await telegram.sends_update("message", ana, {"message_id": "not a number"})
    with pytest.raises(Exception, match="Failed to deserialize"):
        await aio.get_updates()
