"""Jobs that people have saved for later."""

from sqlalchemy import and_, func, select

from marketplace.jobs import Job
from storage.job_rows import job_from
from storage.repository import Repository, insert_into
from storage.tables import jobs, saved_jobs

saved = saved_jobs.c


class SqlSavedJobs(Repository):
    """Implements marketplace.ports.SavedJobs."""

    async def has(self, person_id: int, job_id: int) -> bool:
        mine = and_(saved.person_id == person_id, saved.job_id == job_id)
        return await self._row(select(saved.job_id).where(mine)) is not None

    async def count(self, person_id: int) -> int:
        mine = select(func.count()).select_from(saved_jobs).where(saved.person_id == person_id)
        return int(await self._value(mine))

    async def add(self, person_id: int, job_id: int) -> None:
        """Nothing happens where it is saved."""
        statement = insert_into(saved_jobs, self._is_postgres).on_conflict_do_nothing()
        await self._count(statement, {"person_id": person_id, "job_id": job_id, "at": self._now})

    async def remove(self, person_id: int, job_id: int) -> bool:
        """False where it wasn't saved."""
        mine = and_(saved.person_id == person_id, saved.job_id == job_id)
        return await self._count(saved_jobs.delete().where(mine)) == 1

    async def of(self, person_id: int, skip: int, limit: int) -> list[Job]:
        """The last saved first, without their attachments."""
        mine = (
            select(jobs)
            .join(saved_jobs, saved.job_id == jobs.c.id)
            .where(saved.person_id == person_id)
            .order_by(saved.at.desc(), saved.job_id.desc())
        )
        return [job_from(row) for row in await self._rows(mine.offset(skip).limit(limit))]
