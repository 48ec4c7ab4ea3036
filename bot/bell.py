"""Between processes on PostgreSQL: whoever committed rings, whoever sends listens."""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

CHANNEL = "perfectlancer_outbox"


class Bell:
    """Rings that come while one is under way become one. A lost ring costs seconds, no message:
    the sender also looks by itself."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._wanted = False
        self._ringing: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Returns at once; from the event loop's thread only."""
        self._wanted = True
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.create_task(self._ring())

    async def close(self) -> None:
        if self._ringing:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ringing, 5)

    async def _ring(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                async with self._storage.engine.begin() as connection:
                    await connection.execute(
                        text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL}
                    )
            except (SQLAlchemyError, OSError) as error:
                log.warning("could not wake the sender", error=type(error).__name__)
