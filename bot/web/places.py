"""How many transfers are under way in this process, and whose."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Places:
    """Few for each person: who holds many slow lines open, on one link or on many, must not hold
    everybody else up."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()

    @property
    def empty(self) -> bool:
        return not self._taken

    def free(self, person_id: int, most: int, most_of_one: int) -> bool:
        return self._taken.total() < most and self._taken[person_id] < most_of_one

    @contextmanager
    def taken(self, person_id: int) -> Iterator[None]:
        self._taken[person_id] += 1
        try:
            yield
        finally:
            self._taken[person_id] -= 1
            self._taken += Counter()  # forgets who has none
