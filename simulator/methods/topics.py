"""Bot API: topics of private chats.

Like all service messages about topics, those that the bot causes come back to it as updates.
"""

from __future__ import annotations

from .. import messages, topics
from ..api import METHODS, Method, method
from ..errors import bad_request
from ..parameters import Params
from ..state import Body, Chat, World
from ..topics import Topic


@method("createForumTopic")
def create_forum_topic(world: World, params: Params) -> Body:
    """Bot API: createForumTopic. ApiError 400: no topics here, no name, a wrong colour."""
    chat = world.writable(params.text("chat_id"))
    topics.check_forum(world)
    name = topics.cleaned(params.text("name"))
    color = params.number("icon_color")
    if not 0 <= color <= 0xFFFFFF:
        raise bad_request("invalid icon color specified")
    emoji = params.text("icon_custom_emoji_id")
    topic = messages.open_topic(world, chat, Topic(0, name, color or topics.COLOR, emoji), True)
    return {"message_thread_id": topic.id, **topic.card()}


@method("editForumTopic")
def edit_forum_topic(world: World, params: Params) -> bool:
    """Bot API: editForumTopic; neither name nor icon changes nothing."""
    chat, thread = _forum(world, params)
    name, has_icon = params.text("name"), params.has("icon_custom_emoji_id")
    if thread <= 0:
        raise bad_request("invalid forum topic identifier specified")
    if not name and not has_icon:
        return True
    name = topics.cleaned(name) if name else ""
    topic = topics.existing(chat, thread)
    emoji = params.text("icon_custom_emoji_id") if has_icon else topic.emoji
    if (name or topic.name, emoji) == (topic.name, topic.emoji):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.emoji = name or topic.name, emoji
    changed = ({"name": name} if name else {}) | (
        {"icon_custom_emoji_id": emoji} if has_icon else {}
    )
    messages.serve(world, chat, {"forum_topic_edited": changed}, topics.head(thread), by_bot=True)
    return True


@method("deleteForumTopic")
def delete_forum_topic(world: World, params: Params) -> bool:
    """Bot API: deleteForumTopic, with all its messages."""
    chat, thread = _forum(world, params)
    topics.delete(world, chat, topics.existing(chat, thread), by="bot")
    return True


@method("unpinAllForumTopicMessages")
def unpin_all_forum_topic_messages(world: World, params: Params) -> bool:
    """Bot API: unpinAllForumTopicMessages."""
    chat, thread = _forum(world, params)
    topics.existing(chat, thread)
    elsewhere = [i for i in chat.pinned if topics.thread_of(chat.messages[i]) != thread]
    chat.pinned[:] = elsewhere
    world.happened("unpinned", chat)
    return True


def _forum(world: World, params: Params) -> tuple[Chat, int]:
    chat = world.writable(params.text("chat_id"))
    topics.check_forum(world)
    return chat, params.number("message_thread_id")


def _of_supergroups(name: str) -> Method:
    def refuse(world: World, params: Params) -> bool:
        _forum(world, params)
        raise bad_request("the chat is not a supergroup forum")

    refuse.__doc__ = f"Bot API: {name}, which private chats do not have."
    return refuse


for _name in ("closeForumTopic", "reopenForumTopic"):
    METHODS[_name.lower()] = _of_supergroups(_name)
