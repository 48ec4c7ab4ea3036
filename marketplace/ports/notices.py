"""What people are told, and when."""

from datetime import datetime
from typing import Protocol

from marketplace.notices import KeptNotice, Kind, Merged, Preferences


class Notices(Protocol):
    """What people have chosen about notices, and what waits because of it."""

    async def of(self, person_id: int) -> Preferences:
        """The defaults for somebody who has chosen nothing."""
        ...

    async def lock(self, person_id: int) -> Preferences:
        """As `of`; nobody else changes it until this unit of work ends."""
        ...

    async def save(self, chosen: Preferences) -> None: ...
    async def keep(self, person_id: int, kept: KeptNotice, digest_at: datetime) -> None:
        """For the digest, which is due then unless it is due already."""
        ...

    async def take(self, person_id: int, kind: Kind | None = None) -> list[KeptNotice]:
        """Removes what was kept, of this kind or all, and returns it, oldest first."""
        ...

    async def merged(self, person_id: int, subject: str) -> Merged | None:
        """Locked, as by `lock`."""
        ...

    async def merge(self, person_id: int, subject: str, merged: Merged) -> None: ...
    async def unmerge(self, person_id: int, subject: str) -> None: ...
