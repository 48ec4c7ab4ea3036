"""Bot API: copyMessage, forwardMessage and their plural forms."""

from __future__ import annotations

import secrets
from collections import defaultdict
from itertools import pairwise

from .. import messages
from ..api import method
from ..errors import bad_request
from ..messages import CONTENT
from ..parameters import Params
from ..state import Body, Chat, Message, World
from .albums import new_album
from .editing import bulk_ids

_NOT_COPIED = {"invoice"}
_PLACE = ("latitude", "longitude", "horizontal_accuracy")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


@method("copyMessage")
def copy_message(world: World, params: Params) -> Body:
    """Bot API: copyMessage. A given caption, even an empty one, replaces the original."""
    world.writable(params.text("chat_id"))
    origin = world.chat_for_bot(params.text("from_chat_id"))
    message = messages.found(origin, params, "message to copy")
    if not _copiable(message):
        raise bad_request("the message can't be copied")
    content = _copy(message)
    if params.has("caption") and "text" not in content:
        content = {k: v for k, v in content.items() if k not in _CAPTION}
        content |= messages.caption(world, params)
    return {"message_id": messages.send(world, params, content).id}


@method("forwardMessage")
def forward_message(world: World, params: Params) -> Body:
    """Bot API: forwardMessage; the sender stays visible."""
    world.writable(params.text("chat_id"))
    origin = world.chat_for_bot(params.text("from_chat_id"))
    message = messages.found(origin, params, "message to forward")
    return _forward(world, params, message)


@method("copyMessages")
def copy_messages(world: World, params: Params) -> list[Body]:
    """Bot API: copyMessages; what cannot be copied is skipped, albums stay albums."""
    found = _several(world, params)
    remove = params.flag("remove_caption")
    copies = []
    albums: defaultdict[str, str] = defaultdict(new_album)
    for message in filter(_copiable, found):
        content = _copy(message)
        if remove:
            content = {k: v for k, v in content.items() if k not in _CAPTION}
        album = message.body.get("media_group_id")
        head = {"media_group_id": albums[album]} if album else {}
        copies.append({"message_id": messages.send(world, _place(params), content, head=head).id})
    return copies


@method("forwardMessages")
def forward_messages(world: World, params: Params) -> list[Body]:
    """Bot API: forwardMessages."""
    found = _several(world, params)
    bodies = [_forward(world, _place(params), m) for m in found if _has_content(m)]
    return [{"message_id": body["message_id"]} for body in bodies]


def _several(world: World, params: Params) -> list[Message]:
    """The named messages that are there. ApiError 400: ids not increasing, none there."""
    world.writable(params.text("chat_id"))
    origin: Chat = world.chat_for_bot(params.text("from_chat_id"))
    ids = bulk_ids(world, params)
    if any(left >= right for left, right in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [m for i in ids if (m := origin.messages.get(i)) and not m.deleted]
    if not found:
        raise bad_request("there are no messages to forward")
    return found


def _place(params: Params) -> Params:
    kept = ("chat_id", "message_thread_id", "disable_notification", "protect_content")
    return Params({k: params.values[k] for k in kept if k in params.values})


def _has_content(message: Message) -> bool:
    return any(field in message.body for field in CONTENT)


def _copiable(message: Message) -> bool:
    refused = _NOT_COPIED & message.body.keys() or message.body.get("has_protected_content")
    poll = message.body.get("poll", {})
    answers = {"correct_option_id", "correct_option_ids"}
    unknown = poll.get("type") == "quiz" and not answers & poll.keys()
    return _has_content(message) and not refused and not unknown


def _copy(message: Message) -> Body:
    """What a copy shows: a live location stands still, a die is thrown again, a poll is new."""
    content = _content(message)
    if place := content.get("location"):
        content["location"] = {k: place[k] for k in _PLACE if k in place}
    if die := content.get("dice"):
        content["dice"] = {"emoji": die["emoji"], "value": 4}
    if poll := content.get("poll"):
        options = [option | {"voter_count": 0} for option in poll["options"]]
        anew = {"id": secrets.token_hex(8), "options": options, "total_voter_count": 0}
        content["poll"] = poll | anew | {"is_closed": False}
    return content


def _content(message: Message) -> Body:
    fields = (*CONTENT, *_CAPTION, "entities", "link_preview_options")
    return {k: message.body[k] for k in fields if k in message.body}


def _forward(world: World, params: Params, message: Message) -> Body:
    if not _has_content(message) or message.body.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    origin = message.body.get("forward_origin") or {
        "type": "user",
        "date": message.body["date"],
        "sender_user": message.body["from"],
    }
    content = _content(message)
    options = {"head": {"forward_origin": origin}, "secret": message.secret}
    if "invoice" in content:
        options["price"] = message.secret["price"]
    return messages.send(world, params, content, **options).body
