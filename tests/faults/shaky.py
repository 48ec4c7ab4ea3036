"""A bad line to a server: a TCP proxy that breaks off, answers 500 or 503, or is slow, by chance.

Chance is seeded; how often a connection is struck is `share`. What passes, passes unchanged.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

CHUNK_BYTES = 64 * 1024
MOST_BYTES = 3_000_000
"""A connection is cut before so many bytes at the latest."""
SLOW_SECONDS = 0.4
FATES = ("cut on the way there", "cut on the way back", "500", "503", "slow")


class Line:
    """`struck` counts what was done to connections."""

    def __init__(self, host: str, port: int, seed: int, share: float) -> None:
        self._goal = (host, port)
        self._dice = random.Random(seed)
        self.share = share
        self.struck: Counter[str] = Counter()
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fate = self._dice.choice(FATES) if self._dice.random() < self.share else ""
        at_byte = int(MOST_BYTES * self._dice.random() ** 3)
        try:
            if fate:
                self.struck[fate] += 1
            if fate in ("500", "503"):
                await self._refuses(reader, writer, fate)
                return
            if fate == "slow":
                await asyncio.sleep(SLOW_SECONDS)
            await self._carries(reader, writer, fate, at_byte)
        except OSError:
            pass
        finally:
            writer.transport.abort()

    async def _refuses(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, status: str
    ) -> None:
        await reader.read(CHUNK_BYTES)
        head = f"HTTP/1.1 {status} Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()
        with suppress(TimeoutError):  # whoever still sends shall read the answer first
            async with asyncio.timeout(1):
                while await reader.read(CHUNK_BYTES):
                    pass

    async def _carries(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        fate: str,
        at_byte: int,
    ) -> None:
        there, back = await asyncio.open_connection(*self._goal)
        most = [at_byte if fate == name else None for name in FATES[:2]]
        tasks = [
            asyncio.create_task(_pipe(reader, back, most[0])),
            asyncio.create_task(_pipe(there, writer, most[1])),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            back.transport.abort()


async def _pipe(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, most: int | None
) -> None:
    """Until the end, or until `most` bytes have passed."""
    while chunk := await source.read(CHUNK_BYTES):
        if most is not None and len(chunk) >= most:
            target.write(chunk[:most])
            await target.drain()
            return
        most = most - len(chunk) if most is not None else None
        target.write(chunk)
        await target.drain()


@asynccontextmanager
async def shaky_line(port: int, seed: int, share: float = 0.5) -> AsyncIterator[Line]:
    """To a server of this machine."""
    line = Line("127.0.0.1", port, seed, share)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
