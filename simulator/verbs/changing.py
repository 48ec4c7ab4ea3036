"""What people change of what they sent: texts, captions, files; and what they delete."""

from __future__ import annotations

from .. import view
from ..control import verb
from ..errors import ControlError
from ..messages import CONTENT
from ..state import Body, Chat, Message, World
from ..text import found
from .sending import file_content, fitting

_TEXT = ("text", "entities")
_CAPTION = ("caption", "caption_entities")


@verb("edit")
async def edit(world: World, *, person: int, message_id: int, text: str) -> Body:
    """Edit an own message's text or caption: the bot gets edited_message."""
    chat, message = _own(world, person, message_id)
    field, marks = _TEXT if "text" in message.body else _CAPTION
    fitting(world, field, text)
    changed: Body = {field: text} if text else {}
    if entities := found(text):
        changed[marks] = entities
    return _changed(world, chat, message, (field, marks), changed)


@verb("edit_file")
async def edit_file(
    world: World, *, person: int, message_id: int, file: Body, caption: str = ""
) -> Body:
    """Put another file (as in send_file) and caption into an own message."""
    fitting(world, "caption", caption)
    chat, message = _own(world, person, message_id)
    content = file_content(world, file, caption)
    return _changed(world, chat, message, (*CONTENT, *_TEXT, *_CAPTION), content)


def _own(world: World, person: int, message_id: int) -> tuple[Chat, Message]:
    chat = world.chat_of(person)
    message = chat.messages.get(message_id)
    if message is None or message.by_bot or message.deleted:
        raise ControlError(f"message {message_id} is not one's own")
    chat.mark = world.seq
    return chat, message


def _changed(world: World, chat: Chat, message: Message, old: tuple[str, ...], new: Body) -> Body:
    kept = {k: v for k, v in message.body.items() if k not in old}
    message.body = kept | new | {"edit_date": world.now()}
    world.happened("edited", chat, message, by="person")
    world.updates.add("edited_message", chat.id, message.body)
    return view.message(world, chat, message)


@verb("delete")
async def delete(world: World, *, person: int, message_id: int) -> None:
    """Delete a message; bots are not told."""
    chat = world.chat_of(person)
    message = chat.messages.get(message_id)
    if message is None:
        raise ControlError(f"no message {message_id} in this chat")
    message.deleted = True
    world.happened("deleted", chat, message, by="person")
