"""What the two sides of a project say about each other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, text, true

from marketplace.people import Role
from marketplace.ratings import Rating, Testimonial
from marketplace.standings import NEUTRAL, Standing
from storage.repository import Repository, columns_of, insert_into, record_from
from storage.tables import projects, ratings
from storage.tables_of_ratings import STARS

_STARS = tuple(ratings.c[name] for name in STARS)
_SAID = (*STARS, "comment", "rated_at")
"""What changes when somebody rates once more."""


class SqlRatings(Repository):
    """Implements marketplace.ports.Ratings."""

    async def put(self, rating: Rating) -> None:
        """The one of its project and role, in place of what was said before."""
        stars = dict(zip(STARS, rating.stars, strict=True))
        statement = insert_into(ratings, self._is_postgres)
        again = statement.on_conflict_do_update(
            index_elements=[ratings.c.project_id, ratings.c.role],
            set_={name: statement.excluded[name] for name in _SAID},
        )
        await self._count(again, columns_of(ratings, rating, **stars))

    async def of_project(self, project_id: int) -> list[Rating]:
        """Also those that nobody may see yet; the client's first."""
        mine = select(ratings).where(ratings.c.project_id == project_id)
        return [_rating_from(row) for row in await self._rows(mine.order_by(ratings.c.role.desc()))]

    async def show(self, project_id: int, at: datetime) -> None:
        """All of the project are visible from then on."""
        mine = ratings.c.project_id == project_id
        await self._count(ratings.update().where(mine).values(shows_at=at))

    async def standings(self, person_ids: Sequence[int], role: Role) -> dict[int, Standing]:
        """By the person's id, for all of them, NEUTRAL where there is no visible rating."""
        sums = [func.sum(column).label(column.name) for column in _STARS]
        statement = (
            select(ratings.c.rated_id, func.count().label("given"), *sums)
            .where(ratings.c.rated_id.in_(person_ids), ratings.c.role == role.value, self._visible)
            .group_by(ratings.c.rated_id)
        )
        found = {
            row.rated_id: Standing(
                row.given, (int(row.stars_1), int(row.stars_2), int(row.stars_3))
            )
            for row in await self._rows(statement)
        }
        return {person_id: found.get(person_id, NEUTRAL) for person_id in person_ids}

    async def shown_of(
        self, person_id: int, role: Role, before_id: int | None, limit: int
    ) -> list[Testimonial]:
        """Visible ones, newest first; those with an id below `before_id`."""
        page = ratings.c.id < before_id if before_id is not None else true()
        chosen = (
            select(ratings, projects.c.title)
            .join(projects, projects.c.id == ratings.c.project_id)
            .where(ratings.c.rated_id == person_id, ratings.c.role == role.value)
            .where(self._visible, page)
            .order_by(ratings.c.id.desc())
            .limit(limit)
        )
        return [Testimonial(_rating_from(row), row.title) for row in await self._rows(chosen)]

    # --- time ----------------------------------------------------------------------------------

    async def schedule(self, project_id: int, at: datetime | None) -> None:
        """When something is to be done next about the project's ratings; None: nothing."""
        mine = projects.c.id == project_id
        await self._count(projects.update().where(mine).values(ratings_due_at=at))

    async def schedule_if_none(self, project_id: int, at: datetime) -> None:
        """As `schedule`, unless something is scheduled."""
        mine = (projects.c.id == project_id, projects.c.ratings_due_at.is_(None))
        await self._count(projects.update().where(*mine).values(ratings_due_at=at))

    async def scheduled(self, project_id: int) -> datetime | None:
        at = select(projects.c.ratings_due_at).where(projects.c.id == project_id)
        found: datetime | None = await self._value(at)
        return found

    async def due(self, now: datetime, limit: int) -> list[int]:
        """Projects about whose ratings something is to be done, the longest overdue first."""
        due = select(projects.c.id).where(
            text("projects.ratings_due_at IS NOT NULL"), projects.c.ratings_due_at <= now
        )
        rows = await self._rows(due.order_by(projects.c.ratings_due_at).limit(limit))
        return [row.id for row in rows]

    @property
    def _visible(self) -> Any:
        """Seen by everybody, as the rule says it (`Rating.visible`)."""
        return ratings.c.shows_at <= self._now


def _rating_from(row: Row[Any]) -> Rating:
    stars = (row.stars_1, row.stars_2, row.stars_3)
    return record_from(Rating, row, role=Role(row.role), stars=stars)
