"""Files that go out: which Bot API calls show them, and how big they are."""

from collections.abc import Sequence
from typing import Any

from marketplace.files import FileKind, StoredFile
from views.texts import Texts

MOST_IN_ALBUM = 10
_SINGLE = {
    FileKind.DOCUMENT: ("sendDocument", "document"),
    FileKind.PHOTO: ("sendPhoto", "photo"),
    FileKind.VIDEO: ("sendVideo", "video"),
    FileKind.AUDIO: ("sendAudio", "audio"),
    FileKind.VOICE: ("sendVoice", "voice"),
    FileKind.ANIMATION: ("sendAnimation", "animation"),
    FileKind.VIDEO_NOTE: ("sendVideoNote", "video_note"),
}
_ALBUMS = {
    FileKind.DOCUMENT: "documents",
    FileKind.AUDIO: "audio",
    FileKind.PHOTO: "pictures",
    FileKind.VIDEO: "pictures",
}


def file_calls(files: Sequence[StoredFile]) -> list[tuple[str, dict[str, Any]]]:
    """Bot API calls that show the files by file_id, as few as Telegram's albums allow.

    "_file" and "_files" tell the sender where the bytes are, should Telegram have forgotten them;
    nothing that begins with "_" goes to Telegram.
    """
    return [_call(group) for group in _groups(files)]


def _groups(files: Sequence[StoredFile]) -> list[list[StoredFile]]:
    """In the order in which each album's first file came."""
    groups: list[list[StoredFile]] = []
    filling: dict[str, list[StoredFile]] = {}
    for file in files:
        album = _ALBUMS.get(file.kind)
        group = filling.get(album) if album else None
        if album is None or group is None or len(group) == MOST_IN_ALBUM:
            group = []
            groups.append(group)
            if album:
                filling[album] = group
        group.append(file)
    return groups


def _call(group: list[StoredFile]) -> tuple[str, dict[str, Any]]:
    if len(group) == 1:
        method, field = _SINGLE[group[0].kind]
        return method, {field: group[0].telegram_id, "_file": _hint(group[0])}
    media = [{"type": file.kind.value, "media": file.telegram_id} for file in group]
    return "sendMediaGroup", {"media": media, "_files": [_hint(file) for file in group]}


def _hint(file: StoredFile) -> dict[str, str]:
    return {"key": file.key, "name": file.name, "kind": file.kind.value}


def size(t: Texts, bytes_: int) -> str:
    """A size the reader's way: "820 KB", "12.5 MB". 1 KB is 1,024 bytes, as in Telegram."""
    if bytes_ < 1024:
        return t.label("size-bytes", count=bytes_)
    if bytes_ < 1024**2:
        return t.label("size-kb", count=round(bytes_ / 1024))
    if bytes_ < 1024**3:
        return t.label("size-mb", count=round(bytes_ / 1024**2, 1))
    return t.label("size-gb", count=round(bytes_ / 1024**3, 1))
