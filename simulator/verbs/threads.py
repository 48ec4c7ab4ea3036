"""What people do with topics, and the switch that gives the bot topics at all."""

from __future__ import annotations

from dataclasses import asdict

from .. import messages, topics
from ..control import verb
from ..errors import ControlError
from ..state import Body, Chat, World
from ..topics import Topic


@verb("enable_topics")
async def enable_topics(world: World, *, on: bool = True, by_people: bool = True) -> None:
    """Switch topics in private chats; `by_people`: whether people may open and delete them."""
    world.limits.topics, world.limits.topics_by_people = on, by_people
    world.bell()


@verb("topics")
async def all_topics(world: World, *, person: int) -> list[Body]:
    """The topics of a person's chat, oldest first, also those that were deleted."""
    return [asdict(topic) for topic in world.chat_of(person).topics.values()]


@verb("open_topic")
async def open_topic(world: World, *, person: int, name: str) -> Body:
    """A person opens a topic: the bot gets forum_topic_created. {id, name, …}."""
    chat = _own(world, person)
    return asdict(messages.open_topic(world, chat, Topic(0, topics.cleaned(name)), by_bot=False))


@verb("delete_topic")
async def delete_topic(world: World, *, person: int, topic: int | str) -> None:
    """A person deletes a topic with all its messages; the bot is not told."""
    chat = _own(world, person)
    topics.delete(world, chat, chat.topics[topics.writable(chat, topic)], by="person")


def _own(world: World, person: int) -> Chat:
    """The chat of somebody who may open and delete topics."""
    chat = world.chat_of(person)
    if chat.blocked:
        raise ControlError(f"{chat.person['first_name']} blocked the bot; unblock it first")
    if not (world.limits.topics and world.limits.topics_by_people):
        raise ControlError("people cannot open or delete topics here")
    chat.mark = world.seq
    return chat
