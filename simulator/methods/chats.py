"""Bot API: getChat, pinning, reactions."""

from __future__ import annotations

from .. import messages, reactions
from ..api import method
from ..errors import bad_request, not_found
from ..parameters import Params
from ..state import Body, World


@method("getChat")
def get_chat(world: World, params: Params) -> Body:
    """Bot API: getChat (ChatFullInfo)."""
    chat = world.chat_for_bot(params.text("chat_id"))
    if not chat.started and not chat.blocked:
        raise not_found("chat")
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    body = chat.card() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }
    if username := chat.person.get("username"):
        body["active_usernames"] = [username]
    if chat.pinned:
        body["pinned_message"] = chat.messages[chat.pinned[-1]].body
    return body


@method("pinChatMessage")
def pin_chat_message(world: World, params: Params) -> bool:
    """Bot API: pinChatMessage."""
    chat = world.writable(params.text("chat_id"))
    message = messages.found(chat, params, "message to pin")
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    world.happened("pinned", chat, message)
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, params: Params) -> bool:
    """Bot API: unpinChatMessage; without message_id the newest pinned one."""
    chat = world.writable(params.text("chat_id"))
    message_id = params.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise not_found("message to unpin")
    chat.pinned.remove(message_id)
    world.happened("unpinned", chat, chat.messages[message_id])
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, params: Params) -> bool:
    """Bot API: unpinAllChatMessages."""
    chat = world.writable(params.text("chat_id"))
    chat.pinned.clear()
    world.happened("unpinned", chat)
    return True


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> bool:
    """Bot API: setMessageReaction; at most one emoji, none takes it away."""
    chat = world.writable(params.text("chat_id"))
    message = messages.found(chat, params, "message to react")
    given = params.decoded("reaction", "reaction types") or []
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [known for r in given if (known := reactions.standard(r.get("emoji", "")))]
    if len(emoji) < len(given):
        raise bad_request("REACTION_INVALID")
    message.secret["reactions"] = emoji
    world.happened("reaction", chat, message, by="bot", emoji=emoji)
    return True


@method("getUserProfilePhotos")
def get_user_profile_photos(world: World, params: Params) -> Body:
    """Bot API: getUserProfilePhotos; nobody here has one."""
    if world.find_person(params.number("user_id")) is None:
        raise not_found("user")
    return {"total_count": 0, "photos": []}
