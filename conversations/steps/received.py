"""Files as Telegram hands them over, in the marketplace's words."""

from datetime import datetime
from typing import Any

from aiogram.types import Message

from marketplace.files import FileKind, StoredFile, safe_name

_MIMES = {
    FileKind.PHOTO: "image/jpeg",
    FileKind.VIDEO: "video/mp4",
    FileKind.AUDIO: "audio/mpeg",
    FileKind.VOICE: "audio/ogg",
    FileKind.ANIMATION: "video/mp4",
    FileKind.VIDEO_NOTE: "video/mp4",
    FileKind.DOCUMENT: "application/octet-stream",
}
_ORDER = (
    FileKind.ANIMATION,  # before document: Telegram fills both in for an animation
    FileKind.DOCUMENT,
    FileKind.VIDEO,
    FileKind.AUDIO,
    FileKind.VOICE,
    FileKind.VIDEO_NOTE,
    FileKind.PHOTO,
)


def received(message: Message, now: datetime) -> StoredFile | None:
    """The file of a message, not yet announced; None for a message without one.

    Kinds that carry no name have the empty one. Of a photo, the largest size counts.
    """
    for kind in _ORDER:
        media: Any = getattr(message, kind.value)
        if kind is FileKind.PHOTO and media:
            media = max(media, key=lambda size: size.width * size.height)
        if media:
            return _stored(kind, media, now)
    return None


def _stored(kind: FileKind, media: Any, now: datetime) -> StoredFile:
    given = getattr(media, "file_name", None)
    return StoredFile(
        id=0,
        owner_id=0,
        name=safe_name(given, "") if given else "",
        mime=(getattr(media, "mime_type", None) or _MIMES[kind])[:100],
        size_bytes=media.file_size or 0,
        kind=kind,
        telegram_id=media.file_id,
        telegram_unique_id=media.file_unique_id,
        announced_at=now,
    )
