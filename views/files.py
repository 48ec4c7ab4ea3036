"""Files that go out: which Bot API calls show them, and how big they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.files import FileKind, FileState, StoredFile
from views.callbacks import GetLink
from views.screen import Button, Html, Screen, lines
from views.texts import Texts, short

MOST_IN_ALBUM = 10
MOST_MOVING = 5
MOST_SENT_BYTES = 50 * 1024**2
"""What Telegram takes from a bot; larger files come by a link (telegram.md, "Limits")."""
METHODS: Mapping[str, tuple[str, str]] = {
    FileKind.DOCUMENT: ("sendDocument", "document"),
    FileKind.PHOTO: ("sendPhoto", "photo"),
    FileKind.VIDEO: ("sendVideo", "video"),
    FileKind.AUDIO: ("sendAudio", "audio"),
    FileKind.VOICE: ("sendVoice", "voice"),
    FileKind.ANIMATION: ("sendAnimation", "animation"),
    FileKind.VIDEO_NOTE: ("sendVideoNote", "video_note"),
}
"""Which method sends a file of this kind, and as which of its parameters."""
_ALBUMS = {
    FileKind.DOCUMENT: "documents",
    FileKind.AUDIO: "audio",
    FileKind.PHOTO: "pictures",
    FileKind.VIDEO: "pictures",
}


def file_calls(t: Texts, files: Sequence[StoredFile]) -> list[tuple[str, dict[str, Any]]]:
    """Bot API calls that show the files by file_id, as few as Telegram's albums allow.

    "_file" tells the sender where the bytes are, should Telegram have forgotten them (or never have
    known: then the id is empty); it doesn't go to Telegram. A file that Telegram can't carry is
    shown as a message with the way to get it, and one that nobody has any more as one that says so.
    """
    return [_call(t, group) for group in _groups(files)]


def by_link_only(file: StoredFile) -> bool:
    """Whether Telegram neither has the file nor would take it from us."""
    return not file.telegram_id and file.size_bytes > MOST_SENT_BYTES


def is_nowhere(file: StoredFile) -> bool:
    """Neither Telegram nor the store has it."""
    return not file.telegram_id and file.state is FileState.FAILED


def _groups(files: Sequence[StoredFile]) -> list[list[StoredFile]]:
    """In the order in which each album's first file came."""
    groups: list[list[StoredFile]] = []
    filling: dict[str, list[StoredFile]] = {}
    for file in files:
        album = _ALBUMS.get(file.kind) if file.telegram_id else None
        group = filling.get(album) if album else None
        if album is None or group is None or len(group) == MOST_IN_ALBUM:
            group = []
            groups.append(group)
            if album:
                filling[album] = group
        group.append(file)
    return groups


def _call(t: Texts, group: list[StoredFile]) -> tuple[str, dict[str, Any]]:
    if is_nowhere(group[0]):
        return "sendMessage", Screen(t("file-never-stored", name=group[0].name)).message()
    if by_link_only(group[0]):
        return "sendMessage", big_file(t, group[0]).message()
    if len(group) == 1:
        method, field = METHODS[group[0].kind]
        return method, {field: group[0].telegram_id, "_file": _hint(group[0])}
    media = [
        {"type": file.kind.value, "media": file.telegram_id, "_file": _hint(file)} for file in group
    ]
    return "sendMediaGroup", {"media": media}


def _hint(file: StoredFile) -> dict[str, Any]:
    return {"id": file.id, "key": file.key, "name": file.name}


def storing(t: Texts, files: Sequence[StoredFile], got: Mapping[int, int]) -> Screen:
    """How far files are on their way into the store. `got`: the bytes that are there, by file."""
    left = [file for file in files if file.state is FileState.ANNOUNCED]
    stored = sum(file.state is FileState.STORED for file in files)
    failed = [failure(t, file) for file in files if file.state is FileState.FAILED]
    if not left:
        names = {"count": stored, "name": short(files[0].name, 60) if files else ""}
        return Screen(lines(t("files-stored", **names) if stored else "", *failed[:MOST_MOVING]))
    moving = [
        t("file-storing", name=short(file.name, 60), percent=_percent(got[file.id], file))
        for file in left
        if file.id in got
    ]
    heading = t("files-storing", stored=stored, count=len(files))
    return Screen(lines(heading, *moving[:MOST_MOVING], *failed[:MOST_MOVING]))


def _percent(got_bytes: int, file: StoredFile) -> int:
    return min(99, got_bytes * 100 // max(1, file.size_bytes))


def failure(t: Texts, file: StoredFile) -> Html:
    """Which file could not be stored, and why."""
    return t("file-failed", name=short(file.name, 60), reason=file.reason)


def big_file(t: Texts, file: StoredFile) -> Screen:
    """In place of a file that Telegram can't carry. The link is made when it is asked for, since
    it lives for minutes."""
    text = t("file-by-link", name=file.name, size=size(t, file.size_bytes))
    return Screen(text, ((Button(t.label("btn-get-file"), GetLink(file_id=file.id)),),))


def size(t: Texts, bytes_: int) -> str:
    """A size the reader's way: "820 KB", "12.5 MB". 1 KB is 1,024 bytes, as in Telegram."""
    if bytes_ < 1024:
        return t.label("size-bytes", count=bytes_)
    if bytes_ < 1024**2:
        return t.label("size-kb", count=round(bytes_ / 1024))
    if bytes_ < 1024**3:
        return t.label("size-mb", count=round(bytes_ / 1024**2, 1))
    return t.label("size-gb", count=round(bytes_ / 1024**3, 1))
