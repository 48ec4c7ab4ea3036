"""Who runs the bot, where that is the same who runs this Telegram: a demo, a debugging session.

The simulator knows nothing of the bot's program. Its host may lend it two levers, and may tell it
how the program is; pages show both.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Host:
    """`on_clock` gets the whole shift of Telegram's clock, in seconds, whenever it changes."""

    on_clock: Callable[[float], Awaitable[None]] | None = None
    on_restart: Callable[[], Awaitable[None]] | None = None
    running: bool | None = None  # None: nobody here knows
    last_lines: tuple[str, ...] = ()  # of the log of a program that has ended by itself

    def told(self) -> dict[str, Any]:
        """{running, last_lines, restartable}."""
        return {
            "running": self.running,
            "last_lines": list(self.last_lines),
            "restartable": self.on_restart is not None,
        }
