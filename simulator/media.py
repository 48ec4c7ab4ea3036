"""The kinds of files that messages carry: one row a kind, one engine for all of them.

Used for what the bot sends (Bot API: sendDocument …) and for what people upload.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from . import images
from .errors import ApiError, bad_request, upload_too_large
from .files import Blob, StoredFile, Upload
from .parameters import Params
from .state import Body, World


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of file is sent and shown."""

    field: str  # parameter of the send method and field of the message
    folder: str  # first part of getFile's file_path
    mime: str  # when nothing better is known
    suffix: str
    numbers: tuple[str, ...] = ()  # integer fields, from parameters of the same names
    texts: tuple[str, ...] = ()
    constants: tuple[tuple[str, Any], ...] = ()
    named: bool = True  # the message says file_name
    bare: bool = False  # neither name, nor type, nor caption
    album: str = ""  # kinds with the same word may share an album


_TAGS = ("performer", "title")
_MOVING = ("width", "height", "duration")
_STICKER = (
    ("type", "regular"),
    ("width", 512),
    ("height", 512),
    ("is_animated", False),
    ("is_video", False),
)
_ROWS = (
    Kind("document", "documents", "application/octet-stream", "", album="document"),
    Kind("photo", "photos", "image/jpeg", ".jpg", album="visual"),
    Kind("video", "videos", "video/mp4", ".mp4", _MOVING, album="visual"),
    Kind("animation", "animations", "video/mp4", ".mp4", _MOVING),
    Kind("audio", "music", "audio/mpeg", ".mp3", ("duration",), _TAGS, album="audio"),
    Kind("voice", "voice", "audio/ogg", ".oga", ("duration",), named=False),
    Kind("video_note", "video_notes", "video/mp4", ".mp4", ("length", "duration"), bare=True),
    Kind("sticker", "stickers", "image/webp", ".webp", (), ("emoji",), _STICKER, bare=True),
)
KINDS = {kind.field: kind for kind in _ROWS}

_TITLES = {"video_note": "VideoNote", "voice": "VoiceNote"}
_THUMBNAIL = (90, 320)  # pixels, the longer side of a photo's smaller sizes


def content(world: World, kind: Kind, reference: Any, params: Params) -> Body:
    """{kind: its object} for a message of the bot: an upload or a file_id.

    ApiError 400: nothing given, unknown file_id, file_id of another kind, a URL, not a picture;
    413: too large.
    """
    upload = params.upload(reference, kind.field)
    if upload is not None:
        _check_size(world, kind, upload)
        return stored_content(world, kind, store(world, kind, upload, params.values))
    if not reference:
        raise bad_request(f"there is no {kind.field.replace('_', ' ')} in the request")
    if "://" in str(reference):
        raise bad_request("failed to get HTTP URL content")
    return stored_content(world, kind, reused(world, kind, str(reference)))


def _check_size(world: World, kind: Kind, upload: Upload) -> None:
    if upload.blob.size == 0:
        raise bad_request("file must be non-empty")
    if upload.blob.size > world.limits.upload:
        raise upload_too_large()
    if kind.field == "photo" and upload.blob.size > world.limits.photo_upload:
        raise ApiError(413, "Request Entity Too Large")


def reused(world: World, kind: Kind, file_id: str) -> StoredFile:
    """A file that Telegram has already; a photo may be named by any of its sizes."""
    stored = world.files.get(file_id)
    if stored.kind == "thumbnail":
        raise bad_request("can't use file of type Thumbnail as " + _title(kind.field))
    if stored.kind != kind.field:
        raise bad_request(f"can't use file of type {_title(stored.kind)} as {_title(kind.field)}")
    return stored


def _title(field: str) -> str:
    return _TITLES.get(field, field.capitalize())


def store(world: World, kind: Kind, upload: Upload, facts: Body) -> StoredFile:
    """Make an uploaded file one of `kind`. ApiError 400 when a photo is no picture."""
    name = upload.name or f"file{kind.suffix}"
    suffix = kind.suffix or PurePath(name).suffix
    stored = world.files.register(kind.field, upload.blob, kind.folder, suffix)
    stored.facts = {k: int(facts.get(k) or 0) for k in kind.numbers} | dict(kind.constants)
    stored.facts |= {k: str(facts[k]) for k in kind.texts if facts.get(k)}
    if kind.named and not kind.bare and kind.field != "photo":
        stored.facts["file_name"] = name
    if not kind.bare and kind.field != "photo":
        known = upload.mime if upload.mime not in ("", "application/octet-stream") else ""
        stored.facts["mime_type"] = known or mimetypes.guess_type(name)[0] or kind.mime
    if kind.field == "photo":
        stored.facts["sizes"] = _sizes(world, stored)
    return stored


def _sizes(world: World, photo: StoredFile) -> list[Body]:
    """PhotoSize rows, small to large; the largest is the picture itself."""
    picture = images.dimensions(photo.blob.path)
    if picture is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = picture
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    rows = []
    for longest in _THUMBNAIL:
        if longest < max(width, height):
            scale = longest / max(width, height)
            small = max(1, round(width * scale)), max(1, round(height * scale))
            blob = world.files.keep(images.sample_jpeg(*small))
            size = world.files.register("photo", blob, "photos", ".jpg")
            row = size.short() | {"width": small[0], "height": small[1]}
            size.facts["sizes"] = [row]
            rows.append(row)
    return [*rows, photo.short() | {"width": width, "height": height}]


def stored_content(world: World, kind: Kind, stored: StoredFile) -> Body:
    """{kind: object} of a message that shows this file (an animation is a document, too)."""
    if kind.field == "photo":
        return {"photo": stored.facts["sizes"]}
    shown = stored.short() | stored.facts
    body: Body = {kind.field: shown}
    if kind.field == "animation":
        keys = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
        body["document"] = {k: shown[k] for k in keys if k in shown}
    return body


def file_of(body: Body) -> tuple[str, Body] | None:
    """(kind, file object) that a message carries; a photo by its largest size."""
    for field in ("animation", *KINDS):
        if shown := body.get(field):
            return field, shown[-1] if field == "photo" else shown
    return None


def blob_of(world: World, file_id: str) -> Blob:
    """The bytes of a file that a chat shows, whatever its size. ApiError 400 when unknown."""
    return world.files.shown(file_id).blob
