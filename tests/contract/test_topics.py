"""Topics in private chats: what the bot does with them, what people do, and what is refused."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import aiogram.exceptions as of_aiogram
import pytest
import pytest_asyncio
import telegram.error as of_ptb
from aiogram import Bot
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    LabeledPrice,
    Message,
    ReplyParameters,
)
from telegram.ext import ExtBot

from simulator.people import Attachment, Person, Telegram

from .conftest import LIBRARIES


@pytest_asyncio.fixture
async def forum(telegram: Telegram) -> AsyncIterator[None]:
    await telegram.topics()
    yield


async def news(aio: Bot) -> list[Message]:
    """The messages that the bot is told of, each once."""
    updates = await aio.get_updates()
    if updates:
        await aio.get_updates(offset=updates[-1].update_id + 1)
    return [m for u in updates if (m := u.message or u.edited_message)]


async def test_the_bot_knows_whether_it_has_topics(aio: Bot, telegram: Telegram) -> None:
    me = await aio.get_me()
    assert (me.has_topics_enabled, me.allows_users_to_create_topics) == (False, False)
    await telegram.topics()
    me = await aio.get_me()
    assert (me.has_topics_enabled, me.allows_users_to_create_topics) == (True, True)
    await telegram.topics(by_people=False)
    me = await aio.get_me()
    assert (me.has_topics_enabled, me.allows_users_to_create_topics) == (True, False)


async def test_the_other_library_reads_it_too(ptb: ExtBot[None], telegram: Telegram) -> None:
    await telegram.topics()
    me = await ptb.get_me()
    assert me.has_topics_enabled
    assert me.allows_users_to_create_topics


@pytest.mark.usefixtures("forum")
async def test_a_topic_from_its_beginning_to_its_end(aio: Bot, ana: Person) -> None:
    topic = await aio.create_forum_topic(ana.id, "  Logo   design ", icon_color=0xFFD67E)
    assert (topic.name, topic.icon_color) == ("Logo design", 0xFFD67E)
    (told,) = await news(aio)
    assert told.forum_topic_created
    assert told.forum_topic_created.name == "Logo design"
    assert told.from_user
    assert told.from_user.is_bot
    assert (told.message_thread_id, told.is_topic_message) == (topic.message_thread_id, True)
    sent = await aio.send_message(ana.id, "hello", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    assert await aio.edit_forum_topic(ana.id, topic.message_thread_id, name="Logo, done")
    (told,) = await news(aio)
    assert told.forum_topic_edited
    assert told.forum_topic_edited.name == "Logo, done"
    (shown,) = await ana.topics()
    assert (shown.name, shown.id, shown.deleted) == ("Logo, done", topic.message_thread_id, False)
    assert await aio.delete_forum_topic(ana.id, topic.message_thread_id)
    (shown,) = await ana.topics()
    assert shown.deleted
    await ana.doesnt_see("hello", anywhere=True)
    assert await news(aio) == []


async def test_a_topic_through_the_other_library(
    ptb: ExtBot[None], telegram: Telegram, ana: Person
) -> None:
    await telegram.topics()
    topic = await ptb.create_forum_topic(ana.id, "Logo")
    assert (topic.name, topic.icon_color) == ("Logo", 0x6FB9F0)
    thread = topic.message_thread_id
    sent = await ptb.send_document(ana.id, io.BytesIO(b"x"), message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    assert await ptb.edit_forum_topic(ana.id, thread, name="Site")
    assert await ptb.pin_chat_message(ana.id, sent.message_id)
    assert await ptb.unpin_all_forum_topic_messages(ana.id, thread)
    assert (await ptb.get_chat(ana.id)).pinned_message is None
    assert await ptb.delete_forum_topic(ana.id, thread)


@pytest.mark.usefixtures("forum")
async def test_everything_that_is_sent_can_go_to_a_topic(aio: Bot, ana: Person) -> None:
    topic = await aio.create_forum_topic(ana.id, "Logo")
    thread = topic.message_thread_id
    outside = await ana.types("not in it")
    file = await aio.send_document(
        ana.id, BufferedInputFile(b"a", "a.txt"), message_thread_id=thread
    )
    media = [
        InputMediaDocument(media=BufferedInputFile(name.encode(), name)) for name in ("1", "2")
    ]
    album = await aio.send_media_group(ana.id, media, message_thread_id=thread)
    prices = [LabeledPrice(label="price", amount=1500)]
    bill = await aio.send_invoice(
        ana.id, "M", "D", "p", "EUR", prices, provider_token="t", message_thread_id=thread
    )
    place = await aio.send_location(ana.id, 1, 2, message_thread_id=thread)
    forwarded = await aio.forward_message(ana.id, ana.id, outside.id, message_thread_id=thread)
    for sent in (file, *album, bill, place, forwarded):
        assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    one = await aio.copy_message(ana.id, ana.id, outside.id, message_thread_id=thread)
    two = await aio.copy_messages(ana.id, ana.id, [outside.id], message_thread_id=thread)
    there = {m.id for m in await ana.chat(topic="Logo")}
    assert {one.message_id, two[0].message_id} <= there
    assert outside.id not in there
    assert len(there) == 9


@pytest.mark.usefixtures("forum")
async def test_a_reply_is_in_the_topic_of_what_it_replies_to(aio: Bot, ana: Person) -> None:
    """Planted once: a reply that looks at the named topic only ends up outside."""
    topic = await aio.create_forum_topic(ana.id, "Logo")
    asked = await aio.send_message(ana.id, "Which?", message_thread_id=topic.message_thread_id)
    await news(aio)
    await ana.replies_to(asked.message_id, "the blue one")
    (told,) = await news(aio)
    assert (told.message_thread_id, told.is_topic_message) == (topic.message_thread_id, True)
    assert told.reply_to_message
    assert told.reply_to_message.message_id == asked.message_id
    answer = await aio.send_message(
        ana.id, "Good", reply_parameters=ReplyParameters(message_id=told.message_id)
    )
    assert answer.message_thread_id == topic.message_thread_id


@pytest.mark.usefixtures("forum")
async def test_a_reply_from_another_topic_is_an_external_one(aio: Bot, ana: Person) -> None:
    topic = await aio.create_forum_topic(ana.id, "Logo")
    outside = await ana.types("outside")
    sent = await aio.send_message(
        ana.id,
        "from inside",
        message_thread_id=topic.message_thread_id,
        reply_parameters=ReplyParameters(message_id=outside.id),
    )
    assert sent.reply_to_message is None
    assert sent.external_reply
    assert sent.external_reply.message_id == outside.id
    assert (await ana.sees("from inside", topic="Logo")).reply_to == outside.id


@pytest.mark.usefixtures("forum")
async def test_a_person_writes_in_a_topic(aio: Bot, ana: Person) -> None:
    thread = (await aio.create_forum_topic(ana.id, "Logo")).message_thread_id
    await news(aio)
    (topic,) = await ana.topics()
    await ana.types("a text", topic=topic)
    await ana.sends_file("a.pdf", b"a", topic="Logo")
    await ana.sends_photo(topic=thread)
    await ana.sends_voice(topic=thread)
    await ana.sends_sticker(topic=thread)
    await ana.sends_content(dice={"emoji": "🎲", "value": 3}, topic=thread)
    await ana.sends_album([Attachment("1", b"1"), Attachment("2", b"2")], topic=thread)
    told = await news(aio)
    assert [(m.message_thread_id, m.is_topic_message) for m in told] == [(thread, True)] * 8
    edited = await ana.types("teh", topic=thread)
    await ana.edits(edited, "the")
    assert (await news(aio))[-1].message_thread_id == thread
    await ana.types("outside")
    assert (await news(aio))[-1].message_thread_id is None


@pytest.mark.usefixtures("forum")
async def test_where_one_looks(aio: Bot, ana: Person) -> None:
    """Planted once: without looking at the topic of a message, the first refusal fails."""
    logo = (await aio.create_forum_topic(ana.id, "Logo")).message_thread_id
    await aio.create_forum_topic(ana.id, "Site")
    await aio.delete_webhook(drop_pending_updates=True)
    await aio.send_message(ana.id, "in the logo's", message_thread_id=logo)
    await aio.send_message(ana.id, "in none")
    seen = await ana.sees("in the logo's", topic="Logo")
    assert seen.topic == logo
    await ana.doesnt_see("in the logo's", topic="Site")
    await ana.doesnt_see("in the logo's", topic=0)
    await ana.sees("in none", topic=0)
    await ana.doesnt_see("in none", topic=logo)
    await ana.sees("in the logo's")
    await ana.sees("in none")
    with pytest.raises(AssertionError, match="does not see"):
        await ana.sees("in none", topic=logo, within=0.01)
    with pytest.raises(Exception, match="no topic 'Shop'"):
        await ana.sees("in none", topic="Shop")
    assert [m.text for m in await ana.chat(topic=0)] == ["/start", "in none"]


@pytest.mark.usefixtures("forum")
async def test_a_person_opens_and_deletes_topics(aio: Bot, ana: Person) -> None:
    topic = await ana.opens_topic("My idea")
    (told,) = await news(aio)
    assert told.forum_topic_created
    assert told.from_user
    assert (told.forum_topic_created.name, told.from_user.id) == ("My idea", ana.id)
    mine = await ana.types("look", topic=topic)
    await aio.pin_chat_message(ana.id, mine.id)
    await news(aio)
    await ana.deletes_topic("My idea")
    assert await news(aio) == []
    assert [m.text for m in await ana.chat()] == ["/start"]
    assert (await aio.get_chat(ana.id)).pinned_message is None
    with pytest.raises(of_aiogram.TelegramBadRequest, match="message thread not found"):
        await aio.send_message(ana.id, "x", message_thread_id=topic.id)
    with pytest.raises(of_aiogram.TelegramBadRequest, match="message to be replied not found"):
        await aio.send_message(ana.id, "x", reply_parameters=ReplyParameters(message_id=mine.id))
    with pytest.raises(Exception, match="the topic 'My idea' was deleted"):
        await ana.types("x", topic=topic)
    await aio.create_forum_topic(ana.id, "My idea")
    await ana.types("again", topic="My idea")


async def test_people_may_not_be_allowed_to(telegram: Telegram, aio: Bot, ana: Person) -> None:
    await telegram.topics(by_people=False)
    await aio.create_forum_topic(ana.id, "Logo")
    with pytest.raises(Exception, match="people cannot open or delete topics"):
        await ana.opens_topic("Mine")
    with pytest.raises(Exception, match="people cannot open or delete topics"):
        await ana.deletes_topic("Logo")


@pytest.mark.usefixtures("forum")
async def test_a_topics_number_is_one_of_its_chat(
    telegram: Telegram, aio: Bot, ana: Person
) -> None:
    """Whoever forgets the chat mixes people up, and is told."""
    ben = await telegram.person("Ben")
    await ben.starts()
    hers = await aio.create_forum_topic(ana.id, "Logo")
    his = await aio.create_forum_topic(ben.id, "Site")
    assert hers.message_thread_id != his.message_thread_id
    with pytest.raises(of_aiogram.TelegramBadRequest, match="message thread not found"):
        await aio.send_message(ben.id, "Logo", message_thread_id=hers.message_thread_id)
    await aio.delete_forum_topic(ana.id, hers.message_thread_id)
    assert [t.deleted for t in await ben.topics()] == [False]


@pytest.mark.usefixtures("forum")
async def test_the_service_message_of_a_topic_stays(aio: Bot, ana: Person) -> None:
    await aio.create_forum_topic(ana.id, "Logo")
    (told,) = await news(aio)
    with pytest.raises(of_aiogram.TelegramBadRequest, match="message can't be deleted"):
        await aio.delete_message(ana.id, told.message_id)


@pytest.mark.parametrize("through", LIBRARIES.values(), ids=list(LIBRARIES))
async def test_what_telegram_refuses(telegram: Telegram, ana: Person, through) -> None:
    await telegram.topics()
    refusals = {"aiogram": of_aiogram.TelegramBadRequest}
    async with through(telegram) as library:
        refused = refusals.get(library.name, of_ptb.BadRequest)
        await library.call("createForumTopic", chat_id=ana.id, name="Logo")
        (topic,) = await ana.topics()
        rows = [
            ("createForumTopic", "name must be non-empty", {"name": "  "}),
            ("createForumTopic", "invalid icon color", {"name": "x", "icon_color": -1}),
            ("editForumTopic", "TOPIC_NOT_MODIFIED", {"name": "Logo"}),
            ("editForumTopic", "TOPIC_ID_INVALID", {"name": "x", "message_thread_id": 7}),
            ("deleteForumTopic", "TOPIC_ID_INVALID", {"message_thread_id": 7}),
            ("closeForumTopic", "the chat is not a supergroup forum", {}),
            ("reopenForumTopic", "the chat is not a supergroup forum", {}),
            ("sendMessage", "message thread not found", {"text": "x", "message_thread_id": 7}),
        ]
        for method, words, params in rows:
            place = {"chat_id": ana.id, "message_thread_id": topic.id}
            if method == "createForumTopic":
                place = {"chat_id": ana.id}
            with pytest.raises(refused) as raised:
                await library.call(method, **(place | params))
            assert words.lower() in str(raised.value).lower()
        assert await library.call("editForumTopic", chat_id=ana.id, message_thread_id=topic.id)


@pytest.mark.usefixtures("forum")
async def test_what_can_be_said_over_http(telegram: Telegram, aio: Bot) -> None:
    async with Telegram.at(telegram.url) as there:
        eva = await there.person("Eva")
        await eva.starts()
        await aio.create_forum_topic(eva.id, "Logo")
        (topic,) = await eva.topics()
        await eva.types("hi", topic=topic)
        assert f"Eva #{topic.id}: hi" in await eva.transcript()
        await eva.deletes_topic(topic)
        assert (await eva.topics())[0].deleted


async def test_topics_from_the_start() -> None:
    async with Telegram.start(topics=True) as telegram:
        assert (await telegram.limits())["topics"]
