"""Jobs as rows: how they are read and written."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Row, Select, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.jobs import Job, JobState, JobTerms
from storage.repository import Condition
from storage.tables import job_files, jobs

# A text, not a parameter: only then does a database see that the partial indexes fit.
IS_OPEN = text("jobs.state = 'open'")
IS_LISTED = text("jobs.state = 'open' AND jobs.hidden_at IS NULL")

JOBS = select(jobs)


def with_files(
    *conditions: Condition, limit: int | BindParameter[int], chosen: Select[Any] = JOBS
) -> Select[Any]:
    """Newest first, with their attachments, in one statement. `chosen`: what else is read with
    each. To be made once, with parameters: making one costs more than asking it."""
    page = chosen.where(*conditions).order_by(jobs.c.id.desc()).limit(limit).subquery()
    return (
        select(page, job_files.c.file_id)
        .select_from(page.outerjoin(job_files, job_files.c.job_id == page.c.id))
        .order_by(page.c.id.desc(), job_files.c.position)
    )


async def listed_above(connection: AsyncConnection, last_id: int, limit: int) -> list[Job]:
    """Jobs that may be found, the oldest first, without their attachments."""
    chosen = select(jobs).where(IS_LISTED, jobs.c.id > last_id).order_by(jobs.c.id).limit(limit)
    return [job_from(row) for row in await connection.execute(chosen)]


def columns(job: Job) -> dict[str, Any]:
    terms = job.terms
    return {
        "title": terms.title,
        "description": terms.description,
        "skills": list(terms.skills),
        "budget_min_minor": terms.budget_min_minor,
        "budget_max_minor": terms.budget_max_minor,
        "posted_at": job.posted_at,
        "closes_at": job.closes_at,
        "state": job.state.value,
        "warned": job.warned,
        "hidden_at": job.hidden_at,
        "hidden_by_ban": job.hidden_by_ban,
        "hidden_why": job.hidden_why,
    }


def jobs_from(rows: Iterable[Row[Any]]) -> list[Job]:
    """One job per id, in the order of the rows; each row brings one of its attachments or none."""
    found: dict[int, Job] = {}
    for row in rows:
        job = found.get(row.id) or job_from(row)
        if row.file_id is not None:
            terms = replace(job.terms, file_ids=(*job.terms.file_ids, row.file_id))
            job = replace(job, terms=terms)
        found[row.id] = job
    return list(found.values())


def job_from(row: Row[Any]) -> Job:
    """Without its attachments."""
    terms = JobTerms(
        title=row.title,
        description=row.description,
        skills=tuple(row.skills),
        budget_min_minor=row.budget_min_minor,
        budget_max_minor=row.budget_max_minor,
    )
    return Job(
        id=row.id,
        client_id=row.client_id,
        terms=terms,
        posted_at=row.posted_at,
        closes_at=row.closes_at,
        state=JobState(row.state),
        warned=row.warned,
        hidden_at=row.hidden_at,
        hidden_by_ban=row.hidden_by_ban,
        hidden_why=row.hidden_why,
    )
