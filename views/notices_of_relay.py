"""What is passed on: copies, edits, reactions, and what could not be delivered."""

from typing import Any

from marketplace import events
from marketplace.leaks import MENTIONED
from marketplace.people import Person
from marketplace.relay import Line, RelayedMessage
from views import chat
from views.mailbag import Mailbag
from views.screen import Screen
from views.texts import Texts, units

NO_PREVIEW = {"is_disabled": True}
MOST_TEXT, MOST_CAPTION = 4096, 1024
MOST_AFTERWARDS = 30
"""Of what was written while somebody was away; the rest is in the history."""
CAPTIONED = {"photo", "video", "animation", "audio", "document", "voice"}
REPLACEABLE = CAPTIONED - {"voice"}


async def message_sent(bag: Mailbag, event: events.MessageSent, reader: Person) -> None:
    """A line that says who writes, where that isn't clear already, then the copy."""
    line, message = event.line, event.message
    if message.waiting:
        return
    if event.header and not _headed(bag, event) and not await _in_topic(bag, reader, line):
        t = await bag.texts(reader.id)
        await bag.send(reader.id, chat.header(t, event.sender, line), line.bid_id)
    await _copy(bag, reader, line, message)


async def _in_topic(bag: Mailbag, reader: Person, line: Line) -> bool:
    """Its name says who writes and about what."""
    if not bag.work.topics.here:
        return False
    topic = await bag.work.topics.of(reader.id, line.bid_id)
    return topic is not None and topic.open


def _headed(bag: Mailbag, event: events.MessageSent) -> bool:
    """Whether an earlier message of this unit of work has the header."""
    for other in bag.events:
        if other is event:
            return False
        if isinstance(other, events.MessageSent) and other.line.bid_id == event.line.bid_id:
            return True
    return False


async def _copy(bag: Mailbag, reader: Person, line: Line, message: RelayedMessage) -> None:
    if message.album:
        row = await bag.album(reader.id, message, line.bid_id)
    else:
        method, params = _copied(message)
        reply, refers = await _reply(bag, reader, message)
        row = await bag.call(
            reader.id, method, params | reply, line.bid_id, edits=refers, relays=[message.id]
        )
    await bag.work.relay.carried_by(message.id, row)


def _copied(message: RelayedMessage) -> tuple[str, dict[str, Any]]:
    """A text is sent anew, since only so its links show no previews; the rest is copied."""
    if message.kind == "text":
        entities = [] if message.edits else _entities(message)
        return "sendMessage", _text(message.newest_text, entities)
    copy = {"from_chat_id": message.sender_id, "message_id": message.message_id}
    shown = _entities(message)
    if len(shown) == len(message.entities):
        return "copyMessage", copy
    shown = [] if message.edits else shown
    return "copyMessage", {**copy, "caption": message.newest_text, "caption_entities": shown}


def _entities(message: RelayedMessage) -> list[dict[str, Any]]:
    """All but those that lead to somebody's account, which the bot doesn't pass on."""
    return [entity for entity in message.entities if entity.get("type") != MENTIONED]


