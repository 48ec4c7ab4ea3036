"""The parameters of a Bot API call, whichever way they came (Bot API: Making requests).

Query string, form-urlencoded, JSON and multipart are all the same to a method.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, StreamReader

from .errors import ApiError, bad_request
from .files import FileStore, Upload

_TRUE = {"true", "yes", "1"}
_ATTACHED = "attach://"


class Params:
    """Named values of one call, read by type; strings hold JSON where the API wants objects."""

    __slots__ = ("uploads", "values")

    def __init__(
        self, values: dict[str, Any] | None = None, uploads: dict[str, Upload] | None = None
    ) -> None:
        self.values = values or {}
        self.uploads = uploads or {}

    def has(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else value if isinstance(value, str) else json.dumps(value)

    def required(self, name: str) -> str:
        """ApiError 400 when missing or empty."""
        value = self.text(name)
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def number(self, name: str, default: int = 0) -> int:
        """What cannot be read as an integer counts as not given, as on Telegram."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def real(self, name: str) -> float:
        try:
            return float(self.values[name])
        except (KeyError, TypeError, ValueError):
            raise bad_request(f"{name} is empty") from None

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def decoded(self, name: str, what: str) -> Any:
        """A JSON value, or None when not given; `what` names it in the error."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, reference: Any, name: str) -> Upload | None:
        """The uploaded file that a value refers to by attach://, or that came under `name`."""
        if isinstance(reference, str) and reference.startswith(_ATTACHED):
            return self.uploads.get(reference.removeprefix(_ATTACHED))
        return self.uploads.get(name)

    def plain(self) -> dict[str, Any]:
        """For the log: JSON decoded, files by name."""
        shown = {name: _decoded(value) for name, value in self.values.items()}
        return shown | {name: f"file:{u.name}" for name, u in self.uploads.items()}


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def read(
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: StreamReader,
    store: FileStore,
    upload_limit: int,
) -> Params:
    """Read one call. ApiError 400 for a body that cannot be read, 413 for a file too large."""
    params = Params(dict(query))
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        async for part in _parts(headers, body):
            await _take(part, params, store, upload_limit)
        return params
    raw = await body.read()
    if not raw:
        return params
    if kind == "application/json":
        params.values |= _object(raw)
    else:
        params.values |= dict(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True))
    return params


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse request JSON object")
    return {name: v for name, v in value.items() if v is not None}


async def _parts(headers: Mapping[str, str], body: StreamReader) -> AsyncIterator[BodyPartReader]:
    try:
        reader = MultipartReader(headers, body)
        while (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader):
                yield part
    except (ValueError, AssertionError) as error:
        raise ApiError(400, f"Bad Request: can't parse multipart body: {error}") from None


async def _take(part: BodyPartReader, params: Params, store: FileStore, most: int) -> None:
    name = part.name or ""
    if part.filename is None:
        params.values[name] = await part.text(encoding="utf-8")
        return
    blob = await store.take(_chunks(part), most)
    mime = part.headers.get("Content-Type", "")
    params.uploads[name] = Upload(blob, part.filename, mime)


async def _chunks(part: BodyPartReader) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(64 * 1024):
        yield chunk
