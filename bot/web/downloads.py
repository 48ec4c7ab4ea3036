"""A big file goes by link: from the file store into a browser, which saves it and shows nothing."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import aclosing
from datetime import timedelta

import structlog
from aiohttp import web
from structlog.contextvars import bound_contextvars

from bot.web.pages import PRIVATE, Pages
from bot.web.places import Places
from bot.web.ranges import Span, Unsatisfiable, span_of
from conversations.links import DOWNLOAD_PATH
from marketplace import transfers
from marketplace.errors import Refused
from marketplace.files import StoredFile
from marketplace.transfers import Download
from storage.files import FileStore, FileStoreError
from storage.files.names import attachment
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

AT_ONCE = 32
"""Downloads of one process; each takes about 2 MiB."""
AT_ONCE_OF_ONE = 8
"""A browser that fetches a file in parts takes six."""
STALL_SECONDS = 60.0
"""A block of at most 1 MiB has to be taken within this time."""
SIGNED_LASTS = timedelta(minutes=5)
"""Of a link into the store itself; what has begun goes on."""


class Downloads:
    def __init__(self, storage: Storage, store: FileStore, pages: Pages) -> None:
        self._storage = storage
        self._store = store
        self._pages = pages
        self._places = Places()

    def routes(self) -> Iterable[web.RouteDef]:
        return (web.get(f"{DOWNLOAD_PATH}/{{token}}", self._give),)

    async def _give(self, request: web.Request) -> web.StreamResponse:
        try:
            async with self._storage.begin() as work:
                download = await transfers.followed_download(work, request.match_info["token"])
        except Refused:
            return self._pages.nothing_here(request)
        with bound_contextvars(link=download.link.id, file_id=download.file.id):
            try:
                return await self._answer(request, download)
            except FileStoreError as error:
                log.error("a download could not be read", error=str(error))
                return self._pages.trouble(request)

    async def _answer(self, request: web.Request, download: Download) -> web.StreamResponse:
        file = download.file
        headers = _headers(file)
        try:
            span = span_of(_range_of(request, headers["ETag"]), file.size_bytes)
        except Unsatisfiable:
            length = {"Content-Range": f"bytes */{file.size_bytes}"}
            return web.Response(status=416, headers={**PRIVATE, **length})
        if request.method == "HEAD":
            return _begun(headers, span)
        signed = await self._store.signed(file.key, lifetime=SIGNED_LASTS, name=file.name)
        if signed is not None:
            return web.Response(status=303, headers={**PRIVATE, "Location": signed})
        who = download.link.person_id
        if not self._places.free(who, AT_ONCE, AT_ONCE_OF_ONE):
            return self._pages.busy(request)
        with self._places.taken(who):
            return await self._sent(request, _begun(headers, span), span, file.key)

    async def _sent(
        self, request: web.Request, answer: web.StreamResponse, span: Span, key: str
    ) -> web.StreamResponse:
        """Its head only once the store has given the first bytes: until then it can be another."""
        async with aclosing(_cut(self._store.open(key, span.start), span.length)) as blocks:
            block = await anext(blocks, b"")
            await answer.prepare(request)
            try:
                while block:
                    async with asyncio.timeout(STALL_SECONDS):
                        await answer.write(block)
                    block = await anext(blocks, b"")
            except (FileStoreError, OSError, TimeoutError) as error:
                log.info("a download was broken off", error=type(error).__name__)
                if request.transport is not None:
                    request.transport.abort()  # nobody shall take a part for the whole
        return answer


def _headers(file: StoredFile) -> dict[str, str]:
    return {
        **PRIVATE,
        "Content-Type": "application/octet-stream",
        "Content-Disposition": attachment(file.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.sha256}"',
    }


def _range_of(request: web.Request, etag: str) -> str | None:
    """The range asked for; none where it is meant for another version of the file."""
    meant_for = request.headers.get("If-Range", etag)
    return request.headers.get("Range") if meant_for == etag else None


def _begun(headers: dict[str, str], span: Span) -> web.StreamResponse:
    part = {"Content-Range": span.content_range} if span.is_part else {}
    length = {"Content-Length": str(span.length)}
    return web.StreamResponse(
        status=206 if span.is_part else 200, headers={**headers, **part, **length}
    )


async def _cut(blocks: AsyncIterator[bytes], length: int) -> AsyncGenerator[bytes, None]:
    """The first `length` bytes."""
    async with aclosing(blocks):  # type: ignore[type-var]
        async for block in blocks:
            yield block[:length]
            length -= len(block)
            if length <= 0:
                return
