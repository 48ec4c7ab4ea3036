"""Saved searches, and who is to be told of which job."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, text, update

from marketplace.alerts import SavedSearch
from marketplace.finding import search_of
from marketplace.jobs import Job
from marketplace.people import Person
from storage.job_rows import job_from
from storage.repository import Repository, insert_into
from storage.tables import (
    alert_hits,
    jobs,
    people,
    saved_anchors,
    saved_searches,
    unmatched_jobs,
)
from storage.types import storable

saved_c, hits = saved_searches.c, alert_hits.c
_ANY_OF = {
    False: "saved_anchors.anchor IN (SELECT value FROM json_each(:anchors))",
    True: "saved_anchors.anchor = ANY (SELECT json_array_elements_text(CAST(:anchors AS json)))",
}
"""By whether it is PostgreSQL. Thousands of anchors are one parameter."""


class SqlAlerts(Repository):
    """Implements marketplace.ports.Alerts."""

    async def find(self, saved_id: int) -> SavedSearch | None:
        row = await self._row(select(saved_searches).where(saved_c.id == saved_id))
        return _saved_from(row) if row else None

    async def of(self, person_id: int) -> list[SavedSearch]:
        mine = select(saved_searches).where(saved_c.person_id == person_id)
        return [_saved_from(row) for row in await self._rows(mine.order_by(saved_c.id.desc()))]

    async def lock_all(self, person_id: int) -> list[SavedSearch]:
        await self._lock(people, people.c.id == person_id)
        return await self.of(person_id)

    async def add(self, saved: SavedSearch, anchors: Collection[str]) -> SavedSearch:
        values = {
            "person_id": saved.person_id,
            "search": saved.search.plain(),
            "daily": saved.daily,
            "muted": saved.muted,
            "made_at": self._now,
        }
        added = saved_searches.insert().values(values).returning(saved_c.id)
        saved = replace(saved, id=int(await self._value(added)))
        await self._add_anchors(saved.id, anchors)
        return saved

    async def save(self, saved: SavedSearch) -> None:
        changed = update(saved_searches).where(saved_c.id == saved.id)
        await self._count(changed.values(daily=saved.daily, muted=saved.muted))

    async def anchor(self, saved_id: int, anchors: Collection[str]) -> None:
        await self._count(delete(saved_anchors).where(saved_anchors.c.saved_id == saved_id))
        await self._add_anchors(saved_id, anchors)

    async def remove(self, saved_id: int) -> None:
        await self.anchor(saved_id, ())
        untold = (hits.saved_id == saved_id) & ~hits.told
        person = select(saved_c.person_id).where(saved_c.id == saved_id).scalar_subquery()
        await self._count(delete(alert_hits).where(hits.person_id == person, untold))
        await self._count(delete(saved_searches).where(saved_c.id == saved_id))

    async def _add_anchors(self, saved_id: int, anchors: Collection[str]) -> None:
        rows = [{"anchor": storable(one), "saved_id": saved_id} for one in anchors]
        await self._add_all(saved_anchors, rows)

    # --- new jobs ------------------------------------------------------------------------------

    async def unmatched(self, limit: int) -> list[int]:
        """Jobs that wait to be matched, the oldest first."""
        waiting = select(unmatched_jobs.c.job_id).order_by(unmatched_jobs.c.job_id).limit(limit)
        return [row.job_id for row in await self._rows(waiting)]

    async def matched(self, job_id: int) -> None:
        await self._count(delete(unmatched_jobs).where(unmatched_jobs.c.job_id == job_id))

    async def that_may_want(
        self, job: Job, anchors: Collection[str]
    ) -> list[tuple[SavedSearch, Person]]:
        meant = select(saved_anchors.c.saved_id).where(text(_ANY_OF[self._is_postgres]))
        chosen = (
            select(saved_searches, people.c.first_name, people.c.skills)
            .join(people, people.c.id == saved_c.person_id)
            .where(saved_c.id.in_(meant), ~saved_c.muted)
            .where(saved_c.person_id != job.client_id, people.c.reachable)
            .where(people.c.banned_at.is_(None))
            .order_by(saved_c.id)
        )
        rows = await self._rows(chosen, {"anchors": json.dumps([*map(storable, anchors)])})
        return [(_saved_from(row), _reader_from(row)) for row in rows]

    async def note(self, job_id: int, hits: Mapping[int, int]) -> int:
        known = select(alert_hits.c.person_id).where(alert_hits.c.job_id == job_id)
        told = {row.person_id for row in await self._rows(known)}
        rows = [
            {"person_id": person_id, "job_id": job_id, "saved_id": saved_id, "told": False}
            for person_id, saved_id in sorted(hits.items())
            if person_id not in told
        ]
        if rows:
            added = insert_into(alert_hits, self._is_postgres).on_conflict_do_nothing()
            await self._connection.execute(added, rows)
        return len(rows)

    async def to_tell(self, limit: int) -> list[int]:
        """People for whom jobs were noted."""
        waiting = select(hits.person_id).where(text("NOT alert_hits.told")).distinct()
        return [row.person_id for row in await self._rows(waiting.limit(limit))]

    async def take(self, person_id: int) -> list[tuple[SavedSearch, Job]]:
        told = (
            update(alert_hits)
            .where(hits.person_id == bindparam("reader"), text("NOT alert_hits.told"))
            .values(told=True)
            .returning(hits.job_id, hits.saved_id)
        )
        pairs = [
            (row.job_id, row.saved_id) for row in await self._rows(told, {"reader": person_id})
        ]
        found = await self._rows(select(jobs).where(jobs.c.id.in_([job for job, _ in pairs])))
        by_id = {row.id: job_from(row) for row in found}
        saved = {one.id: one for one in await self.of(person_id)}
        return [(saved[id_], by_id[job]) for job, id_ in sorted(pairs) if id_ in saved]


def _saved_from(row: Row[Any]) -> SavedSearch:
    search = search_of(row.search)
    return SavedSearch(row.id, row.person_id, search, daily=row.daily, muted=row.muted)


def _reader_from(row: Row[Any]) -> Person:
    return Person(row.person_id, row.first_name, skills=tuple(row.skills))
