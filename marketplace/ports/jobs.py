"""Jobs, whoever posts, reads and saves them."""

from datetime import datetime
from typing import Protocol

from marketplace.clients import ClientRecord
from marketplace.jobs import Job


class Jobs(Protocol):
    async def find(self, job_id: int) -> Job | None: ...
    async def lock(self, job_id: int) -> Job | None:
        """As find; nobody else changes it or its bids until this unit of work ends."""
        ...

    async def add(self, job: Job) -> int: ...
    async def save(self, job: Job) -> None: ...
    async def of_client(self, client_id: int, before_id: int | None, limit: int) -> list[Job]:
        """Newest first; those with an id below `before_id`."""
        ...

    async def posted_at(self, client_id: int, nth: int) -> datetime | None:
        """When this client's n-th newest job was posted, whatever became of it."""
        ...

    async def open_of(self, client_id: int) -> list[int]:
        """The client's open jobs, hidden or not, oldest first."""
        ...

    async def hidden_by_ban(self, client_id: int) -> list[int]:
        """Those that a ban has hidden, oldest first."""
        ...

    async def hidden(self, before_id: int | None, limit: int) -> list[Job]:
        """Hidden ones of everybody, newest first; those below `before_id`."""
        ...

    async def due_to_expire(self, now: datetime, limit: int) -> list[int]: ...
    async def due_to_warn(self, now: datetime, limit: int) -> list[int]: ...


class SavedJobs(Protocol):
    async def has(self, person_id: int, job_id: int) -> bool: ...
    async def count(self, person_id: int) -> int: ...
    async def add(self, person_id: int, job_id: int) -> None:
        """Nothing happens where it is saved."""
        ...

    async def remove(self, person_id: int, job_id: int) -> bool:
        """False where it wasn't saved."""
        ...

    async def of(self, person_id: int, skip: int, limit: int) -> list[Job]:
        """The last saved first, without their attachments."""
        ...


class Clients(Protocol):
    async def record(self, client_id: int) -> ClientRecord:
        """In one statement, from this client's own rows."""
        ...
