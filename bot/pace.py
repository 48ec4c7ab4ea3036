"""How fast messages may follow each other into one chat (Bot API FAQ: about one a second)."""

import asyncio

FORGET_ABOVE_CHATS = 10_000


class Pace:
    """A token bucket for each chat: `burst` messages at once, then `per_second`; 0: no limit.

    Measured on the event loop's own clock, since it is about real traffic.
    """

    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second = per_second
        self._burst = burst
        self._full_at: dict[int, float] = {}
        """When the chat's bucket will be full again; not noted: it is full."""

    def take(self, chat_id: int) -> float:
        """Takes a token, on credit if need be; returns the seconds to wait before sending."""
        if not self._per_second:
            return 0.0
        now = asyncio.get_running_loop().time()
        full_at = max(self._full_at.get(chat_id, now), now) + 1 / self._per_second
        if len(self._full_at) >= FORGET_ABOVE_CHATS:
            self._full_at = {chat: at for chat, at in self._full_at.items() if at > now}
        self._full_at[chat_id] = full_at
        return max(0.0, full_at - now - self._burst / self._per_second)
