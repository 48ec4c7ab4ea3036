"""What the page shows of a chat at once, and what lies before it."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

from .. import view
from ..control import verb
from ..errors import ControlError
from ..state import Body, Chat, World


@verb("board")
async def board(world: World, *, person: int, last: int = 200) -> Body:
    """A chat as it is: {person, started, blocked, deactivated, seq, messages, more, keyboard,
    input, pinned, pins, topics}.

    `messages`: the `last` ones, oldest first; `more`: whether there are older ones; `input`: what
    stands where the person writes (see keyboards.input_of), and `force_reply`, the message that
    the bot wants a reply to, or 0; `pins`: the messages that are pinned, the newest pin last,
    however old they are.
    """
    chat = world.chat_of(person)
    pinned = [i for i in chat.pinned if not chat.messages[i].deleted]
    return {
        "person": chat.person,
        "started": chat.started,
        "blocked": chat.blocked,
        "seq": world.seq,
        "deactivated": chat.deactivated,
        "keyboard": chat.keyboard,
        "input": chat.input | {"force_reply": _asking(chat)},
        "pinned": pinned,
        "pins": [view.message(world, chat, chat.messages[i]) for i in pinned],
        "topics": [asdict(topic) for topic in chat.topics.values()],
        **_part(world, chat, chat.next_id, last),
    }


def _asking(chat: Chat) -> int:
    question = chat.messages.get(chat.force_reply)
    return 0 if question is None or question.deleted else question.id


@verb("older")
async def older(world: World, *, person: int, before: int, count: int = 100) -> Body:
    """The `count` messages before the one with the id `before`: {messages, more}."""
    return _part(world, world.chat_of(person), before, count)


@verb("raw")
async def raw(world: World, *, person: int, message_id: int) -> Body:
    """A message as the bot gets it: the Bot API Message. ControlError when it is not there."""
    message = world.chat_of(person).messages.get(message_id)
    if message is None:
        raise ControlError(f"no message {message_id} in this chat")
    return message.body


def _part(world: World, chat: Chat, before: int, count: int) -> Body:
    earlier = (m for m in chat.newest_first() if m.id < before)
    found = [*islice(earlier, count + 1)]
    shown = [view.message(world, chat, m) for m in reversed(found[:count])]
    return {"messages": shown, "more": len(found) > count}
