"""Reactions of people to messages."""

from __future__ import annotations

from .. import reactions
from ..control import verb
from ..errors import ControlError
from ..state import Body, World


@verb("react")
async def react(world: World, *, person: int, message_id: int, emoji: str = "") -> None:
    """Put one reaction on a message, or take it away; an update only if the bot asked for it.

    Nothing happens, and the bot is not told, when the reaction is there already.
    """
    chat = world.chat_of(person)
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise ControlError(f"no message {message_id} in this chat")
    if chat.blocked:
        raise ControlError(f"{chat.person['first_name']} blocked the bot; unblock it first")
    wanted = reactions.standard(emoji) if emoji else ""
    if wanted is None:
        raise ControlError(f"nobody can react with {emoji!r}")
    chat.mark = world.seq
    before = message.secret.get("own_reaction", "")
    if before == wanted:
        return
    message.secret["own_reaction"] = wanted
    world.happened("reaction", chat, message, by="person", emoji=[wanted] if wanted else [])
    update = {
        "chat": chat.card(),
        "message_id": message_id,
        "user": chat.person,
        "date": world.now(),
        "old_reaction": _types(before),
        "new_reaction": _types(wanted),
    }
    world.updates.add("message_reaction", chat.id, update)


def _types(emoji: str) -> list[Body]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
