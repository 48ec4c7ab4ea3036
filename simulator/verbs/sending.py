"""What a person sends: text, files of every kind, albums, replies."""

from __future__ import annotations

import base64
import random
from typing import Any

from .. import media, messages, quotes, topics, view
from ..control import verb
from ..errors import ControlError
from ..files import Blob, Upload
from ..media import KINDS
from ..state import Body, Chat, Message, World
from ..text import found, length


def writable(world: World, person: int) -> Chat:
    """The chat to write in; the first message is what starts the bot. ControlError: blocked, or
    the account was deleted."""
    chat = world.chat_of(person)
    if chat.blocked:
        raise ControlError(f"{chat.person['first_name']} blocked the bot; unblock it first")
    if chat.deactivated:
        raise ControlError(f"{chat.person['first_name']} deleted the account")
    chat.started = True
    chat.mark = world.seq
    return chat


def deliver(
    world: World, chat: Chat, content: Body, head: Body, secret: Body | None = None
) -> Body:
    """Put a person's message into the chat and tell the bot; nothing is asked any more.

    `secret`: what only Telegram knows of it."""
    chat.force_reply = 0
    message = messages.put(world, chat, content, head, by_bot=False, secret=secret)
    world.updates.add("message", chat.id, message.body)
    return view.message(world, chat, message)


def head_of(
    world: World,
    chat: Chat,
    reply_to: int | None,
    topic: int | str | None,
    *,
    quote: Body | None = None,
    forward_origin: Body | None = None,
) -> Body:
    """What a message replies to, comes from, and where it goes. ControlError: not there.

    `quote`: the part of the answered message that is meant, {text, position}.
    """
    thread = topics.writable(chat, topic)
    head = topics.head(thread)
    if reply_to is not None:
        target = chat.messages.get(reply_to)
        if target is None or target.deleted:
            raise ControlError(f"no message {reply_to} to reply to")
        head = messages.replying(chat, target, thread) | _quote(world, target, quote)
    elif quote:
        raise ControlError("a quote is of the message that is answered: reply_to says which")
    if forward_origin:
        head["forward_origin"] = forward_origin
    return head


def _quote(world: World, target: Message, quote: Body | None) -> Body:
    if not quote:
        return {}
    text, position = str(quote.get("text", "")), int(quote.get("position") or 0)
    most = world.limits.quote
    if (over := length(text) - most) > 0:
        raise ControlError(f"a quote has at most {most} characters: {over} too many")
    found = quotes.part(target, text, position)
    if found is None:
        raise ControlError(f"message {target.id} has no such part to quote: {text!r}")
    return {"quote": found}


@verb("say")
async def says(
    world: World,
    *,
    person: int,
    text: str,
    reply_to: int | None = None,
    quote: Body | None = None,
    forward_origin: Body | None = None,
    topic: int | str | None = None,
) -> Body:
    """Send a text; above 4096 characters it becomes several messages, as clients do."""
    chat = writable(world, person)
    if not text.strip():
        raise ControlError("nobody can send an empty message")
    head = head_of(world, chat, reply_to, topic, quote=quote, forward_origin=forward_origin)
    shown: Body = {}
    for part in _parts(text.strip(), world.limits.text):
        content: Body = {"text": part}
        if entities := found(part):
            content["entities"] = entities
        shown = deliver(world, chat, content, head)
    return shown


def _parts(text: str, most: int) -> list[str]:
    parts = []
    while length(text) > most:
        cut = (
            most if text.isascii() else max(i for i in range(most + 1) if length(text[:i]) <= most)
        )
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


@verb("send_file")
async def send_file(
    world: World,
    *,
    person: int,
    file: Body,
    caption: str = "",
    reply_to: int | None = None,
    quote: Body | None = None,
    forward_origin: Body | None = None,
    topic: int | str | None = None,
    media_group_id: str = "",
) -> Body:
    """Send one file. `file`: {kind, name, mime, and one of content (base64), upload, size}."""
    fitting(world, "caption", caption)
    chat = writable(world, person)
    head = head_of(world, chat, reply_to, topic, quote=quote, forward_origin=forward_origin)
    if media_group_id:
        head["media_group_id"] = media_group_id
    return deliver(world, chat, file_content(world, file, caption), head)


@verb("send_album")
async def send_album(
    world: World,
    *,
    person: int,
    files: list[Body],
    caption: str = "",
    reply_to: int | None = None,
    quote: Body | None = None,
    topic: int | str | None = None,
) -> list[Body]:
    """Send up to ten files as one album: separate updates that share media_group_id."""
    fitting(world, "caption", caption)
    chat = writable(world, person)
    if not 2 <= len(files) <= world.limits.album:
        raise ControlError("an album has 2-10 files")
    group = str(random.randrange(10**16, 10**17))
    head = head_of(world, chat, reply_to, topic, quote=quote) | {"media_group_id": group}
    contents = [file_content(world, f, caption if i == 0 else "") for i, f in enumerate(files)]
    return [deliver(world, chat, content, head) for content in contents]


def fitting(world: World, what: str, words: str) -> None:
    """ControlError: more of a "text" or a "caption" than people's apps let them send."""
    most = world.limits.text if what == "text" else world.limits.caption
    if (over := length(words) - most) > 0:
        raise ControlError(f"a {what} has at most {most} characters: {over} too many")


def file_content(world: World, file: Body, caption: str) -> Body:
    """What a message with a person's file shows. ControlError: no such kind, no bytes."""
    kind = KINDS.get(file.get("kind", "document"))
    if kind is None:
        raise ControlError(f"unknown kind of file: {file.get('kind')}")
    if "file_id" in file:
        stored = world.files.get(file["file_id"])
    else:
        upload = Upload(_blob(world, file), file.get("name", ""), file.get("mime", ""))
        stored = media.store(world, kind, upload, file)
    content = media.stored_content(world, kind, stored)
    if caption and not kind.bare:
        content["caption"] = caption
        if entities := found(caption):
            content["caption_entities"] = entities
    return content


def _blob(world: World, file: Body) -> Blob:
    given: Any = file.get("content")
    if isinstance(given, str):
        return world.files.keep(base64.b64decode(given))
    if isinstance(given, bytes):
        return world.files.keep(given)
    if "upload" in file:
        blob = world.uploads.get(file["upload"])
        if blob is None:
            raise ControlError(f"unknown upload: {file['upload']}")
        return blob
    if "size" in file:
        return world.files.hollow(int(file["size"]))
    raise ControlError("a file needs content, upload or size")


@verb("send_content")
async def send_content(
    world: World,
    *,
    person: int,
    content: Body,
    reply_to: int | None = None,
    quote: Body | None = None,
    topic: int | str | None = None,
) -> Body:
    """Send anything else as Bot API JSON: {"location": …}, {"contact": …}, {"story": …}."""
    chat = writable(world, person)
    return deliver(world, chat, content, head_of(world, chat, reply_to, topic, quote=quote))
