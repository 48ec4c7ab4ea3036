"""Files in a folder: the default, for one machine."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, ParamSpec, TypeVar

from storage.files import streams
from storage.files.port import (
    FileMissing,
    Held,
    StoredObject,
    StoreTrouble,
    check_key,
    check_lifetime,
    check_start,
)
from storage.files.streams import BLOCK_BYTES, Measured, Threads, regroup
from storage.files.walk import held_before, next_page

THREADS = 4
# Uploads in progress; no key can begin with a dot. It lies in the same file system as their goal.
INCOMING = ".incoming"

P = ParamSpec("P")
T = TypeVar("T")

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_HARD_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK}


class FolderStore:
    """FileStore over a folder. A file appears under its key at once, whole and synced, or not."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._threads = Threads(THREADS)

    async def put(
        self, key: str, chunks: AsyncIterator[bytes], *, size: int | None, content_type: str
    ) -> StoredObject:
        """See FileStore.put; a folder does not keep `content_type`."""
        target = self._path(key)
        if await self.head(key) is not None:
            arrived = await streams.measure(self._threads, chunks, size)
            return await streams.agree(self, self._threads, key, arrived)
        measured = Measured()
        temporary = self._root / INCOMING / secrets.token_hex(16)
        file: BinaryIO | None = None
        try:
            file = await self._run(_new_file, temporary)
            async with aclosing(regroup(chunks, BLOCK_BYTES, size)) as blocks:
                async for block in blocks:
                    await self._run(_write, file, block, measured)
            published = await self._run(_publish, file, temporary, target, self._root)
        finally:
            await self._run(_discard, file, temporary)
        if not published:
            return await streams.agree(self, self._threads, key, measured)
        return measured.stored_as(key)

    async def open(self, key: str, start: int = 0) -> AsyncIterator[bytes]:
        """See FileStore.open."""
        path = self._path(key)
        file = await self._run(_open_or_none, path, check_start(start))
        if file is None:
            raise FileMissing(key)
        try:
            while block := await self._run(file.read, BLOCK_BYTES):
                yield block
        finally:
            file.close()

    async def head(self, key: str) -> int | None:
        """See FileStore.head."""
        return await self._run(_size_or_none, self._path(key))

    async def delete(self, key: str) -> None:
        """See FileStore.delete."""
        await self._run(_remove, self._path(key))

    async def objects(self, older_than: timedelta) -> AsyncGenerator[Held, None]:
        """See FileStore.objects."""
        files = held_before(self._root, time.time() - older_than.total_seconds())
        while page := await self._run(next_page, files):
            for held in page:
                yield held

    async def signed(self, key: str, *, lifetime: timedelta, name: str) -> None:
        """See FileStore.signed: nobody reaches a folder by a link."""
        check_key(key)
        check_lifetime(lifetime)

    async def sweep(self, older_than: timedelta) -> int:
        """See FileStore.sweep."""
        return await self._run(
            _sweep, self._root / INCOMING, time.time() - older_than.total_seconds()
        )

    async def probe(self) -> None:
        """See FileStore.probe."""
        await streams.probe(self)

    async def close(self) -> None:
        """See FileStore.close."""
        self._threads.close()

    def _path(self, key: str) -> Path:
        return self._root / check_key(key)

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await self._threads.run(work, *args, **kwargs)
        except OSError as error:
            trouble = _trouble(error, self._root)
        # Raised out here so that the original, which names the key, is not chained to it.
        raise trouble


def _trouble(error: OSError, root: Path) -> StoreTrouble:
    code = errno.errorcode.get(error.errno or 0, "unknown")
    if error.errno in _FULL:
        return StoreTrouble(
            f"The disk of the file folder {root} is full ({code}): free some space.",
            "full",
            retryable=True,
        )
    if error.errno in _FORBIDDEN:
        return StoreTrouble(
            f"This user may not write in or read from the file folder {root} ({code}): "
            "check its owner, its mode and whether the disk is mounted read-only.",
            "permission",
        )
    return StoreTrouble(f"The file folder {root} cannot be used ({code}).", "other")


def _new_file(path: Path) -> BinaryIO:
    _make_folder(path.parent)
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _make_folder(folder: Path) -> None:
    """Like mkdir -p, but the folders outlive a power failure."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(folder.parent)


def _write(file: BinaryIO, block: bytearray, measured: Measured) -> None:
    file.write(block)
    measured.take(block)


def _publish(file: BinaryIO, temporary: Path, target: Path, root: Path) -> bool:
    """Sync and move into place; False when something is there already."""
    file.flush()
    os.fsync(file.fileno())
    _make_folder(target.parent)
    try:
        os.link(temporary, target)  # unlike a rename it never replaces what is there
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        if target.exists():
            return False
        temporary.rename(target)
    try:
        # Up to the root: another process may have made the folders and not synced them yet.
        for folder in target.parents[: len(target.relative_to(root).parts)]:
            _sync_folder(folder)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(file: BinaryIO | None, temporary: Path) -> None:
    with contextlib.suppress(OSError):  # a full disk refuses the last buffer once more
        if file is not None:
            file.close()
    with contextlib.suppress(OSError):  # nothing that the sweep would not do
        temporary.unlink(missing_ok=True)


def _open_or_none(path: Path, start: int) -> BinaryIO | None:
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    file.seek(start)
    return file


def _size_or_none(path: Path) -> int | None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _remove(path: Path) -> None:
    with contextlib.suppress(NotADirectoryError, IsADirectoryError):
        path.unlink(missing_ok=True)


def _sweep(incoming: Path, before: float) -> int:
    swept = 0
    for path in incoming.iterdir() if incoming.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):  # finished meanwhile
            if path.stat().st_mtime < before:
                path.unlink()
                swept += 1
    return swept
