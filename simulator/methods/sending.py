"""Bot API: sendMessage and the send methods of every kind of content."""

from __future__ import annotations

from collections.abc import Callable

from .. import media, messages
from ..api import METHODS, Method, method
from ..errors import bad_request
from ..media import KINDS, Kind
from ..parameters import Params
from ..places import contact, location, venue
from ..state import Body, World

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


@method("sendMessage")
def send_message(world: World, params: Params) -> Body:
    """Bot API: sendMessage."""
    return messages.send(world, params, messages.message_text(world, params)).body


def _file_sender(kind: Kind) -> Method:
    def send_file(world: World, params: Params) -> Body:
        world.writable(params.text("chat_id"))
        caption = messages.caption(world, params) if not kind.bare else {}
        content = media.content(world, kind, params.values.get(kind.field), params)
        return messages.send(world, params, content | caption).body

    send_file.__doc__ = f"Bot API: the send method of {kind.field}."
    return send_file


def _dice(params: Params) -> Body:
    return {"dice": {"emoji": params.text("emoji", "🎲"), "value": 4}}


def _plain_sender(read: Callable[[Params], Body]) -> Method:
    def send_plain(world: World, params: Params) -> Body:
        world.writable(params.text("chat_id"))
        return messages.send(world, params, read(params)).body

    return send_plain


def _name(field: str) -> str:
    return "send" + field.replace("_", "")


METHODS.update({_name(field): _file_sender(kind) for field, kind in KINDS.items()})
METHODS.update(
    {
        "sendlocation": _plain_sender(location),
        "sendvenue": _plain_sender(venue),
        "sendcontact": _plain_sender(contact),
        "senddice": _plain_sender(_dice),
    }
)


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    """Bot API: sendChatAction; the person sees it for a moment, no message stays."""
    chat = world.writable(params.text("chat_id"))
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.happened("action", chat, action=action)
    return True
