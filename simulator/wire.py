"""What went over the wire: Bot API calls and updates, numbered, the newest kept."""

from __future__ import annotations

from collections import deque
from typing import Any

KEPT = 20_000


class Wire:
    """Entries are {n, kind, at, …}: a "call" (see `World.record`), an "update" (`Updates.add`), or
    the "begin" of another run, which says how many `faults` were armed when the last one ended."""

    def __init__(self) -> None:
        self.last = 0
        self._kept: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def note(self, kind: str, entry: dict[str, Any]) -> None:
        """One more call (once it is answered) or update (once it is queued)."""
        self.last += 1
        self._kept.append({"n": self.last, "kind": kind} | entry)

    def newest(self, most: int) -> list[dict[str, Any]]:
        """The `most` newest entries, the oldest first."""
        return self.after(self.last - most, most)

    def refill(self, entries: list[dict[str, Any]], last: int) -> None:
        """What an earlier run has noted, and its last number."""
        self.last = last
        self._kept.extend(entries)

    def after(self, n: int, most: int) -> list[dict[str, Any]]:
        """The entries behind number `n`, the oldest first, at most `most`."""
        first = self._kept[0]["n"] if self._kept else 0
        start = max(0, n + 1 - first)
        return [self._kept[at] for at in range(start, min(len(self._kept), start + most))]
