"""People and their profiles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from marketplace.people import Education, Experience, Person


class People(Protocol):
    async def find(self, person_id: int) -> Person | None: ...
    async def get(self, person_id: int) -> Person:
        """Raises LookupError for somebody who never wrote."""
        ...

    async def lock(self, person_id: int) -> Person:
        """As `get`, and as they are now: nobody else changes them until this unit of work ends."""
        ...

    async def add(self, person: Person) -> None: ...
    async def save(self, person: Person) -> None:
        """All but when they were last active, and whether they are banned, which `ban` alone
        changes."""
        ...

    async def ban(self, person_id: int, at: datetime | None, why: str) -> None:
        """Notes since when and why; `at` None: no longer."""
        ...

    async def banned(self, before_id: int | None, limit: int) -> list[Person]:
        """By account, the highest first; those below `before_id`."""
        ...

    async def was_active(self, person_id: int, at: datetime) -> None: ...
    async def education(self, person_id: int) -> Sequence[Education]:
        """Newest first."""
        ...

    async def experience(self, person_id: int) -> Sequence[Experience]:
        """Present ones first, then newest."""
        ...

    async def put_education(self, person_id: int, entry: Education) -> bool:
        """Adds (id 0) or changes; False when there is no such entry of this person."""
        ...

    async def put_experience(self, person_id: int, entry: Experience) -> bool: ...
    async def remove_education(self, person_id: int, entry_id: int) -> bool: ...
    async def remove_experience(self, person_id: int, entry_id: int) -> bool: ...
