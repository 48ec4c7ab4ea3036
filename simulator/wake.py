"""Waiting for a change without polling: whoever waits is woken, whoever changes wakes."""

from __future__ import annotations

import asyncio
import time


class Wake:
    """A bell that many tasks can wait for; a ring wakes all of them once."""

    __slots__ = ("_waiters",)

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        if not self._waiters:
            return
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def wait(self, seconds: float) -> bool:
        """True when rung within `seconds`, False on time-out."""
        if seconds <= 0:
            return False
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True


class Clock:
    """Telegram's clock: real time plus what tests have let pass."""

    __slots__ = ("_ahead",)

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Unix time in seconds."""
        return time.time() + self._ahead

    @property
    def ahead(self) -> float:
        """Seconds that were let pass so far."""
        return self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += seconds


class Deadline:
    """Seconds of real time that are left for something."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self._end - time.monotonic()
