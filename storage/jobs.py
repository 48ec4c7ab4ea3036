"""Jobs, their attachments, and the search by title."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, text, true

from marketplace.jobs import WARN_BEFORE_CLOSING, Job, JobState, JobTerms
from marketplace.text import folded
from storage.repository import Repository
from storage.tables import job_files, job_words, jobs
from storage.types import storable

MOST_WORD = 64
"""Characters of a word that the index keeps; what is typed is cut alike."""
_AFTER_ALL = "\U0010ffff"
# A text, not a parameter: only then does a database see that the partial indexes fit.
_IS_OPEN = text("jobs.state = 'open'")


def title_words(title: str) -> set[str]:
    """All words of a title, folded and parted as `marketplace.jobs.search_words` does (which stops
    at eight)."""
    letters = "".join(c if c.isalnum() or c in "+#" else " " for c in folded(title))
    return {word[:MOST_WORD] for word in letters.split()}


class SqlJobs(Repository):
    """Implements marketplace.ports.Jobs."""

    async def find(self, job_id: int) -> Job | None:
        found = await self._load(jobs.c.id == job_id)
        return found[0] if found else None

    async def lock(self, job_id: int) -> Job | None:
        """As find; nobody else changes it or its bids until this unit of work ends."""
        await self._lock(jobs, jobs.c.id == job_id)
        return await self.find(job_id)

    async def add(self, job: Job) -> int:
        statement = jobs.insert().values(client_id=job.client_id, **_columns(job))
        job_id = int(await self._value(statement.returning(jobs.c.id)))
        await self._write_parts(replace(job, id=job_id))
        return job_id

    async def save(self, job: Job) -> None:
        """Raises LookupError for a job that was never added."""
        statement = jobs.update().where(jobs.c.id == job.id).values(_columns(job))
        if not await self._count(statement):
            raise LookupError(f"no job has the id {job.id}")
        for parts in (job_files, job_words):
            await self._count(parts.delete().where(parts.c.job_id == job.id))
        await self._write_parts(job)

    async def of_client(self, client_id: int, before_id: int | None, limit: int) -> list[Job]:
        """Newest first; those with an id below `before_id`."""
        return await self._load(jobs.c.client_id == client_id, _below(before_id), limit=limit)

    async def open_jobs(
        self, words: Sequence[str], before_id: int | None, limit: int, now: datetime
    ) -> list[Job]:
        """Open jobs, newest first, whose title holds every word (folded) from a word's beginning;
        where nothing does, those whose title holds them anywhere. No words: all."""
        words = [storable(word) for word in words]
        is_open = and_(_IS_OPEN, jobs.c.closes_at > now)
        page = _below(before_id)
        begins = [jobs.c.id.in_(_beginning_with(word)) for word in words]
        found = await self._load(is_open, page, *begins, limit=limit)
        if found or not words:
            return found
        if before_id is not None and await self._load(is_open, *begins, limit=1):
            return []  # the last page of those
        inside = [jobs.c.title_folded.contains(word, autoescape=True) for word in words]
        return await self._load(is_open, page, *inside, limit=limit)

    async def due_to_expire(self, now: datetime, limit: int) -> list[int]:
        """Open jobs that are over, the longest over first."""
        return await self._closing_by(now, limit)

    async def due_to_warn(self, now: datetime, limit: int) -> list[int]:
        """Open jobs that close soon, whose client was not warned."""
        unwarned = jobs.c.warned.is_(False)
        return await self._closing_by(now + WARN_BEFORE_CLOSING, limit, unwarned)

    async def _closing_by(
        self, closes_by: datetime, limit: int, *more: ColumnElement[bool]
    ) -> list[int]:
        statement = (
            select(jobs.c.id)
            .where(_IS_OPEN, jobs.c.closes_at <= closes_by, *more)
            .order_by(jobs.c.closes_at, jobs.c.id)
            .limit(limit)
        )
        return [row.id for row in await self._rows(statement)]

    async def _load(self, *conditions: ColumnElement[bool], limit: int = 1) -> list[Job]:
        """Newest first, with their attachments, in one statement."""
        chosen = select(jobs).where(*conditions).order_by(jobs.c.id.desc()).limit(limit).subquery()
        with_files = chosen.outerjoin(job_files, job_files.c.job_id == chosen.c.id)
        rows = await self._rows(
            select(chosen, job_files.c.file_id)
            .select_from(with_files)
            .order_by(chosen.c.id.desc(), job_files.c.position)
        )
        return _jobs_from(rows)

    async def _write_parts(self, job: Job) -> None:
        """The attachments; and, while it is open, the words under which it is found."""
        files = enumerate(job.terms.file_ids, start=1)
        await self._add_all(
            job_files,
            [{"job_id": job.id, "position": n, "file_id": file_id} for n, file_id in files],
        )
        words = title_words(job.title) if job.state is JobState.OPEN else ()
        await self._add_all(job_words, [{"job_id": job.id, "word": word} for word in words])


def _below(before_id: int | None) -> ColumnElement[bool]:
    return jobs.c.id < before_id if before_id is not None else true()


def _beginning_with(word: str) -> Any:
    word = word[:MOST_WORD]
    return select(job_words.c.job_id).where(
        job_words.c.word >= word, job_words.c.word < word + _AFTER_ALL
    )


def _columns(job: Job) -> dict[str, Any]:
    terms = job.terms
    return {
        "title": terms.title,
        "title_folded": folded(terms.title),
        "description": terms.description,
        "skills": list(terms.skills),
        "budget_min_minor": terms.budget_min_minor,
        "budget_max_minor": terms.budget_max_minor,
        "posted_at": job.posted_at,
        "closes_at": job.closes_at,
        "state": job.state.value,
        "warned": job.warned,
    }


def _jobs_from(rows: Iterable[Row[Any]]) -> list[Job]:
    """One job per id, in the order of the rows; each row brings one of its attachments or none."""
    found: dict[int, Job] = {}
    for row in rows:
        job = found.get(row.id) or _job_from(row)
        if row.file_id is not None:
            terms = replace(job.terms, file_ids=(*job.terms.file_ids, row.file_id))
            job = replace(job, terms=terms)
        found[row.id] = job
    return list(found.values())


def _job_from(row: Row[Any]) -> Job:
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
    )
