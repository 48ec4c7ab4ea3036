"""People read like a story, never sleep, and complain with the end of the chat."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

from simulator.people import Person, Telegram

Answering = Callable[..., None]


def keys(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def counter(bot: Bot, update: Update) -> None:
    """A small bot: /start shows a counter, its buttons edit it, everything else is echoed."""
    if update.message and update.message.text == "/start":
        await bot.send_message(
            update.message.chat.id, "Count: 0", reply_markup=keys("➕ More", "Stop")
        )
    elif update.message:
        await bot.send_message(update.message.chat.id, f"You said: {update.message.text}")
    if query := update.callback_query:
        assert query.message
        if query.data == "Stop":
            await bot.answer_callback_query(query.id, "Stopped", show_alert=True)
            return
        number = int(query.message.text.split()[-1]) + 1  # type: ignore[union-attr]
        await bot.answer_callback_query(query.id)
        await bot.edit_message_text(
            f"Count: {number}",
            chat_id=query.from_user.id,
            message_id=query.message.message_id,
            reply_markup=keys("➕ More", "Stop"),
        )


@pytest_asyncio.fixture(params=["here", "over HTTP"])
async def ben(
    request: pytest.FixtureRequest, telegram: Telegram, answering: Answering
) -> AsyncIterator[Person]:
    """Somebody who uses the counter, in this process and through the control API."""
    answering(counter)
    if request.param == "here":
        yield await telegram.person("Ben")
    else:
        async with Telegram.at(telegram.url) as there:
            yield await there.person("Ben")


async def test_a_story(ben: Person) -> None:
    await ben.starts()
    await ben.sees("Count: 0")
    for number in range(1, 4):
        await ben.presses("More")
        seen = await ben.sees(f"Count: {number}", button="Stop")
        assert seen.edited
    answer = await ben.presses("Stop")
    assert (answer.text, answer.alert) == ("Stopped", True)
    await ben.sees("Stopped")
    await ben.types("hello")
    await ben.sees("You said", "hello")
    await ben.doesnt_see("Count")
    assert await ben.transcript() == (
        "Ben: /start\n"
        "bot (edited): Count: 3\n"
        "     [➕ More]  [Stop]\n"
        "Ben: hello\n"
        "bot: You said: hello"
    )
    chat = await ben.chat()
    assert [m.by_bot for m in chat] == [False, True, False, True]
    assert chat[1].buttons == [["➕ More", "Stop"]]


async def test_files_over_both_ways(ben: Person, tmp_path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\x00\x01" * 1000)
    sent = await ben.sends_file("a.bin", path)
    assert await ben.downloads(sent) == path.read_bytes()
    sent = await ben.sends_file("b.bin", b"\xff" * 10)
    assert await ben.downloads(sent) == b"\xff" * 10


async def test_complaints_show_the_end_of_the_chat(ben: Person) -> None:
    await ben.types("hello")
    await ben.sees("You said")
    with pytest.raises(AssertionError, match=r"(?s)Ben does not see 'goodbye'.*You said: hello"):
        await ben.sees("goodbye", within=0.05)
    with pytest.raises(AssertionError, match=r"(?s)Ben sees no button 'Next'.*You said: hello"):
        await ben.presses("Next", within=0.05)
    with pytest.raises(AssertionError, match=r"(?s)Ben sees 'hello'.*You said: hello"):
        await ben.doesnt_see("hello")


async def test_one_does_not_see_ones_own_words(ana: Person) -> None:
    await ana.types("only mine")
    with pytest.raises(AssertionError):
        await ana.sees("only mine", within=0.05)


async def test_what_was_before_the_last_act_is_not_seen_again(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "before")
    await ana.types("something")
    with pytest.raises(AssertionError):
        await ana.sees("before", within=0.05)
    await ana.sees("before", anywhere=True)
    await aio.edit_message_text("before and after", chat_id=ana.id, message_id=sent.message_id)
    await ana.sees("before")


async def test_since_tells_two_equal_notices_apart(aio: Bot, ana: Person) -> None:
    await aio.send_message(ana.id, "You have a new bid")
    await ana.sees("new bid")
    moment = await ana.now()
    with pytest.raises(AssertionError):
        await ana.sees("new bid", since=moment, within=0.05)
    await aio.send_message(ana.id, "You have a new bid")
    await ana.sees("new bid", since=moment)


async def test_waiting_ends_with_the_event(aio: Bot, ana: Person) -> None:
    waiting = asyncio.create_task(ana.sees("at last", within=60))
    pressing = asyncio.create_task(ana.presses("Go", within=60, wait=False))
    await aio.send_message(ana.id, "at last", reply_markup=keys("Go"))
    await asyncio.wait_for(asyncio.gather(waiting, pressing), 5)


async def test_the_newest_button_is_pressed_even_if_it_comes_late(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    """The bot still has an update to answer: the old Next must not be pressed."""
    old = await aio.send_message(ana.id, "Step 1", reply_markup=keys("Next"))
    await ana.types("my answer")
    pressing = asyncio.create_task(ana.presses("Next", wait=False))
    done, _ = await asyncio.wait({pressing}, timeout=0.4)
    assert not done
    new = await aio.send_message(ana.id, "Step 2", reply_markup=keys("Next"))
    await pressing
    update = (await aio.get_updates())[-1]
    assert update.callback_query
    assert update.callback_query.message
    assert update.callback_query.message.message_id == new.message_id
    await aio.get_updates(offset=update.update_id + 1)
    await ana.presses("Next", on=old.message_id, wait=False)
    update = (await aio.get_updates())[-1]
    assert update.callback_query
    assert update.callback_query.message
    assert update.callback_query.message.message_id == old.message_id


async def test_an_old_button_is_pressed_when_all_is_quiet(aio: Bot, ana: Person) -> None:
    await aio.send_message(ana.id, "Menu", reply_markup=keys("Help"))
    await ana.types("x")
    await aio.delete_webhook(drop_pending_updates=True)
    await ana.presses("Help", wait=False)


async def test_exact_labels_come_first(aio: Bot, ana: Person) -> None:
    await aio.send_message(ana.id, "x", reply_markup=keys("Accept all", "Accept"))
    await ana.presses("Accept", wait=False)
    (update,) = await aio.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "Accept"


async def test_a_button_that_spins_is_a_failure(aio: Bot, telegram: Telegram, ana: Person) -> None:
    await aio.send_message(ana.id, "x", reply_markup=keys("Go"))
    with pytest.raises(AssertionError, match="still spinning"):
        await ana.presses("Go", within=0.05)
    assert len(await telegram.spinning()) == 1
    (update,) = await aio.get_updates()
    assert update.callback_query
    await update.callback_query.answer().as_(aio)
    assert await telegram.spinning() == []
    with pytest.raises(Exception, match="query is too old"):
        await update.callback_query.answer().as_(aio)


async def test_a_callback_is_too_old_after_150_seconds(
    aio: Bot, telegram: Telegram, ana: Person
) -> None:
    sent = await aio.send_message(ana.id, "x")
    await ana.presses_data(sent.message_id, "forged:1", wait=False)
    (update,) = await aio.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "forged:1"
    await telegram.passes(151)
    with pytest.raises(Exception, match="query is too old"):
        await update.callback_query.answer().as_(aio)


async def test_buttons_that_do_not_ask_the_bot(aio: Bot, ana: Person) -> None:
    row = [
        InlineKeyboardButton(text="Site", url="https://example.com/"),
        InlineKeyboardButton(text="Copy", copy_text={"text": "code"}),  # type: ignore[arg-type]
        InlineKeyboardButton(text="Later", disabled={}),  # type: ignore[arg-type]
    ]
    await aio.send_message(ana.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))
    assert (await ana.presses("Site")).url == "https://example.com/"
    assert (await ana.presses("Copy")).raw["copy_text"] == {"text": "code"}
    with pytest.raises(Exception, match="'Later' is disabled"):
        await ana.presses("Later")
    assert await aio.get_updates() == []


async def test_quiet_waits_for_the_bot(aio: Bot, telegram: Telegram, ana: Person) -> None:
    await telegram.quiet()
    await ana.types("nobody takes it")
    with pytest.raises(AssertionError, match="does not become quiet"):
        await telegram.quiet(within=0.2)
    await aio.delete_webhook(drop_pending_updates=True)
    await telegram.quiet()


async def test_a_deleted_message_is_gone_and_its_button_says_so(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "x", reply_markup=keys("Go"))
    await aio.delete_message(ana.id, sent.message_id)
    await ana.presses_data(sent.message_id, "Go", wait=False)
    (update,) = await aio.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert update.callback_query.message.date == 0


async def test_a_blocker_cannot_write(ana: Person) -> None:
    await ana.blocks()
    with pytest.raises(Exception, match="blocked the bot"):
        await ana.types("x")


async def test_inline_queries(aio: Bot, ana: Person, answering: Answering) -> None:
    async def answer(bot: Bot, update: Update) -> None:
        if update.inline_query:
            content = {"message_text": update.inline_query.query}
            result = {"type": "article", "id": "1", "title": "T", "input_message_content": content}
            await bot.answer_inline_query(update.inline_query.id, [result], cache_time=1)  # type: ignore[list-item]

    answering(answer)
    found = await ana.asks_inline("logo")
    assert found["answered"]
    assert found["results"][0]["input_message_content"]["message_text"] == "logo"


async def test_events_tell_the_story_live(telegram: Telegram, answering: Answering) -> None:
    answering(counter)
    lines: list[str] = []

    async def listen() -> None:
        async for event in telegram.events():
            if event.line:
                lines.append(event.line)
            if "Stopped" in event.line:
                return

    listening = asyncio.create_task(listen())
    eva = await telegram.person("Eva")
    await eva.starts()
    await eva.presses("More")
    await eva.sees("Count: 1")
    await eva.presses("Stop")
    await asyncio.wait_for(listening, 5)
    assert lines == [
        "Eva: /start",
        "bot → Eva: Count: 0\n     [➕ More]  [Stop]",
        "Eva presses [➕ More]",
        "bot → Eva (edited): Count: 1\n     [➕ More]  [Stop]",
        "Eva presses [Stop]",
        "bot → Eva, alert: Stopped",
    ]


async def test_calls_are_logged(aio: Bot, telegram: Telegram, ana: Person) -> None:
    await aio.send_message(ana.id, "x", reply_markup=keys("Go"))
    with pytest.raises(Exception, match="chat not found"):
        await aio.send_message(1, "x")
    good, bad = await telegram.calls("sendMessage")
    assert good["params"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"
    assert (good["ok"], bad["ok"], bad["code"]) == (True, False, 400)
    assert await telegram.calls("sendMessage", ok=False) == [bad]
    assert await telegram.calls(chat_id=ana.id, method="sendMessage") == [good]


async def test_long_texts_are_split_as_clients_do(aio: Bot, ana: Person) -> None:
    await ana.types("😀" * 2050)
    parts = [u.message.text for u in await aio.get_updates() if u.message]
    assert [len(p or "") for p in parts] == [2048, 2]


async def test_many_people_at_once(telegram: Telegram, answering: Answering) -> None:
    answering(counter)
    people = [await telegram.person(f"P{n}") for n in range(40)]

    async def story(person: Person) -> None:
        await person.starts()
        await person.presses("More", within=20)
        await person.sees("Count: 1", within=20)

    await asyncio.gather(*map(story, people))
    assert len({p.id for p in people}) == 40
    assert any(p.id > 2**32 for p in people)
    assert any(p.id < 2**32 for p in people)


async def test_a_process_of_its_own() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", "0", "--token", "7:OWN",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout
    line = (await asyncio.wait_for(program.stdout.readline(), 20)).decode()
    url = line.split()[-1].removesuffix("/bot7:OWN/")
    async with Telegram.at(url) as there, aiohttp.ClientSession() as session:
        assert there.token == "7:OWN"
        far = await there.person("Far")
        await far.starts()
        sent: dict[str, Any] = {"chat_id": far.id, "text": "from afar"}
        async with session.post(f"{there.api_base}7:OWN/sendMessage", json=sent) as answer:
            assert answer.status == 200
        await far.sees("from afar")
    program.terminate()
    assert await asyncio.wait_for(program.wait(), 5) == 0
