"""Topics of a private chat: threads with a name (Bot API: createForumTopic).

Whether the bot has them at all is `Limits.topics`, the bot's switch at @BotFather.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import ControlError, bad_request, not_found

if TYPE_CHECKING:
    from .state import Chat, Message, World

Body = dict[str, Any]
COLOR = 0x6FB9F0  # of a topic that was given none
_FIRST_ID = 500_001
_MANY_CHATS = 999_983  # so that a number is hardly ever that of a topic in another chat, too
_LONGEST_NAME = 128  # characters; more is cut off


@dataclass(slots=True)
class Topic:
    """One thread of one chat.

    `id` is unlike any message id of the bot: each side of a private chat numbers its messages
    by itself, and a topic has the number that the message which opened it has elsewhere.
    """

    id: int
    name: str
    color: int = COLOR
    emoji: str = ""  # id of a custom emoji
    deleted: bool = False

    def card(self) -> Body:
        """Name and icon as Bot API ForumTopic and ForumTopicCreated have them."""
        icon = {"icon_custom_emoji_id": self.emoji} if self.emoji else {}
        return {"name": self.name, "icon_color": self.color, **icon}


def cleaned(name: str) -> str:
    """A topic's name as it is kept. ApiError 400 when nothing is left of it."""
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name:
        raise bad_request("name must be non-empty")
    return name


def add(chat: Chat, topic: Topic) -> None:
    """Put a new topic into a chat and number it."""
    topic.id = _FIRST_ID + chat.id % _MANY_CHATS + len(chat.topics)
    chat.topics[topic.id] = topic


def check_forum(world: World) -> None:
    """ApiError 400 while the bot has no topics."""
    if not world.limits.topics:
        raise bad_request("the chat is not a forum")


def existing(chat: Chat, thread: int) -> Topic:
    """A topic to change. ApiError 400 when it is unknown or deleted."""
    if thread <= 0:
        raise bad_request("invalid forum topic identifier specified")
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def thread_of(message: Message) -> int:
    """The topic that a message is in; 0 outside all of them."""
    return int(message.body.get("message_thread_id", 0))


def named_for_bot(world: World, chat: Chat, thread: int) -> int:
    """The topic that the bot sends to, 0 for none. ApiError 400 when it is not there."""
    if thread <= 0:
        return 0
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted or not world.limits.topics:
        raise not_found("message thread")
    return thread


def named(chat: Chat, topic: int | str | None) -> int | None:
    """A topic that a person names by its id or its name (the newest of that name).

    0 is the chat outside all topics, None no topic at all. ControlError when it is unknown.
    """
    if topic is None or topic == 0:
        return topic if topic is None else 0
    for one in reversed(chat.topics.values()):
        if topic in (one.id, one.name):
            return one.id
    raise ControlError(f"no topic {topic!r} in this chat")


def writable(chat: Chat, topic: int | str | None) -> int:
    """The topic that a person writes in, 0 for none. ControlError: unknown, deleted."""
    thread = named(chat, topic) or 0
    if thread and chat.topics[thread].deleted:
        raise ControlError(f"the topic {chat.topics[thread].name!r} was deleted")
    return thread


def head(thread: int) -> Body:
    """What tells a message's topic."""
    return {"message_thread_id": thread, "is_topic_message": True} if thread else {}


def delete(world: World, chat: Chat, topic: Topic, by: str) -> None:
    """Take a topic away with everything in it."""
    topic.deleted = True
    for message in chat.messages.values():
        if thread_of(message) == topic.id and not message.deleted:
            message.deleted = True
            if message.id in chat.pinned:
                chat.pinned.remove(message.id)
            world.happened("deleted", chat, message, by=by)
    world.happened("topic_deleted", chat, topic=topic.id, name=topic.name, by=by)
