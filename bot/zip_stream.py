"""A ZIP archive as a stream: entries go in block by block, and what comes out is taken at once.

Nothing is kept but one block and the list of entries for the end, whatever the size. Each entry's
size and checksum stand behind it, since they are not known before. Readers that take an archive
from its beginning (on phones, in browsers, macOS) can find the end of such an entry only when it
is "deflated"; so even what is not worth compressing is, with level 0, which copies.
"""

import struct
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from storage.files.streams import Measured, Threads

COPY, SQUEEZE = 0, 6
"""Levels of compression: for files, which mostly are compressed already, and for texts."""
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_EARLIEST, _LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2037, 12, 31, tzinfo=UTC)
"""What a ZIP's times can tell."""


@dataclass(slots=True)
class Entry:
    """One file of an archive. `size` in bytes, as expected: only the room for it depends on it.

    After its last block `measured` tells of what has really come.
    """

    path: str
    at: datetime
    size: int
    chunks: AsyncGenerator[bytes, None]
    level: int = COPY
    measured: Measured = field(default_factory=Measured)

    @property
    def sha256(self) -> str:
        return self.measured.stored_as(self.path).sha256


async def zipped(entries: AsyncIterator[Entry], threads: Threads) -> AsyncGenerator[bytes, None]:
    """The archive's bytes; the work on them is done in `threads`. The next entry is asked for
    when all of the one before is in. Raises what `entries` and their chunks raise."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        async for entry in entries:
            with archive.open(_described(entry), "w") as into:
                async with aclosing(entry.chunks):
                    async for block in entry.chunks:
                        await threads.run(_add, into, entry.measured, block)
                        for out in sink.take():
                            yield out
        await threads.run(archive.close)
        for out in sink.take():
            yield out


class _Sink:
    """A file that can only be written to, so zipfile never asks it to go back."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []

    def write(self, block: bytes) -> int:
        self._blocks.append(bytes(block))
        return len(block)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing was opened."""

    def take(self) -> list[bytes]:
        taken, self._blocks = self._blocks, []
        return taken


def _add(into: object, measured: Measured, block: bytes) -> None:
    measured.take(block)
    into.write(block)  # type: ignore[attr-defined]


def _described(entry: Entry) -> ZipInfo:
    at = min(max(entry.at.astimezone(UTC), _EARLIEST), _LATEST)
    info = ZipInfo(entry.path, at.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info._compresslevel = entry.level  # type: ignore[attr-defined]  # public from 3.13 on
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    info.file_size = entry.size
    # The times above have no zone; this one is UTC, for those who know it (Info-ZIP's "UT").
    info.extra = struct.pack("<HHBl", 0x5455, 5, 1, int(at.timestamp()))
    return info
