"""An archive as a stream: constant memory, any size, readable by programs that we didn't write."""

import io
import tracemalloc
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.zip_stream import SQUEEZE, Entry, zipped
from storage.files.streams import MIB, Threads

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def threads() -> Threads:
    return Threads(1)


async def blocks(block: bytes, count: int = 1) -> AsyncGenerator[bytes, None]:
    for _ in range(count):
        yield block


async def each(*entries: Entry) -> AsyncIterator[Entry]:
    for entry in entries:
        yield entry


async def test_entries_come_out_as_they_went_in(threads: Threads) -> None:
    words = Entry("b/ä.txt", NOW, 0, blocks(b"words " * 1000), SQUEEZE)
    entries = each(Entry("a.bin", NOW, 3, blocks(b"abc")), words, Entry("c", NOW, 0, blocks(b"")))
    content = b"".join([out async for out in zipped(entries, threads)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["a.bin", "b/ä.txt", "c"]
        assert [archive.read(name) for name in archive.namelist()] == [
            b"abc",
            b"words " * 1000,
            b"",
        ]
    assert words.measured.size == 6000
    assert len(content) < 1000


async def test_every_entry_can_be_read_from_the_beginning(threads: Threads) -> None:
    """Without the list at the end: its size stands behind it, so it has to be "deflated".

    Seen to fail with stored entries.
    """
    content = b"".join(
        [out async for out in zipped(each(Entry("a", NOW, 3, blocks(b"abc"))), threads)]
    )
    method = int.from_bytes(content[8:10], "little")
    flags = int.from_bytes(content[6:8], "little")
    assert (method, flags & 8) == (zipfile.ZIP_DEFLATED, 8)


async def test_little_memory(threads: Threads) -> None:
    """Seen to fail with a sink that is emptied at the end."""
    block, whole, most = bytes(MIB), 0, 0
    tracemalloc.start()
    try:
        async for out in zipped(each(Entry("a", NOW, 64 * MIB, blocks(block, 64))), threads):
            whole += len(out)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert whole > 64 * MIB
    assert most < 8 * MIB


async def test_room_for_sizes_over_4_gb(threads: Threads) -> None:
    """ZIP64 in front and behind, by the size that is expected; what comes may be less."""
    entries = each(Entry("big", NOW, 5 * 1024**3, blocks(b"x" * 1000)))
    content = b"".join([out async for out in zipped(entries, threads)])
    assert int.from_bytes(content[4:6], "little") == 45  # the version of ZIP64
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("big") == b"x" * 1000


async def test_what_a_source_raises_comes_through(threads: Threads) -> None:
    async def broken() -> AsyncGenerator[bytes, None]:
        yield b"x"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        async for _ in zipped(each(Entry("a", NOW, 3, broken())), threads):
            pass


async def test_given_up_half_way_closes_the_sources(threads: Threads) -> None:
    closed = []

    async def endless() -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield bytes(MIB)
        finally:
            closed.append(True)

    stream = zipped(each(Entry("a", NOW, 0, endless())), threads)
    await anext(stream)
    await stream.aclose()
    assert closed
