"""Which bytes of a file a request asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.ASCII)


class Unsatisfiable(Exception):
    """A range that begins behind the end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `stop`, without the latter, of a file of `size`."""

    start: int
    stop: int
    size: int

    @property
    def length(self) -> int:
        return self.stop - self.start

    @property
    def is_part(self) -> bool:
        return self.length < self.size

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.stop - 1}/{self.size}"


def span_of(header: str | None, size: int) -> Span:
    """One range, as browsers ask to go on with a download. What is no range, or several at once,
    means the whole file, as the RFC allows. Raises Unsatisfiable."""
    whole = Span(0, size, size)
    found = _RANGE.fullmatch(header or "")
    if found is None or not any(found.groups()):
        return whole
    first, last = found.groups()
    if not first:  # the last so many
        count = min(int(last), size)
        if not count:
            raise Unsatisfiable
        return Span(size - count, size, size)
    start, stop = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return whole
    if start >= size:
        raise Unsatisfiable
    return Span(start, stop, size)
