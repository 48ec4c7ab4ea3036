"""Reports of jobs and people, and how they ended."""

from sqlalchemy import exists, func, select, text, true

from marketplace.reports import Report, ReportKind, ReportState
from storage.repository import Condition, Repository, columns_of, record_from
from storage.tables import reports

# A text, not a parameter: only then does a database see that the partial indexes fit.
_OPEN = text("reports.state = 'open'")


class SqlReports(Repository):
    """Implements marketplace.ports.Reports."""

    async def add(self, report: Report) -> int:
        """The reporter's only open one about this; the database refuses a second."""
        statement = reports.insert().values(columns_of(reports, report))
        return int(await self._value(statement.returning(reports.c.id)))

    async def find(self, report_id: int) -> Report | None:
        found = await self._load(reports.c.id == report_id, limit=1)
        return found[0] if found else None

    async def any_open(self, reporter_id: int, person_id: int, job_id: int | None) -> bool:
        """Whether this reporter's about the job, or without one about the person, is open."""
        by, about = reports.c.reported_by == reporter_id, reports.c.person_id == person_id
        same = reports.c.job_id == job_id if job_id is not None else reports.c.job_id.is_(None)
        return bool(await self._value(select(exists().where(by, about, same, _OPEN))))

    async def count_open(self, reporter_id: int) -> int:
        mine = select(func.count()).where(reports.c.reported_by == reporter_id, _OPEN)
        return int(await self._value(mine))

    async def any_on_line(self, bid_id: int) -> bool:
        """Whether one about somebody on this line is open."""
        return bool(await self._value(select(exists().where(reports.c.bid_id == bid_id, _OPEN))))

    async def newest_open(self, before_id: int | None, limit: int) -> list[Report]:
        """Newest first; those below `before_id`."""
        page = reports.c.id < before_id if before_id is not None else true()
        return await self._load(_OPEN, page, limit=limit)

    async def open_about_job(self, job_id: int) -> list[Report]:
        return await self._load(reports.c.job_id == job_id, _OPEN)

    async def open_about_person(self, person_id: int) -> list[Report]:
        """With those of their jobs."""
        return await self._load(reports.c.person_id == person_id, _OPEN)

    async def end(self, report: Report) -> bool:
        """Compare-and-swap from open."""
        swap = reports.update().where(reports.c.id == report.id, _OPEN)
        ended = ("state", "ended_by", "ended_at")
        return await self._count(swap.values({n: getattr(report, n) for n in ended})) == 1

    async def _load(self, *conditions: Condition, limit: int = 1000) -> list[Report]:
        chosen = select(reports).where(*conditions).order_by(reports.c.id.desc()).limit(limit)
        return [
            record_from(Report, row, kind=ReportKind(row.kind), state=ReportState(row.state))
            for row in await self._rows(chosen)
        ]
