"""Projects that don't go well."""

from typing import Protocol

from marketplace.cancellations import Cancellation
from marketplace.disputes import Dispute


class Disputes(Protocol):
    async def add(self, dispute: Dispute) -> int: ...
    async def find(self, dispute_id: int) -> Dispute | None: ...
    async def open_of(self, milestone_id: int) -> Dispute | None: ...
    async def of_project(self, project_id: int) -> list[Dispute]:
        """Oldest first, of every state."""
        ...

    async def all_open(self, after_id: int, limit: int) -> list[Dispute]:
        """Oldest first; those above `after_id`."""
        ...

    async def concern_operators(self, project_id: int) -> bool:
        """Whether one of this project is open or was decided."""
        ...

    async def end(self, dispute: Dispute) -> bool:
        """Compare-and-swap from open."""
        ...


class Cancellations(Protocol):
    async def add(self, cancellation: Cancellation) -> int: ...
    async def open_of(self, project_id: int) -> Cancellation | None: ...
    async def of_project(self, project_id: int) -> list[Cancellation]:
        """Oldest first, of every state."""
        ...

    async def end(self, cancellation: Cancellation) -> bool:
        """Compare-and-swap from open."""
        ...
