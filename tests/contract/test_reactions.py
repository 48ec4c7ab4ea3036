"""Reactions both ways: what people put on messages, and what the bot does."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.types import ReactionTypeEmoji
from telegram.ext import ExtBot

from simulator.people import Person, Telegram

ASKED = ["message", "message_reaction"]


async def test_a_reaction_is_told_with_what_was_there_before(aio: Bot, ana: Person) -> None:
    sent = await aio.send_message(ana.id, "x")
    assert await aio.get_updates(allowed_updates=ASKED) == []
    await ana.reacts(sent.message_id, "👍")
    await ana.reacts(sent.message_id, "❤️")
    await ana.reacts(sent.message_id, "")
    found = [u.message_reaction for u in await aio.get_updates(allowed_updates=ASKED)]
    told = [
        (
            [r.emoji for r in one.old_reaction if isinstance(r, ReactionTypeEmoji)],
            [r.emoji for r in one.new_reaction if isinstance(r, ReactionTypeEmoji)],
        )
        for one in found
        if one and one.user and one.user.id == one.chat.id == ana.id
        if one.message_id == sent.message_id and one.date
    ]
    assert told == [([], ["👍"]), (["👍"], ["❤"]), (["❤"], [])]


async def test_a_reaction_decodes_in_the_other_library(ptb: ExtBot[None], ana: Person) -> None:
    sent = await ptb.send_message(ana.id, "x")
    await ptb.get_updates(offset=-1, allowed_updates=ASKED)
    await ana.reacts(sent.message_id, "🔥")
    told = (await ptb.get_updates(allowed_updates=ASKED))[-1].message_reaction
    assert told
    assert told.user
    assert (told.user.id, told.message_id) == (ana.id, sent.message_id)
    assert [r.emoji for r in told.new_reaction] == ["🔥"]  # type: ignore[attr-defined]


async def test_who_did_not_ask_is_not_told(aio: Bot, ana: Person) -> None:
    """Planted once: without message_reaction among the kinds on request, it arrives."""
    sent = await aio.send_message(ana.id, "x")
    await ana.reacts(sent.message_id)
    assert await aio.get_updates() == []
    assert (await ana.chat())[-1].own_reaction == "👍"


async def test_the_same_reaction_again_is_no_news(aio: Bot, ana: Person) -> None:
    mine = await ana.types("mine")
    await aio.get_updates(offset=-1, allowed_updates=ASKED)
    await ana.reacts(mine)
    await ana.reacts(mine)
    updates = await aio.get_updates(allowed_updates=ASKED)
    assert len([u for u in updates if u.message_reaction]) == 1


async def test_both_reactions_of_a_message_are_seen(aio: Bot, ana: Person) -> None:
    mine = await ana.types("mine")
    await ana.reacts(mine, "🎉")
    await aio.set_message_reaction(ana.id, mine.id, [ReactionTypeEmoji(emoji="👍")])
    (*_, shown) = await ana.chat()
    assert (shown.reactions, shown.own_reaction) == (["👍"], "🎉")
    await aio.set_message_reaction(ana.id, mine.id, [])
    await ana.reacts(mine, "")
    (*_, shown) = await ana.chat()
    assert (shown.reactions, shown.own_reaction) == ([], "")


async def test_what_nobody_can_do(aio: Bot, telegram: Telegram, ana: Person) -> None:
    mine = await ana.types("mine")
    with pytest.raises(Exception, match="nobody can react with '🪤'"):
        await ana.reacts(mine, "🪤")
    await ana.deletes(mine)
    with pytest.raises(Exception, match="no message"):
        await ana.reacts(mine)
    with pytest.raises(Exception, match="message to react not found"):
        await aio.set_message_reaction(ana.id, mine.id, [ReactionTypeEmoji(emoji="👍")])
