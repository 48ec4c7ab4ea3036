"""At most one process sends for a bot (guarantee 13: order in each chat, nothing twice)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import asyncpg
import structlog
from sqlalchemy import make_url

log = structlog.get_logger(__name__)

LOOK_AGAIN_SECONDS = 2.0
STILL_THERE_SECONDS = 10.0


class Leader(Protocol):
    lost: bool

    async def won(self) -> bool:
        """Waits until this process may send; False when it was stopped meanwhile."""
        ...

    async def resign(self) -> None: ...

    def stop(self) -> None: ...


class OnlyOne:
    """One process on one SQLite file: nothing to agree on."""

    lost = False

    async def won(self) -> bool:
        return True

    async def resign(self) -> None:
        return

    def stop(self) -> None:
        return


class PostgresLeader:
    """A session's advisory lock, so it goes when the process or its connection does; the others
    ask for it every two seconds. The same connection listens for what other processes commit.
    """

    lost = False

    def __init__(self, url: str, bot_id: int, channel: str, woken: Callable[[], None]) -> None:
        parsed = make_url(url)
        _, given = parsed.get_dialect()().create_connect_args(parsed)
        self._given = {k: v for k, v in given.items() if not k.startswith("prepared_statement")}
        self._lock = 0x5045_5246_0000_0000 ^ (bot_id & 0xFFFF_FFFF)
        self._channel = channel
        self._woken = woken
        self._connection: asyncpg.Connection[Any] | None = None
        self._stopping = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    def stop(self) -> None:
        self._stopping.set()

    async def won(self) -> bool:
        while not self._stopping.is_set():
            try:
                if await self._tried():
                    log.info("this process sends now")
                    return True
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
                log.warning("cannot ask who sends", error=type(error).__name__)
                await self.resign()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_SECONDS):
                    await self._stopping.wait()
        await self.resign()
        return False

    async def resign(self) -> None:
        if self._watch:
            self._watch.cancel()
        connection, self._connection, self._watch = self._connection, None, None
        if connection is not None and not connection.is_closed():
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                await connection.close(timeout=5)

    async def _tried(self) -> bool:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(**self._given, timeout=10)
        connection = self._connection
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", self._lock):
            return False
        self.lost = False
        connection.add_termination_listener(lambda *_: self._lose())
        await connection.add_listener(self._channel, lambda *_: self._woken())
        self._watch = asyncio.create_task(self._watched(connection))
        return True

    async def _watched(self, connection: "asyncpg.Connection[Any]") -> None:
        """A connection that broke silently is noticed, too."""
        while True:
            await asyncio.sleep(STILL_THERE_SECONDS)
            try:
                await connection.fetchval("SELECT 1", timeout=STILL_THERE_SECONDS)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                self._lose()
                return

    def _lose(self) -> None:
        if self._connection is not None and not self.lost:
            log.error("this process may not send any more: its database connection is gone")
            self.lost = True
            self._woken()