def _text(text: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    given = {"entities": entities} if entities else {}
    return {"text": text, "link_preview_options": NO_PREVIEW, **given}


async def _reply(
    bag: Mailbag, reader: Person, message: RelayedMessage
) -> tuple[dict[str, Any], int | None]:
    """The thread goes on in the reader's chat: there the answered message is their own, or the
    copy of the sender's; and a copy that is still on its way is named by its row."""
    if message.answers is None:
        return {}, None
    answered = await bag.work.relay.find(message.answers)
    if answered is None:
        return {}, None
    here = answered.message_id if answered.sender_id == reader.id else None
    here = here or await bag.work.relay.copy_in(reader.id, answered.id)
    if here is None:
        return {}, answered.row_id
    target = {"message_id": here, "allow_sending_without_reply": True}
    return {"reply_parameters": target}, None


# --- what follows it ---------------------------------------------------------------------------


async def message_edited(bag: Mailbag, event: events.MessageEdited, reader: Person) -> None:
    """The copy says what the message says now, and that it was edited."""
    message = event.message
    if message.waiting or message.row_id is None:
        return
    t = await bag.texts(reader.id)
    found = _edit(t, message, replaced=event.replaced)
    if found is None:
        return
    method, params = found
    await _change(bag, reader, message, method, params, event.line.bid_id)


def _edit(
    t: Texts, message: RelayedMessage, *, replaced: bool
) -> tuple[str, dict[str, Any]] | None:
    if message.kind == "text":
        text, entities = _marked(t, message, MOST_TEXT)
        return "editMessageText", _text(text, entities)
    if message.kind not in CAPTIONED:
        return None
    text, entities = _marked(t, message, MOST_CAPTION)
    caption = {"caption": text, "caption_entities": entities}
    file = message.newest_file
    if replaced and file and file.kind in REPLACEABLE:
        media = {"type": file.kind, "media": file.telegram_id, **caption}
        return "editMessageMedia", {"media": media}
    return "editMessageCaption", caption


def _marked(t: Texts, message: RelayedMessage, most: int) -> tuple[str, list[dict[str, Any]]]:
    """With "edited" below, where there is room for it."""
    text, entities = message.newest_text, _entities(message)
    mark = t.label("chat-edited")
    marked = f"{text}\n\n{mark}" if text else mark
    if units(marked) > most:
        return text, entities
    italic: dict[str, Any] = {
        "type": "italic",
        "offset": units(marked) - units(mark),
        "length": units(mark),
    }
    return marked, [*entities, italic]


async def message_reacted(bag: Mailbag, event: events.MessageReacted, reader: Person) -> None:
    """On the other side it stands on their own message, or on the copy."""
    message = event.message
    reaction = [{"type": "emoji", "emoji": event.emoji}] if event.emoji else []
    params: dict[str, Any] = {"reaction": reaction}
    if message.sender_id == reader.id:
        params = {**params, "message_id": message.message_id}
        await bag.call(reader.id, "setMessageReaction", params)
    elif not message.waiting:
        await _change(bag, reader, message, "setMessageReaction", params, None)


async def _change(
    bag: Mailbag,
    reader: Person,
    message: RelayedMessage,
    method: str,
    params: dict[str, Any],
    line: int | None,
) -> None:
    """Something happens to the copy, which may be still on its way."""
    here = await bag.work.relay.copy_in(reader.id, message.id)
    if here is not None:
        await bag.call(reader.id, method, {**params, "message_id": here}, line)
    elif not message.album and message.row_id is not None:
        await bag.call(reader.id, method, params, line, edits=message.row_id)


# --- what could not be delivered ---------------------------------------------------------------


async def message_undelivered(
    bag: Mailbag, event: events.MessageUndelivered, reader: Person
) -> None:
    """Below the message that it is about."""
    line = event.line
    t = await bag.texts(reader.id)
    text = chat.undelivered(t, line, line.other(reader.id), unreachable=event.unreachable)
    target = {"message_id": event.message.message_id, "allow_sending_without_reply": True}
    params = {**Screen(text).message(), "reply_parameters": target}
    await bag.call(reader.id, "sendMessage", params, line.bid_id)


async def messages_waited(bag: Mailbag, event: events.MessagesWaited, reader: Person) -> None:
    """What was written while somebody was away, the newest of very much."""
    line = event.line
    t = await bag.texts(reader.id)
    shown = event.messages[-MOST_AFTERWARDS:]
    left_out = len(event.messages) - len(shown)
    text = chat.while_away(
        t, line.other(reader.id), line, count=len(event.messages), left_out=left_out
    )
    await bag.send(reader.id, Screen(text), line.bid_id)
    for message in shown:
        await _copy(bag, reader, line, message)
