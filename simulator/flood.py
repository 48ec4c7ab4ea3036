"""Telegram's flood control, off unless switched on (Bot API FAQ: limits on messages)."""

from __future__ import annotations

import math

from .errors import too_many_requests
from .wake import Clock

_OVERALL = 0  # no chat has this id


class Flood:
    """A bucket for each chat and one for all of them; tokens come back with time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.on = False
        self.a_chat = 1.0  # messages a second
        self.burst = 5  # messages at once to one chat
        self.overall = 30.0  # messages a second, and at once
        self._buckets: dict[int, tuple[float, float]] = {}  # chat -> (tokens, when)

    def switch(self, on: bool, a_chat: float, burst: int, overall: float) -> None:
        """Set the rates (messages a second) and start with full buckets."""
        self.on, self.a_chat, self.burst, self.overall = on, a_chat, burst, overall
        self._buckets.clear()

    def check(self, chat_id: int) -> None:
        """Count one message. ApiError 429 with retry_after in seconds when there are too many."""
        if not self.on:
            return
        waits = [
            self._missing(_OVERALL, self.overall, self.overall),
            self._missing(chat_id, self.a_chat, self.burst),
        ]
        if (wait := max(waits)) > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._take(_OVERALL)
        self._take(chat_id)

    def _missing(self, key: int, rate: float, most: float) -> float:
        """Seconds until the bucket holds one token; fills it up to now."""
        now = self.clock.now()
        tokens, when = self._buckets.get(key, (most, now))
        tokens = min(most, tokens + (now - when) * rate)
        self._buckets[key] = (tokens, now)
        return 0.0 if tokens >= 1 else (1 - tokens) / rate

    def _take(self, key: int) -> None:
        tokens, when = self._buckets[key]
        self._buckets[key] = (tokens - 1, when)
