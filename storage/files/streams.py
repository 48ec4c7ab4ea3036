"""What both stores do with a stream of bytes: cut it, measure it, compare it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from storage.files.port import (
    FileMissing,
    FileStore,
    KeyTaken,
    SizeMismatch,
    StoredObject,
    StoreTrouble,
    new_key,
)

MIB = 1024 * 1024
BLOCK_BYTES = MIB

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """A bounded executor of our own: a slow disk or network starves nobody else."""

    def __init__(self, count: int) -> None:
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="files")

    def start(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
        """Begin `work`. Wait with `asyncio.wait`, where a cancellation must not lose the result."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._executor, lambda: work(*args, **kwargs))

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `work` to its end, even when cancelled meanwhile: what follows may rely on it."""
        future = self.start(work, *args, **kwargs)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait([future])
            raise

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


class Measured:
    """Size in bytes and SHA-256 of what was taken so far."""

    def __init__(self) -> None:
        self.size = 0
        self._hash = hashlib.sha256()

    def take(self, block: bytes | bytearray) -> None:
        """Takes a millisecond or so per MiB: call it in a thread."""
        self._hash.update(block)
        self.size += len(block)

    def stored_as(self, key: str) -> StoredObject:
        return StoredObject(key, self.size, self._hash.hexdigest())


async def regroup(
    chunks: AsyncIterator[bytes], block_bytes: int, size: int | None
) -> AsyncGenerator[bytearray, None]:
    """Yield blocks of exactly `block_bytes`, the last one shorter, none empty.

    Raises SizeMismatch as soon as the stream is longer than `size`, and at its end when it is
    shorter, before the last, shorter block is given out.
    """
    total = 0
    block = bytearray()
    async for chunk in chunks:
        total += len(chunk)
        if size is not None and total > size:
            raise SizeMismatch(size, total)
        rest = memoryview(chunk)
        while len(rest):
            room = block_bytes - len(block)
            block += rest[:room]
            rest = rest[room:]
            if len(block) == block_bytes:
                yield block
                block = bytearray()
    if size is not None and total != size:
        raise SizeMismatch(size, total)
    if block:
        yield block


async def measure(threads: Threads, chunks: AsyncIterator[bytes], size: int | None) -> Measured:
    """Read `chunks` to the end and keep nothing. Raises SizeMismatch and what `chunks` raises."""
    measured = Measured()
    async for block in regroup(chunks, BLOCK_BYTES, size):
        await threads.run(measured.take, block)
    return measured


async def agree(store: FileStore, threads: Threads, key: str, arrived: Measured) -> StoredObject:
    """The existing object, when it is what has just arrived. Raises KeyTaken when it is not."""
    there = (await measure(threads, store.open(key), None)).stored_as(key)
    if there != arrived.stored_as(key):
        raise KeyTaken(key)
    return there


async def probe(
    store: FileStore, also: Callable[[str, bytes], Awaitable[None]] | None = None
) -> None:
    """See FileStore.probe. `also` gets the key and the content while the object is there."""
    key, content = new_key(), b"Perfectlancer was here."

    async def once() -> AsyncIterator[bytes]:
        yield content

    try:
        await store.put(key, once(), size=len(content), content_type="text/plain")
        read = b"".join([chunk async for chunk in store.open(key)])
        if also is not None:
            await also(key, content)
        await store.delete(key)
        gone = await store.head(key) is None
    except StoreTrouble:
        with contextlib.suppress(StoreTrouble):
            await store.delete(key)
        raise
    except FileMissing:
        read = b""
    if read != content:
        raise StoreTrouble("The file store gave back other bytes than it was given.", "other")
    if not gone:
        raise StoreTrouble("The file store keeps files that were deleted.", "other")
