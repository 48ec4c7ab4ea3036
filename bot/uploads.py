"""Files that Telegram no longer knows by their id are uploaded anew from the file store.

A message's parameters say which file of the store an id stands for, beside that id:
`{"document": "<file_id>", "_file": {"key": "…", "name": "plan.pdf"}}`; an album in each item.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from tempfile import TemporaryFile
from typing import IO, Any

from telegram import (
    InputFile,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)

from storage.files import FileStore, FileStoreError

HINT = "_file"
_MEDIA: dict[str, Callable[..., InputMedia]] = {
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
}


def without_hints(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters as Telegram may see them."""
    clean = {name: value for name, value in params.items() if name != HINT}
    media = clean.get("media")
    if isinstance(media, dict):
        clean["media"] = without_hints(media)
    elif isinstance(media, list):
        clean["media"] = [without_hints(item) for item in media]
    return clean


def as_library_media(media: Any) -> InputMedia | Sequence[InputMedia]:
    """InputMedia in the Bot API's JSON as python-telegram-bot's objects, which it insists on."""
    if isinstance(media, list):
        return [_library_medium(item) for item in media]
    return _library_medium(media)


def _library_medium(item: dict[str, Any]) -> InputMedia:
    """Raises ValueError for a type that an album or an edit cannot have."""
    rest = {name: value for name, value in item.items() if name not in ("type", "media")}
    if item.get("type") not in _MEDIA:
        raise ValueError(f"no such InputMedia type: {item.get('type')!r}")
    return _MEDIA[item["type"]](item["media"], api_kwargs=rest)


class Uploads:
    def __init__(self, files: FileStore | None) -> None:
        self._files = files

    async def instead_of_ids(
        self, stack: AsyncExitStack, method: str, params: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The parameters with every hinted file's bytes in place of its id; None without hints,
        or where the store doesn't have them. What was opened is closed with `stack`."""
        try:
            if isinstance(params.get("media"), list):
                items = [await self._uploaded(stack, "media", item) for item in params["media"]]
                found = any(HINT in item for item in params["media"])
                return {**params, "media": items} if found else None
            if isinstance(params.get("media"), dict):
                if HINT not in params["media"]:
                    return None
                return {**params, "media": await self._uploaded(stack, "media", params["media"])}
            if HINT not in params:
                return None
            return await self._uploaded(stack, _parameter(method), params)
        except FileStoreError:
            return None

    async def _uploaded(
        self, stack: AsyncExitStack, name: str, item: dict[str, Any]
    ) -> dict[str, Any]:
        hint = item.get(HINT)
        if not hint or self._files is None:
            return without_hints(item)
        spool: IO[bytes] = stack.enter_context(TemporaryFile())  # noqa: SIM115
        async for chunk in self._files.open(hint["key"]):
            await asyncio.to_thread(spool.write, chunk)
        spool.seek(0)
        # A handle is streamed from; bytes would be held in memory as a whole.
        file = InputFile(
            spool, filename=hint["name"], attach=name == "media", read_file_handle=False
        )
        return {**without_hints(item), name: file}


def _parameter(method: str) -> str:
    """sendDocument's file is its parameter `document`, sendVideoNote's `video_note`."""
    name = method.removeprefix("send")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
