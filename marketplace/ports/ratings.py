"""Ratings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from marketplace.people import Role
from marketplace.ratings import Rating, Testimonial
from marketplace.standings import Standing


class Ratings(Protocol):
    async def put(self, rating: Rating) -> None:
        """The one of its project and role, in place of what was said before."""
        ...

    async def of_project(self, project_id: int) -> list[Rating]:
        """Also those that nobody may see yet; the client's first."""
        ...

    async def show(self, project_id: int, at: datetime) -> None:
        """All of the project are visible from then on."""
        ...

    async def standings(self, person_ids: Sequence[int], role: Role) -> dict[int, Standing]:
        """By the person's id, for all of them, NEUTRAL where there is no visible rating."""
        ...

    async def shown_of(
        self, person_id: int, role: Role, before_id: int | None, limit: int
    ) -> list[Testimonial]:
        """Visible ones, newest first; those with an id below `before_id`."""
        ...

    async def schedule(self, project_id: int, at: datetime | None) -> None:
        """When something is to be done next about the project's ratings; None: nothing."""
        ...

    async def schedule_if_none(self, project_id: int, at: datetime) -> None:
        """As `schedule`, unless something is scheduled."""
        ...

    async def scheduled(self, project_id: int) -> datetime | None: ...
    async def due(self, now: datetime, limit: int) -> list[int]:
        """Projects about whose ratings something is to be done, the longest overdue first."""
        ...
