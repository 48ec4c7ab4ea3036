"""A story is written down as it happens, and played again with other people and other numbers."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)

from simulator.errors import ControlError
from simulator.people import Person, Telegram
from simulator.replaying import replay
from simulator.story import Act, Sight, Story, label, read, stable

Answering = Callable[..., None]


def shop() -> Callable[[Bot, Update], Any]:
    """A bot whose numbers are never the same: orders, which a button repeats or takes back."""
    numbers = itertools.count(4711)

    async def answer(bot: Bot, update: Update) -> None:
        if message := update.message:
            if message.document:
                what = f"Your file {message.document.file_name} has {message.document.file_size} B"
            elif message.reply_to_message:
                what = f"About that: {message.text}"
            else:
                what = f"Order {next(numbers)} of 3 March 2026: {message.text}"
            await bot.send_message(message.chat.id, what, reply_markup=_keys("Again", "Take back"))
        if query := update.callback_query:
            await bot.answer_callback_query(query.id, "Done, friend")
            said = f"Order {next(numbers)} again" if query.data == "Again" else "Taken back"
            await bot.edit_message_text(
                said,
                chat_id=query.from_user.id,
                message_id=query.message.message_id,  # type: ignore[union-attr]
            )

    return answer


def _keys(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=label, callback_data=label) for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def recorded(telegram: Telegram, person: Person) -> Story:
    """What the person does in the shop, as a story."""
    await telegram.link.act("record_start")
    await person.types("Two bowls")
    await person.presses("Again", on=await person.sees("Two bowls"))
    await person.sees("again")
    await person.types("A cup")
    shown = await person.sees("A cup")
    await person.presses_data(shown, "Take back")
    await person.sees("Taken back")
    await person.replies_to(shown, "why?")
    await person.sees("About that")
    await person.sends_file("bowl.txt", b"clay")
    await person.sees("bowl.txt")
    await telegram.passes(3600)
    await telegram.fault("error", "sendMessage", code=500)
    await telegram.no_faults()
    return read(await telegram.link.act("record_stop"))


async def test_what_is_written_down(telegram: Telegram, answering: Answering) -> None:
    """Seen to fail with texts kept whole: `Order 4711` would be asked for again."""
    answering(shop())
    story = await recorded(telegram, await telegram.person("Ben"))
    facts = {"first_name": "Ben", "language_code": "en", "username": "ben_1"}
    assert story.people == [{"name": "Ben"} | facts]
    keys = ["Again", "Take back"]
    assert story.steps[:3] == [
        Act("say", "Ben", {"text": "Two bowls"}),
        Sight("Ben", ["Order", "Two bowls"], keys),
        Act("press", "Ben", {
            "label": "Again", "on": {"by": "bot", "texts": ["Order", "Two bowls"]},
        }),
    ]  # fmt: skip
    assert {"Done, friend", "again"} <= {t for s in story.steps[3:5] for t in _sees(s)}
    acts = [step for step in story.steps if isinstance(step, Act)]
    assert [a.act for a in acts] == [
        "say", "press", "say", "press", "say", "send_file", "pass_time", "fault", "no_faults",
    ]  # fmt: skip
    assert acts[4].told["reply_to"] == {"by": "bot", "texts": ["Taken back"]}
    assert acts[5].told["file"]["content"] == "Y2xheQ=="
    assert str(next(iter(telegram.people)).id) not in str(story.told())


def _sees(step: Act | Sight) -> list[str]:
    return step.sees if isinstance(step, Sight) else []


async def test_it_is_played_again(telegram: Telegram, answering: Answering, tmp_path: Path) -> None:
    """Planted once: the player did not wait for what was seen; the press found no button."""
    answering(shop())
    story = await recorded(telegram, await telegram.person("Ben"))
    story.save(tmp_path / "story.json")
    again = Story.load(tmp_path / "story.json")
    assert again == story
    passed = list[float]()

    async def passing(seconds: float) -> None:
        passed.append(seconds)

    steps = await replay(telegram.link, again, patience=3, passing=passing)
    assert steps == len(story.steps)
    assert passed == [3600]
    people = await telegram.link.act("people")
    assert [p["first_name"] for p in people] == ["Ben", "Ben"]
    ben, other = [
        [call["params"]["text"] for call in await telegram.calls("sendMessage", chat_id=p["id"])]
        for p in people
    ]
    assert len(ben) == len(other) == 4
    assert ben != other  # other numbers


async def test_another_answer_is_reported_with_its_step(
    telegram: Telegram, answering: Answering
) -> None:
    """Seen to fail with sights that are never compared."""
    answering(shop())
    story = await recorded(telegram, await telegram.person("Ben"))
    at = next(i for i, s in enumerate(story.steps) if isinstance(s, Sight) and "A cup" in s.sees)
    story.steps[at] = Sight("Ben", ["A plate"])
    with pytest.raises(AssertionError, match=rf"(?s)step {at + 1} of .*A plate.*bot: Order"):
        await replay(telegram.link, story, patience=0.5)
    done = await telegram.link.act("replay", story=story.told(), patience=0.5)
    assert done["failed"].startswith(f"step {at + 1} of")


async def test_a_chosen_result_is_found_by_its_title(
    telegram: Telegram, answering: Answering
) -> None:
    """Seen to fail with the result's id in the story: the bot had given it another one."""
    numbers = itertools.count()

    async def pots(bot: Bot, update: Update) -> None:
        if query := update.inline_query:
            found = [_result(str(next(numbers)), title) for title in ("A bowl", "A cup")]
            await bot.answer_inline_query(query.id, found, cache_time=0)
        elif message := update.message:
            await bot.send_message(message.chat.id, f"Seen: {message.text}")

    answering(pots)
    ben = await telegram.person("Ben")
    await telegram.link.act("record_start")
    asked = await ben.asks_inline("pots")
    which = {"query_id": asked["query_id"], "result_id": asked["results"][1]["id"]}
    await telegram.link.act("choose_inline", person=ben.id, **which)
    await ben.sees("Seen: A cup!")
    story = read(await telegram.link.act("record_stop"))
    asking, choosing = [step.told for step in story.steps if isinstance(step, Act)]
    assert asking["query"] == "pots"
    assert choosing == {"query": "pots", "title": "A cup"}
    assert await replay(telegram.link, story, patience=3) == len(story.steps)


