"""A big file comes by link: straight from a person's browser into the file store.

Nothing is read before the link and the size are in order, and nothing is kept that is not whole.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Protocol
from urllib.parse import unquote

import structlog
from aiogram.fsm.storage.base import StorageKey
from aiohttp import ClientError, web
from aiohttp.http_exceptions import HttpProcessingError
from structlog.contextvars import bound_contextvars

from bot.web.pages import PRIVATE, Pages
from bot.web.places import Places
from conversations.links import UPLOAD_PATH
from marketplace import files, transfers
from marketplace.errors import Refused
from marketplace.files import FileKind, StoredFile
from marketplace.transfers import Link, Upload
from storage.files import FileStore, FileStoreError, SizeMismatch, StoredObject, new_key
from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

NAME_HEADER = "X-File-Name"
MIME = "application/octet-stream"
"""What a browser says of a file is not believed; nobody shows it by its type."""
AT_ONCE = 16
"""Uploads of one process; each takes about 2 MiB, or 24 where the store is S3."""
AT_ONCE_OF_ONE = 4
CHUNK_BYTES = 256 * 1024
STALL_SECONDS = 60.0
"""A chunk has to come within this time: 4 KB/s, which is less than any line that would do."""

BROKEN = (EOFError, OSError, TimeoutError, ClientError, HttpProcessingError)
"""How aiohttp says that a body ended too early."""


class Receiver(Protocol):
    """Who shows an arrived file in the chat; see bot/dispatcher.py."""

    async def uploaded(
        self, work: UnitOfWork, person_id: int, file: StoredFile, milestone_id: int
    ) -> None:
        """Within the unit of work that adds the file; what it raises undoes the whole upload."""
        ...


class Stopped(Exception):
    """The body ended too early, or no longer came."""


class Uploads:
    """`woken` is called after every commit: there may be something to send."""

    def __init__(
        self,
        storage: Storage,
        store: FileStore,
        pages: Pages,
        receiver: Receiver,
        woken: Callable[[], None],
    ) -> None:
        self._storage = storage
        self._store = store
        self._pages = pages
        self._receiver = receiver
        self._woken = woken
        self._places = Places()

    def routes(self) -> Iterable[web.RouteDef]:
        path = f"{UPLOAD_PATH}/{{token}}"
        return (web.get(path, self._page), web.put(path, self._take, expect_handler=_wait))

    async def _page(self, request: web.Request) -> web.Response:
        try:
            async with self._storage.begin() as work:
                upload = await transfers.followed_upload(work, request.match_info["token"])
                return self._pages.upload(upload, work.limits.upload)
        except Refused as refused:
            return self._pages.refused(request, refused)

    async def _take(self, request: web.Request) -> web.Response:
        """The whole road of one file; every way out of it is an answer in words."""
        name, size = _name(request), request.content_length
        try:
            upload = await self._allowed(request.match_info["token"], name, size)
        except Refused as refused:
            return self._pages.refused(request, refused)
        if size is None:
            return self._pages.length_missing(request)
        if not self._places.free(upload.actor.id, AT_ONCE, AT_ONCE_OF_ONE):
            return self._pages.busy(request)
        with self._places.taken(upload.actor.id), bound_contextvars(link=upload.link.id):
            return await self._received(request, upload.link, name, size)

    async def _allowed(self, token: str, name: str, size: int | None) -> Upload:
        async with self._storage.begin() as work:
            if size is None:
                return await transfers.followed_upload(work, token)
            return await transfers.may_bring(work, token, name, size)

    async def _received(
        self, request: web.Request, link: Link, name: str, size: int
    ) -> web.Response:
        try:
            stored = await self._stored(request, size)
        except (Stopped, SizeMismatch) as error:
            log.info("an upload was broken off", error=type(error).__name__)
            return self._pages.stopped(request)
        except FileStoreError as error:
            log.error("an upload could not be stored", error=str(error))
            return self._pages.trouble(request)
        try:
            file = await self._kept(link, name, stored)
        except Refused as refused:
            return self._pages.refused(request, refused)
        log.info("a file came by link", file_id=file.id, size_bytes=file.size_bytes)
        told = {"ok": True, "name": file.name, "size": file.size_bytes}
        return web.json_response(told, headers=PRIVATE)

    async def _stored(self, request: web.Request, size: int) -> StoredObject:
        await _go_on(request)
        return await self._store.put(
            new_key(), _chunks(request, size), size=size, content_type=MIME
        )

    async def _kept(self, link: Link, name: str, stored: StoredObject) -> StoredFile:
        """In one transaction: the link is used up, the file is there and in its chat.

        What is refused, or fails, takes its object along; after a commit of unknown end it stays,
        and the reconciliation finds out.
        """
        committing = False
        try:
            async with self._storage.begin() as work:
                file = await self._added(work, link, name, stored)
                committing = True
                await work.commit()
        except BaseException:
            if not committing:
                await self._forget(stored.key)
            raise
        self._woken()
        return file

    async def _added(
        self, work: UnitOfWork, link: Link, name: str, stored: StoredObject
    ) -> StoredFile:
        # As with every update, the conversation is locked first, then what people share.
        chat = StorageKey(bot_id=0, chat_id=link.person_id, user_id=link.person_id)
        await work.conversations.get_state(chat)
        came = StoredFile(
            id=0,
            owner_id=link.person_id,
            name=name,
            mime=MIME,
            size_bytes=stored.size,
            kind=FileKind.DOCUMENT,
            telegram_id="",
            telegram_unique_id="",
            announced_at=work.now,
            key=stored.key,
            sha256=stored.sha256,
        )
        file = await transfers.take_upload(work, link, came)
        await self._receiver.uploaded(work, link.person_id, file, link.milestone_id or 0)
        return file

    async def _forget(self, key: str) -> None:
        try:
            await self._store.delete(key)
        except FileStoreError as error:
            log.warning("an object without a file stays in the store", error=str(error))


def _name(request: web.Request) -> str:
    """As the page sends it, percent-encoded; whatever it is, it becomes a harmless one."""
    return files.safe_name(unquote(request.headers.get(NAME_HEADER, ""), errors="replace"), "file")


async def _wait(_: web.Request) -> None:
    """Who asks before sending ("Expect: 100-continue") is answered when the link is in order."""


async def _go_on(request: web.Request) -> None:
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # it is no part of the answer


async def _chunks(request: web.Request, size: int) -> AsyncIterator[bytes]:
    """The body. Raises Stopped when it is cut, or comes too slowly."""
    left = size
    while left:
        try:
            async with asyncio.timeout(STALL_SECONDS):
                chunk = await request.content.readexactly(min(left, CHUNK_BYTES))
        except BROKEN as error:
            raise Stopped(type(error).__name__) from None
        left -= len(chunk)
        yield chunk
