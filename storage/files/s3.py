"""Files in S3-compatible storage: for several machines, or a disk that is not one's own.

boto3 blocks, so each of its calls runs in a thread of the store's own, bounded pool. A stream is
cut into 8 MiB parts, of which two travel while the next one fills: constant memory at the speed
of a plain PUT (performance.md). Over HTTP and HTTPS alike each request carries the SHA-256 of its
body in the signature, so the store refuses what changed on the way.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from datetime import timedelta
from io import BytesIO
from typing import Any, TypeVar

import urllib3
from botocore.exceptions import BotoCoreError, ClientError

from storage.files import streams
from storage.files.port import (
    FileMissing,
    Held,
    S3Settings,
    StoredObject,
    StoreTrouble,
    check_key,
    check_lifetime,
    check_start,
    harmless_content_type,
)
from storage.files.s3_client import connect, encrypted_as, host_of
from storage.files.s3_links import check_links, sign
from storage.files.s3_listing import objects_page, sweep_uploads
from storage.files.s3_trouble import Act, error_code, http_status, trouble
from storage.files.streams import BLOCK_BYTES, MIB, Measured, Threads, regroup

PART_BYTES = 8 * MIB  # S3 asks for at least 5 MiB; some stores for parts of one size
PARTS_AT_ONCE = 2
UPLOADS_AT_ONCE = 4  # about 24 MiB each
THREADS = 8
ABANDON_SECONDS = 10.0
PROBE_LINK_SECONDS = 60

T = TypeVar("T")
_FAILURES = (BotoCoreError, ClientError, urllib3.exceptions.HTTPError, OSError, ValueError)


class S3Store:
    """FileStore over one bucket, all keys below `prefix`."""

    def __init__(self, bucket: str, prefix: str, settings: S3Settings) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._settings = settings
        self._host = host_of(settings)
        self._threads = Threads(THREADS)
        self._room = asyncio.Semaphore(UPLOADS_AT_ONCE)
        self._connecting = threading.Lock()
        self._client: Any = None

    async def put(
        self, key: str, chunks: AsyncIterator[bytes], *, size: int | None, content_type: str
    ) -> StoredObject:
        """See FileStore.put. That nothing is overwritten is asked before, not enforced by S3."""
        target = {"Key": self._name(key)}
        if await self._is_taken(key):
            arrived = await streams.measure(self._threads, chunks, size)
            return await streams.agree(self, self._threads, key, arrived)
        described = target | {"ContentType": harmless_content_type(content_type)}
        described |= encrypted_as(self._settings.encryption)
        measured = Measured()
        async with self._room, aclosing(regroup(chunks, PART_BYTES, size)) as blocks:
            first = await anext(blocks, bytearray())
            if len(first) < PART_BYTES:
                await self._threads.run(measured.take, first)
                await self._call("write", "put_object", **described, Body=first)
            else:
                await self._put_parts(first, blocks, described, measured)
        await self._verify(key, measured.size)
        return measured.stored_as(key)

    async def open(self, key: str, start: int = 0) -> AsyncIterator[bytes]:
        """See FileStore.open."""
        name = self._name(key)
        body = await self._do("read", self._body_or_none, name, check_start(start))
        if body is None:
            raise FileMissing(key)
        try:
            while block := await self._do("read", body.read, BLOCK_BYTES):
                yield block
        finally:
            with suppress(RuntimeError):  # the store was closed first
                self._threads.start(body.close)  # waits for a read that was given up

    async def head(self, key: str) -> int | None:
        """See FileStore.head."""
        return await self._do("list files", self._size_or_none, self._name(key))

    async def delete(self, key: str) -> None:
        """See FileStore.delete."""
        await self._call("delete", "delete_object", Key=self._name(key))

    async def objects(self, older_than: timedelta) -> AsyncGenerator[Held, None]:
        """See FileStore.objects."""
        after: str | None = ""
        while after is not None:
            page = (self._request, self._prefix, after, older_than)
            held, after = await self._do("list files", objects_page, *page)
            for one in held:
                yield one

    async def signed(self, key: str, *, lifetime: timedelta, name: str) -> str | None:
        """See FileStore.signed."""
        target, seconds = self._name(key), check_lifetime(lifetime)
        if not self._settings.direct_downloads:
            return None
        return await self._do("read", self._sign, target, seconds, name)

    async def sweep(self, older_than: timedelta) -> int:
        """See FileStore.sweep."""
        return await self._do("list files", sweep_uploads, self._request, self._prefix, older_than)

    async def probe(self) -> None:
        """See FileStore.probe."""
        await streams.probe(self, self._check_links)

    async def close(self) -> None:
        """See FileStore.close."""
        self._threads.close()
        if self._client is not None:
            self._client.close()

    def _name(self, key: str) -> str:
        return self._prefix + check_key(key)

    async def _is_taken(self, key: str) -> bool:
        try:
            return await self.head(key) is not None
        except StoreTrouble as found:
            # Amazon says "forbidden" of what is missing to those who may not list the bucket.
            if found.reason != "permission":
                raise
            return False

    async def _put_parts(
        self,
        first: bytearray,
        rest: AsyncGenerator[bytearray, None],
        described: dict[str, str],
        measured: Measured,
    ) -> None:
        opened = await self._call("write", "create_multipart_upload", **described)
        upload = {"Key": described["Key"], "UploadId": opened["UploadId"]}
        travelling: deque[asyncio.Future[Any]] = deque()
        arrived: list[dict[str, Any]] = []
        try:
            block: bytearray | None = first
            while block or travelling:
                if not block or len(travelling) == PARTS_AT_ONCE:
                    await asyncio.wait([travelling[0]])
                    part = await self._result("write", travelling.popleft())
                    arrived.append({"PartNumber": len(arrived) + 1, "ETag": part["ETag"]})
                if block:
                    await self._threads.run(measured.take, block)
                    number = len(arrived) + len(travelling) + 1
                    content = upload | {"PartNumber": number, "Body": block}
                    travelling.append(self._threads.start(self._request, "upload_part", content))
                    block = await anext(rest, None)
            whole = {"MultipartUpload": {"Parts": arrived}}
            await self._call("write", "complete_multipart_upload", **upload, **whole)
        except BaseException:
            await self._abandon(upload, travelling)
            raise

    async def _abandon(
        self, upload: dict[str, str], travelling: deque[asyncio.Future[Any]]
    ) -> None:
        """Give an upload up; what this cannot reach is left to `sweep`."""
        if travelling:  # a part that arrives after the end would stay for ever
            await asyncio.wait(travelling, timeout=ABANDON_SECONDS)
        for part in travelling:
            if not part.cancel() and not part.cancelled():
                part.exception()  # seen: asyncio would log it, with everything in it
        with suppress(StoreTrouble):
            await self._call("write", "abort_multipart_upload", **upload)

    async def _verify(self, key: str, size: int) -> None:
        held = await self.head(key)
        if held != size:
            with suppress(StoreTrouble):
                await self.delete(key)
            sentence = f"The object store at {self._host} holds {held} bytes of {size}."
            raise StoreTrouble(sentence, "other", retryable=True)

    # --- one request: in a thread, with its failures translated ---

    async def _call(self, act: Act, method: str, **parameters: Any) -> Any:
        return await self._do(act, self._request, method, parameters)

    async def _do(self, act: Act, work: Callable[..., T], *arguments: Any) -> T:
        return await self._result(act, self._threads.start(work, *arguments))

    async def _result(self, act: Act, future: asyncio.Future[T]) -> T:
        try:
            return await future
        except _FAILURES as error:
            found = trouble(error, act, self._bucket, self._host)
        # Raised out here so that the original, whose text holds addresses, is not chained to it.
        raise found

    def _request(self, method: str, parameters: dict[str, Any]) -> Any:
        return getattr(self._connected(), method)(Bucket=self._bucket, **parameters)

    def _body_or_none(self, name: str, start: int) -> Any:
        wanted = {"Key": name} | ({"Range": f"bytes={start}-"} if start else {})
        try:
            found = self._request("get_object", wanted)
        except ClientError as error:
            if error_code(error) in ("NoSuchKey", "404"):
                return None
            if http_status(error) == 416:  # nothing from there on
                return BytesIO()
            raise
        if start and not found.get("ContentRange", "").startswith(f"bytes {start}-"):
            found["Body"].close()
            sentence = f"The object store at {self._host} cannot give out a part of a file."
            raise StoreTrouble(sentence, "other")
        return found["Body"]

    def _size_or_none(self, name: str) -> int | None:
        try:
            return int(self._request("head_object", {"Key": name})["ContentLength"])
        except ClientError as error:
            if http_status(error) == 404:
                return None
            raise

    def _sign(self, object_key: str, seconds: int, name: str) -> str:
        return sign(self._connected(), self._bucket, object_key, seconds, name)

    async def _check_links(self, key: str, content: bytes) -> None:
        def check() -> None:
            url = self._sign(self._name(key), PROBE_LINK_SECONDS, "probe.txt")
            check_links(url, content, self._host)

        await self._do("read", check)

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                self._client = connect(self._settings, THREADS)
            return self._client
