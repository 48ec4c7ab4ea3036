"""What of a message can be passed on, in the marketplace's words."""

from typing import Any

from aiogram.types import Message

from conversations.steps.received import received
from conversations.steps.step import kind_of
from marketplace.errors import Refused
from marketplace.relay import CONTACT, Draft, SentFile
from marketplace.text import paragraph

RELAYED = frozenset(
    {
        "text",
        "photo",
        "video",
        "animation",
        "audio",
        "voice",
        "video_note",
        "document",
        "sticker",
        "location",
        "venue",
        CONTACT,
    }
)
"""Polls, dice and games cannot be copied as they are; a story tells who has posted it."""


def draft_of(message: Message) -> Draft:
    """Raises Refused `answer-not-relayed` where nothing can be passed on."""
    kind = kind_of(message)
    if kind not in RELAYED:
        raise Refused("answer-not-relayed", kind=kind)
    replied = message.reply_to_message
    return Draft(
        message_id=message.message_id,
        kind=kind,
        text=_said(message),
        entities=_entities(message),
        file=_file(message),
        album=message.media_group_id or "",
        replied_to=replied.message_id if replied else None,
    )


def _said(message: Message) -> str:
    """Exactly as it was written: entities count from its first character. A contact's name and
    number are its words in the log."""
    if contact := message.contact:
        return paragraph(f"{contact.first_name} {contact.last_name or ''} {contact.phone_number}")
    return message.text or message.caption or ""


def _entities(message: Message) -> tuple[dict[str, Any], ...]:
    """Without the accounts of people who are mentioned: they are nobody's business here."""
    given = message.entities or message.caption_entities or ()
    return tuple(
        entity.model_dump(mode="json", exclude_none=True, exclude={"user"}) for entity in given
    )


def _file(message: Message) -> SentFile | None:
    file = received(message, message.date)
    if file is None:
        return None
    return SentFile(
        name=file.name,
        mime=file.mime,
        size_bytes=file.size_bytes,
        kind=file.kind.value,
        telegram_id=file.telegram_id,
        telegram_unique_id=file.telegram_unique_id,
    )
