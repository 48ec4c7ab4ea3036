"""What a benchmark is, what it is given, and what it tells."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class WorkNotDone(AssertionError):
    """The work that was measured was not done, or not done right: its figure means nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `reached` is None where the line only informs."""

    what: str
    value: str
    peer: str = ""
    """The peer, or the limit, with its own figure in the same run."""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None


@dataclass
class Bench:
    """What a benchmark may use. `quick`: fewer and shorter rounds."""

    folder: Path
    quick: bool
    say: Callable[[str], None]
    """Tells what is being done right now."""
    postgres: Callable[[], str]
    """The address of a new, empty database on a server started at the first call."""
    name: str = "bench"
    _folders: int = field(default=0, repr=False)

    def rounds(self, full: int, quick: int = 1) -> int:
        return quick if self.quick else full

    def new_folder(self) -> Path:
        self._folders += 1
        made = self.folder / f"{self.name}-{self._folders}"
        made.mkdir()
        return made


@dataclass(frozen=True, slots=True)
class Benchmark:
    """`run` raises WorkNotDone; it never fails on a timing."""

    name: str
    title: str
    run: Callable[[Bench], Awaitable[Sequence[Figure]]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in seconds, told as milliseconds."""

    median: float
    p99: float
    longest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        ordered = sorted(seconds)
        at = min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))
        return cls(statistics.median(ordered), ordered[at], ordered[-1])

    def __str__(self) -> str:
        return f"p50 {ms(self.median)}, p99 {ms(self.p99)}, max {ms(self.longest)}"


def check(holds: bool, what: str) -> None:
    """Raises WorkNotDone with `what` unless it holds."""
    if not holds:
        raise WorkNotDone(what)


def ms(seconds: float) -> str:
    value = seconds * 1000
    return (
        f"{value:.2f} ms" if value < 1 else f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"
    )


def times(ratio: float) -> str:
    return f"{ratio:.2f}×"
