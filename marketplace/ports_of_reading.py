"""What reading and saving jobs needs from the outside; see marketplace/ports.py."""

from typing import Protocol

from marketplace.clients import ClientRecord
from marketplace.jobs import Job


class Clients(Protocol):
    async def record(self, client_id: int) -> ClientRecord:
        """In one statement, from this client's own rows."""
        ...


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
