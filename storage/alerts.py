"""Saved searches, and who is to be told of which job."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, text, update

from marketplace.alerts import SavedSearch
from marketplace.finding import search_of
from marketplace.jobs import Job
from marketplace.wanted import Likely, Wanted
from storage.job_rows import job_from
from storage.old_hits import is_forgotten
from storage.repository import Repository
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
    True: "saved_anchors.anchor = "
    "ANY (ARRAY(SELECT json_array_elements_text(CAST(:anchors AS json))))",
}
_NOTE = """
INSERT INTO alert_hits (person_id, job_id, saved_id, told)
SELECT CAST(key AS BIGINT), CAST(:job AS BIGINT), CAST(value AS BIGINT), false FROM {} WHERE true
ON CONFLICT DO NOTHING
"""
_HITS = {False: "json_each(:hits)", True: "json_each_text(CAST(:hits AS json))"}
"""By whether it is PostgreSQL. Thousands of anchors, or of people, are one parameter."""


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

    async def add(self, saved: SavedSearch, wanted: Wanted) -> SavedSearch:
        values = {
            "person_id": saved.person_id,
            "search": saved.search.plain(),
            "daily": saved.daily,
            "muted": saved.muted,
            "made_at": self._now,
            **columns_of_wanted(wanted),
        }
        added = saved_searches.insert().values(values).returning(saved_c.id)
        saved = replace(saved, id=int(await self._value(added)))
        await self._add_all(saved_anchors, anchor_rows(saved.id, wanted))
        return saved

    async def save(self, saved: SavedSearch) -> None:
        changed = update(saved_searches).where(saved_c.id == saved.id)
        await self._count(changed.values(daily=saved.daily, muted=saved.muted))

    async def want(self, saved_id: int, wanted: Wanted) -> None:
        changed = update(saved_searches).where(saved_c.id == saved_id)
        await self._count(changed.values(columns_of_wanted(wanted)))
        await self._forget_anchors(saved_id)
        await self._add_all(saved_anchors, anchor_rows(saved_id, wanted))

    async def remove(self, saved_id: int) -> None:
        await self._forget_anchors(saved_id)
        untold = (hits.saved_id == saved_id) & ~hits.told
        person = select(saved_c.person_id).where(saved_c.id == saved_id).scalar_subquery()
        await self._count(delete(alert_hits).where(hits.person_id == person, untold))
        await self._count(delete(saved_searches).where(saved_c.id == saved_id))

    async def _forget_anchors(self, saved_id: int) -> None:
        await self._count(delete(saved_anchors).where(saved_anchors.c.saved_id == saved_id))

    # --- new jobs ------------------------------------------------------------------------------

    async def unmatched(self, limit: int) -> list[int]:
        """Jobs that wait to be matched, the oldest first."""
        waiting = select(unmatched_jobs.c.job_id).order_by(unmatched_jobs.c.job_id).limit(limit)
        return [row.job_id for row in await self._rows(waiting)]

    async def matched(self, job_id: int) -> None:
        await self._count(delete(unmatched_jobs).where(unmatched_jobs.c.job_id == job_id))

    async def that_may_want(self, job: Job, parts: Collection[str]) -> list[Likely]:
        """PostgreSQL is made to look the anchors up first: without fresh statistics, as after a
        restore, it compared every search with every anchor, for a minute."""
        terms = job.terms
        meant = (
            select(saved_anchors.c.saved_id)
            .where(text(_ANY_OF[self._is_postgres]))
            .distinct()
            .cte("meant")
            .prefix_with("MATERIALIZED", dialect="postgresql")
        )
        chosen = (
            select(saved_c.id, saved_c.person_id, saved_c.further)
            .join(meant, meant.c.saved_id == saved_c.id)
            .join(people, people.c.id == saved_c.person_id)
            .where(~saved_c.muted)
            .where(saved_c.least_minor <= terms.budget_max_minor)
            .where(or_(saved_c.most_minor == 0, saved_c.most_minor >= terms.budget_min_minor))
            .where(saved_c.person_id != job.client_id, people.c.reachable)
            .where(people.c.banned_at.is_(None), ~is_forgotten(job))
            .order_by(saved_c.id)
        )
        rows = await self._rows(chosen, {"anchors": json.dumps([*map(storable, parts)])})
        return [Likely(row.id, row.person_id, row.further or ()) for row in rows]

    async def note(self, job_id: int, hits: Mapping[int, int]) -> int:
        """One after the other, so that two who note the same job wait for each other in turn."""
        if not hits:
            return 0
        values = {"job": job_id, "hits": json.dumps(dict(sorted(hits.items())))}
        return await self._count(text(_NOTE.format(_HITS[self._is_postgres])), values)

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


def columns_of_wanted(wanted: Wanted) -> dict[str, Any]:
    """What is asked of a job, beside the anchors."""
    further = [[*map(storable, group)] for group in wanted.further]
    return {
        "least_minor": wanted.least_minor,
        "most_minor": wanted.most_minor,
        "further": further or None,
    }


def anchor_rows(saved_id: int, wanted: Wanted) -> list[dict[str, Any]]:
    return [{"anchor": storable(one), "saved_id": saved_id} for one in wanted.anchors]
