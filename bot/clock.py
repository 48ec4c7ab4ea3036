"""The time. Nothing else in the program asks the machine for it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from marketplace.ports import Clock


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """The system's time plus the seconds that a file holds, read anew whenever it changes.

    For the demo, where a week passes at the press of a key. A missing or unreadable file is 0.
    """

    def __init__(self, shift_file: Path, base: Clock | None = None) -> None:
        self._file = shift_file
        self._base = base or SystemClock()
        self._seen: tuple[int, int] | None = None
        self._shift = timedelta(0)

    def now(self) -> datetime:
        try:
            stat = self._file.stat()
            seen = (stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                self._shift = timedelta(seconds=float(self._file.read_text() or 0))
                self._seen = seen
        except (OSError, ValueError):
            pass
        return self._base.now() + self._shift


def clock_for(shift_file: Path | None) -> Clock:
    return ShiftedClock(shift_file) if shift_file else SystemClock()
