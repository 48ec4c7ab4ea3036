"""Finding jobs, and saved searches."""

from collections.abc import Collection, Mapping
from typing import Protocol

from marketplace.alerts import SavedSearch
from marketplace.finding import Found, Place, Search
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.wanted import Likely, Wanted


class Finding(Protocol):
    async def search(
        self,
        search: Search,
        person: Person | None,
        place: Place | None,
        limit: int,
        *,
        counted: bool = True,
    ) -> Found:
        """A page of the jobs that fit, from the newest or the best match on; with the first page,
        if `counted`, how many there are. One typing mistake a word is forgiven where nothing was
        found.

        `person`: who searches, for "my skills" and "not bid on"; None for anybody.
        """
        ...


class Alerts(Protocol):
    """Saved searches, and who is to be told of which job."""

    async def find(self, saved_id: int) -> SavedSearch | None: ...
    async def of(self, person_id: int) -> list[SavedSearch]:
        """The newest first."""
        ...

    async def lock_all(self, person_id: int) -> list[SavedSearch]:
        """As `of`; the person can't save another one until this unit of work ends."""
        ...

    async def add(self, saved: SavedSearch, wanted: Wanted) -> SavedSearch: ...
    async def save(self, saved: SavedSearch) -> None: ...
    async def want(self, saved_id: int, wanted: Wanted) -> None:
        """In place of what it has asked of a job until now."""
        ...

    async def remove(self, saved_id: int) -> None:
        """With what was noted for it and not told."""
        ...

    async def matched(self, job_id: int) -> None:
        """The job doesn't wait to be matched any more."""
        ...

    async def that_may_want(self, job: Job, parts: Collection[str]) -> list[Likely]:
        """Searches with one of these parts as an anchor, and a budget that the job's meets; not
        muted, and of people who can be reached and are not banned, other than the job's client.
        The oldest first. None where it is forgotten who was told of the job: it was over for
        long, and is open again."""
        ...

    async def note(self, job_id: int, hits: Mapping[int, int]) -> int:
        """For each person the saved search; returns for how many the job is new."""
        ...

    async def take(self, person_id: int) -> list[tuple[SavedSearch, Job]]:
        """What was noted and not told, which counts as told from now on; the oldest first."""
        ...
