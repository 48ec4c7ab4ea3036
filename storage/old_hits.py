"""Whom a job was told to is forgotten when it has been over for long; that it was told is not."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, literal, select, tuple_

from marketplace.jobs import Job, JobState
from storage.repository import Repository, insert_into
from storage.tables import alert_hits, jobs

LOOKED_AT = 2_000
"""Rows that one `forget` walks over, so that nobody waits long for it."""
Place = tuple[int, int]
"""A person and a job: the rows are walked in the order of their key."""
START = (0, 0)
_hits = alert_hits.c
_key = tuple_(_hits.person_id, _hits.job_id)


def is_forgotten(job: Job) -> ColumnElement[bool]:
    """Who was told of the job is not known any more: told anew, some would hear of it twice.

    A hit of its client's own says so: nobody is told of their own jobs.
    """
    return exists().where(_hits.job_id == job.id, _hits.person_id == job.client_id)


class OldHits(Repository):
    """The hits of jobs that have ended, within one unit of work."""

    async def forget(self, before: datetime, behind: Place) -> tuple[int, Place | None]:
        """Removes who was told of jobs that ended before then, among the LOOKED_AT rows behind
        that place. Returns how many, and where to go on; None at the end.

        A job ends when it closes, or sooner: its `closes_at` is never too early. One that can be
        opened again keeps one row, see `is_forgotten`.
        """
        following = _key > tuple_(*map(literal, behind))
        some = select(_hits.person_id, _hits.job_id).where(following)
        rows = await self._rows(some.order_by(_hits.person_id, _hits.job_id).limit(LOOKED_AT))
        if not rows:
            return 0, None
        last = (rows[-1].person_id, rows[-1].job_id)
        these = and_(following, _key <= tuple_(*map(literal, last)))
        clients = await self._ended({row.job_id for row in rows}, before)
        return await self._remove(these, clients) if clients else 0, last

    async def _ended(self, job_ids: set[int], before: datetime) -> dict[int, int]:
        """The clients of those that are over, which are held, so that none is opened again
        meanwhile; and marked."""
        over = and_(
            jobs.c.id.in_(job_ids), jobs.c.state != JobState.OPEN, jobs.c.closes_at <= before
        )
        await self._lock(jobs, over)
        rows = await self._rows(select(jobs.c.id, jobs.c.client_id, jobs.c.state).where(over))
        marks = [
            {"person_id": row.client_id, "job_id": row.id, "saved_id": 0, "told": True}
            for row in rows
            if row.state != JobState.HIRED
        ]
        if marks:
            added = insert_into(alert_hits, self._is_postgres).on_conflict_do_nothing()
            await self._connection.execute(added, marks)
        return {row.id: row.client_id for row in rows}

    async def _remove(self, these: ColumnElement[bool], clients: Mapping[int, int]) -> int:
        """What is not told yet stays: whoever tells it sees that the job is over."""
        marks = tuple_(_hits.job_id, _hits.person_id).in_(list(clients.items()))
        old = (these, _hits.told, _hits.job_id.in_(clients), ~marks)
        return await self._count(delete(alert_hits).where(*old))
