"""Bot API: Updating messages."""

from __future__ import annotations

from .. import keyboards, messages
from ..api import method
from ..errors import bad_request
from ..messages import CONTENT
from ..parameters import Params
from ..state import Body, Chat, Message, World
from .albums import input_media

_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def _target(world: World, params: Params) -> tuple[Chat, Message]:
    """The bot's own message to change. ApiError 400: not found, or somebody else's."""
    if params.has("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.writable(params.text("chat_id"))
    message = messages.found(chat, params, "message to edit")
    if not message.by_bot or ("invoice" in message.body and not params.has("reply_markup")):
        raise bad_request("message can't be edited")
    world.flood.check(chat.id)
    return chat, message


def _changed(
    world: World, params: Params, chat: Chat, message: Message, old: tuple[str, ...], new: Body
) -> Body:
    """Replace the fields `old` by `new`; without reply_markup the keyboard goes away."""
    payable = "invoice" in message.body
    markup = keyboards.checked(params, world.limits, payable=payable)
    body = {k: v for k, v in message.body.items() if k not in (*old, "reply_markup")}
    body |= new | ({"reply_markup": markup} if markup else {})
    return messages.change(world, chat, message, body)


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Body:
    """Bot API: editMessageText."""
    content = messages.message_text(world, params)
    chat, message = _target(world, params)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, params, chat, message, _TEXT, content)


@method("editMessageCaption")
def edit_message_caption(world: World, params: Params) -> Body:
    """Bot API: editMessageCaption; an empty caption takes it away."""
    caption = messages.caption(world, params)
    chat, message = _target(world, params)
    if "text" in message.body or not any(k in message.body for k in CONTENT):
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, params, chat, message, _CAPTION, caption)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Body:
    """Bot API: editMessageReplyMarkup; none given takes the keyboard away."""
    chat, message = _target(world, params)
    return _changed(world, params, chat, message, (), {})


@method("editMessageMedia")
def edit_message_media(world: World, params: Params) -> Body:
    """Bot API: editMessageMedia; a text message may become one with a file."""
    item = params.decoded("media", "input media")
    chat, message = _target(world, params)
    content = input_media(world, item, params)
    return _changed(world, params, chat, message, (*CONTENT, *_TEXT, *_CAPTION), content)


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    """Bot API: deleteMessage; any message of a private chat, for 48 hours."""
    chat = world.chat_for_bot(params.text("chat_id"))
    message = messages.found(chat, params, "message to delete")
    if world.now() - message.body["date"] > world.limits.delete_after:
        raise bad_request("message can't be deleted for everyone")
    if "forum_topic_created" in message.body:
        raise bad_request("message can't be deleted")
    _delete(world, chat, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Bot API: deleteMessages; what is not there is skipped."""
    chat = world.chat_for_bot(params.text("chat_id"))
    for message_id in bulk_ids(world, params):
        message = chat.messages.get(message_id)
        if message and not message.deleted and "forum_topic_created" not in message.body:
            _delete(world, chat, message)
    return True


def _delete(world: World, chat: Chat, message: Message) -> None:
    message.deleted = True
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    world.happened("deleted", chat, message, by="bot")


def bulk_ids(world: World, params: Params) -> list[int]:
    """`message_ids`: 1-100 of them. ApiError 400."""
    ids = params.decoded("message_ids", "message_ids")
    if ids is None or ids == []:
        raise bad_request("message identifiers are not specified")
    if not isinstance(ids, list):
        raise bad_request("expected an Array of message identifiers")
    if len(ids) > world.limits.bulk_ids:
        raise bad_request("too many message identifiers specified")
    try:
        numbers = [int(i) for i in ids]
    except (TypeError, ValueError):
        raise bad_request("can't parse message identifier as a Number") from None
    if min(numbers) <= 0:
        raise bad_request("invalid message identifier specified")
    return numbers
