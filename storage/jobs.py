"""Jobs, their attachments, and their place in the index."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.jobs import WARN_BEFORE_CLOSING, Job
from storage.job_indexing import Indexing
from storage.job_rows import IS_LISTED, IS_OPEN, columns, jobs_from, with_files
from storage.repository import Condition, Repository
from storage.tables import job_files, jobs
from storage.types import MOST_ID

_IS_HIDDEN = text("jobs.hidden_at IS NOT NULL")
_BELOW = jobs.c.id < bindparam("below")
_MOST: BindParameter[int] = bindparam("most")
_ONE = with_files(jobs.c.id == bindparam("job_id"), limit=1)
_OF_CLIENT = with_files(jobs.c.client_id == bindparam("client_id"), _BELOW, limit=_MOST)
_HIDDEN = with_files(_IS_HIDDEN, _BELOW, limit=_MOST)


class SqlJobs(Repository):
    """Implements marketplace.ports.Jobs."""

    def __init__(self, connection: AsyncConnection, now: datetime, indexing: Indexing) -> None:
        super().__init__(connection, now)
        self._indexing = indexing

    async def find(self, job_id: int) -> Job | None:
        found = jobs_from(await self._rows(_ONE, {"job_id": job_id}))
        return found[0] if found else None

    async def lock(self, job_id: int) -> Job | None:
        """As find; nobody else changes it or its bids until this unit of work ends."""
        await self._lock(jobs, jobs.c.id == job_id)
        return await self.find(job_id)

    async def add(self, job: Job) -> int:
        statement = jobs.insert().values(client_id=job.client_id, **columns(job))
        job_id = int(await self._value(statement.returning(jobs.c.id)))
        job = replace(job, id=job_id)
        await self._add_files(job)
        await self._indexing.change(None, job)
        return job_id

    async def save(self, job: Job) -> None:
        """Raises LookupError for a job that was never added."""
        before = await self.find(job.id)
        if before is None:
            raise LookupError(f"no job has the id {job.id}")
        await self._count(jobs.update().where(jobs.c.id == job.id).values(columns(job)))
        if job.terms.file_ids != before.terms.file_ids:
            await self._count(job_files.delete().where(job_files.c.job_id == job.id))
            await self._add_files(job)
        await self._indexing.change(before, job)

    async def of_client(self, client_id: int, before_id: int | None, limit: int) -> list[Job]:
        """Newest first; those with an id below `before_id`."""
        return await self._page(_OF_CLIENT, before_id, limit, client_id=client_id)

    async def posted_at(self, client_id: int, nth: int) -> datetime | None:
        """When this client's n-th newest job was posted, whatever became of it."""
        mine = select(jobs.c.posted_at).where(jobs.c.client_id == client_id)
        newest = mine.order_by(jobs.c.id.desc()).offset(nth - 1).limit(1)
        posted_at: datetime | None = await self._value(newest)
        return posted_at

    async def open_of(self, client_id: int) -> list[int]:
        """The client's open jobs, hidden or not, oldest first."""
        return await self._ids(jobs.c.client_id == client_id, IS_OPEN)

    async def hidden_by_ban(self, client_id: int) -> list[int]:
        """Those that a ban has hidden, oldest first."""
        return await self._ids(jobs.c.client_id == client_id, _IS_HIDDEN, jobs.c.hidden_by_ban)

    async def _ids(self, *conditions: Condition) -> list[int]:
        rows = await self._rows(select(jobs.c.id).where(*conditions).order_by(jobs.c.id))
        return [row.id for row in rows]

    async def hidden(self, before_id: int | None, limit: int) -> list[Job]:
        """Hidden ones of everybody, newest first; those below `before_id`."""
        return await self._page(_HIDDEN, before_id, limit)

    async def due_to_expire(self, now: datetime, limit: int) -> list[int]:
        """Listed jobs that are over, the longest over first."""
        return await self._closing_by(now, limit)

    async def due_to_warn(self, now: datetime, limit: int) -> list[int]:
        """Listed jobs that close soon, whose client was not warned."""
        unwarned = jobs.c.warned.is_(False)
        return await self._closing_by(now + WARN_BEFORE_CLOSING, limit, unwarned)

    async def _closing_by(
        self, closes_by: datetime, limit: int, *more: ColumnElement[bool]
    ) -> list[int]:
        statement = (
            select(jobs.c.id)
            .where(IS_LISTED, jobs.c.closes_at <= closes_by, *more)
            .order_by(jobs.c.closes_at, jobs.c.id)
            .limit(limit)
        )
        return [row.id for row in await self._rows(statement)]

    async def _page(
        self, chosen: Select[Any], before_id: int | None, limit: int, **more: int
    ) -> list[Job]:
        below = MOST_ID if before_id is None else before_id
        return jobs_from(await self._rows(chosen, {"below": below, "most": limit, **more}))

    async def _add_files(self, job: Job) -> None:
        files = enumerate(job.terms.file_ids, start=1)
        await self._add_all(
            job_files,
            [{"job_id": job.id, "position": n, "file_id": file_id} for n, file_id in files],
        )
