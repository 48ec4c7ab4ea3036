"""Files that Telegram doesn't know, or no longer by their id, are uploaded from the file store.

A message's parameters say which file an id stands for, beside that id:
`{"document": "<file_id>", "_file": {"id": 7, "key": "…", "name": "plan.pdf"}}`; an album in each
item. An empty id: Telegram never had it.

What was sent in the chat is in no store. `{"voice": "<file_id>", "_file": {"instead":
[["copyMessage", {…}], …]}}` says what comes in its place, each where the one before is hopeless.

A small file that we have written ourselves stands there as a whole, and in no store:
`{"document": "", "_file": {"name": "statement.csv", "text": "…"}}`. Its row of the outbox keeps
the text until that is pruned, 30 days after it was sent.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from storage.file_rows import KnownAs
from storage.files import FileStore, FileStoreError

HINT = "_file"
BESIDE = "_files"


@dataclass(frozen=True, slots=True)
class Upload:
    """In place of a file's id: its bytes, from the beginning."""

    content: IO[bytes]
    name: str


def as_hinted_now(params: dict[str, Any]) -> dict[str, Any]:
    """A row that the first version put: an album's hints stood beside it, as "_files"."""
    if BESIDE not in params:
        return params
    now = {name: value for name, value in params.items() if name != BESIDE}
    hints, media = params[BESIDE], params.get("media")
    if isinstance(media, list) and len(media) == len(hints):
        now["media"] = [{**item, HINT: hint} for item, hint in zip(media, hints, strict=True)]
    return now


def without_hints(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters as Telegram may see them."""
    clean = {name: value for name, value in params.items() if name != HINT}
    media = clean.get("media")
    if isinstance(media, dict):
        clean["media"] = without_hints(media)
    elif isinstance(media, list):
        clean["media"] = [without_hints(item) for item in media]
    return clean


def has_unknown_files(params: dict[str, Any]) -> bool:
    """Whether one of its files was never at Telegram's."""
    media = params.get("media")
    if isinstance(media, list):
        return any(HINT in item and not item.get("media") for item in media)
    return HINT in params and "" in params.values()


def instead_of(params: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Methods and their parameters, each for where what was tried before is hopeless."""
    return [(method, given) for method, given in params.get(HINT, {}).get("instead", ())]


def known_as(method: str, params: dict[str, Any], result: Any) -> tuple[KnownAs, ...]:
    """By which ids Telegram knows the uploaded files, from its answer to the upload."""
    if isinstance(result, dict):
        sent = [(_parameter(method), params, result)]
    elif isinstance(result, list):
        items = params["media"]
        sent = [(item["type"], item, told) for item, told in zip(items, result, strict=False)]
    else:
        return ()
    return tuple(
        KnownAs(hint["id"], shown["file_id"], shown["file_unique_id"])
        for kind, item, told in sent
        if (hint := item.get(HINT)) and "id" in hint and (shown := _shown(told, kind))
    )


def _shown(message: Any, kind: str) -> dict[str, Any] | None:
    """The file of a message, where it is of the kind that was sent; a photo in its largest size."""
    shown: Any = message.get(kind) if isinstance(message, dict) else None
    if isinstance(shown, list):
        shown = shown[-1] if shown else None
    return shown if isinstance(shown, dict) else None


class Uploads:
    def __init__(self, files: FileStore | None) -> None:
        self._files = files

    async def instead_of_ids(
        self, stack: AsyncExitStack, method: str, params: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The parameters with an `Upload` in place of each hinted file's id; None without hints,
        or where the store doesn't have the file. What was opened is closed with `stack`."""
        media = params.get("media")
        try:
            if isinstance(media, list) and any(HINT in item for item in media):
                items = [await self._uploaded(stack, "media", item) for item in media]
                return {**params, "media": items}
            if isinstance(media, dict) and HINT in media:
                return {**params, "media": await self._uploaded(stack, "media", media)}
            if HINT in params and "instead" not in params[HINT]:
                return await self._uploaded(stack, _parameter(method), params)
        except FileStoreError:
            return None
        return None

    async def _uploaded(
        self, stack: AsyncExitStack, name: str, item: dict[str, Any]
    ) -> dict[str, Any]:
        """Through a temporary file: memory stays constant, and its length is known."""
        hint = item.get(HINT)
        if hint and "text" in hint:
            content = BytesIO(hint["text"].encode("utf-8", "replace"))
            return {**without_hints(item), name: Upload(content, hint["name"])}
        if not hint or self._files is None:
            return without_hints(item)
        spool: IO[bytes] = stack.enter_context(TemporaryFile())  # noqa: SIM115
        async for chunk in self._files.open(hint["key"]):
            await asyncio.to_thread(spool.write, chunk)
        spool.seek(0)
        return {**without_hints(item), name: Upload(spool, hint["name"])}


def _parameter(method: str) -> str:
    """sendDocument's file is its parameter `document`, sendVideoNote's `video_note`."""
    name = method.removeprefix("send")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