def _result(identity: str, title: str) -> InlineQueryResultArticle:
    said = InputTextMessageContent(message_text=f"{title}!")
    return InlineQueryResultArticle(id=identity, title=title, input_message_content=said)


async def test_what_is_refused_is_not_in_the_story(telegram: Telegram) -> None:
    """Seen to fail without `takes_back`."""
    ben = await telegram.person("Ben")
    await telegram.link.act("record_start")
    with pytest.raises(ControlError):
        await ben.types("  ")
    with pytest.raises(AssertionError, match="no button"):
        await ben.presses("Nothing", within=0.1)
    with pytest.raises(ControlError, match="already"):
        await telegram.link.act("record_start")
    await ben.blocks()
    assert [s["act"] for s in (await telegram.link.act("record_stop"))["steps"]] == ["block"]
    with pytest.raises(ControlError, match="no story"):
        await telegram.link.act("record_stop")


async def test_two_people_of_one_name(telegram: Telegram, answering: Answering) -> None:
    """Planted once: both were called Ben, and the second one's words came from the first."""
    answering(shop())
    bens = [await telegram.person("Ben") for _ in range(2)]
    await telegram.link.act("record_start")
    for number, ben in enumerate(bens):
        await ben.types(["A jug", "A vase"][number])
        await ben.sees("Order")
    story = read(await telegram.link.act("record_stop"))
    assert [p["name"] for p in story.people] == ["Ben", "Ben 2"]
    assert await replay(telegram.link, story, patience=3) == len(story.steps) == 4


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (None, "no format"),
        ({"format": 2}, "format 2"),
        ({"format": 1}, "people and steps"),
        ({"format": 1, "people": [{}], "steps": []}, "name of their own"),
        ({"format": 1, "people": [{"name": "A"}, {"name": "A"}], "steps": []}, "name of their own"),
        ({"format": 1, "people": [], "steps": [{"act": "say", "person": "A"}]}, "'A'"),
        ({"format": 1, "people": [], "steps": [{"act": "forget_file"}]}, "step 1"),
        ({"format": 1, "people": [], "steps": [{"sees": "x", "person": ""}]}, "step 1"),
        ({"format": 1, "people": [], "steps": [7]}, "step 1"),
        ({"format": 1, "people": [], "steps": [{"act": "pass_time", "person": [1]}]}, "step 1"),
    ],
)
async def test_what_is_no_story(telegram: Telegram, raw: Any, why: str) -> None:
    with pytest.raises(ControlError, match=why):
        await telegram.link.act("replay", story=raw)


async def test_a_step_that_lacks_something(telegram: Telegram) -> None:
    story = {"format": 1, "people": [{"name": "A"}], "steps": [{"act": "press", "person": "A"}]}
    done = await telegram.link.act("replay", story=story)
    assert done["failed"].startswith("step 1 lacks something")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Order 12 is paid", ["Order", "is paid"]),
        ("Until Sunday, 3 March 2026, 14:05 you can bid", ["Until", "you can bid"]),
        ("Mar 3, 2026: signed\nby Ana", ["signed", "by Ana"]),
        ("Your link: https://t.me/bot?start=x", ["Your link:"]),
        ("Key a1b2c3 of @ana", ["Key"]),
        ("€1,200.50 for the shop", ["for the shop"]),
        ("✅", []),
        ("I may march on", ["I may march on"]),
    ],
)
def test_what_lasts_of_a_text(text: str, parts: list[str]) -> None:
    assert stable(text) == parts


def test_what_lasts_of_a_button() -> None:
    assert label("Page 2 of many ▶") == "of many ▶"
    assert label("◀") == "◀"


async def test_the_stream_says_that_a_story_is_recorded(telegram: Telegram) -> None:
    """Seen to fail without the bell in `record_start`: the news came with the next heartbeat."""
    import aiohttp

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{telegram.url}/control/stream") as answer,
    ):
        await _until(answer, '"recording":false')
        await telegram.link.act("record_start")
        await asyncio.wait_for(_until(answer, '"recording":true'), 5)
        await telegram.fault("slow", seconds=2)
        await asyncio.wait_for(_until(answer, '"kind":"slow"'), 5)


async def _until(answer: Any, wanted: str) -> None:
    async for line in answer.content:
        if wanted in line.decode():
            return
    raise AssertionError(f"the stream ended without {wanted}")
