"""Jobs, their attachments, and the search by title."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, literal, select, text, true, union_all

from marketplace.jobs import WARN_BEFORE_CLOSING, Job, JobState, JobTerms
from marketplace.text import folded
from storage.repository import Condition, Repository
from storage.tables import job_files, job_words, jobs
from storage.types import storable

MOST_WORD = 64
"""Characters of a word that the index keeps; what is typed is cut alike."""
MOST_LISTED = 500
"""A word with more hits than this is common."""
_AFTER_ALL = "\U0010ffff"
# A text, not a parameter: only then does a database see that the partial indexes fit.
_IS_OPEN = text("jobs.state = 'open'")
_IS_HIDDEN = text("jobs.hidden_at IS NOT NULL")


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
        page = _below(before_id)
        is_open = and_(_IS_OPEN, jobs.c.hidden_at.is_(None), jobs.c.closes_at > now)
        words = [storable(word) for word in words]
        begins = await self._all_begin(words) if words else []
        found = await self._load(is_open, page, *begins, limit=limit)
        if found or not words:
            return found
        if before_id is not None and await self._load(is_open, *begins, limit=1):
            return []  # the last page of those
        inside = [jobs.c.title_folded.contains(word, autoescape=True) for word in words]
        return await self._load(is_open, page, *inside, limit=limit)

    async def _all_begin(self, words: Sequence[str]) -> list[ColumnElement[bool]]:
        """What is true of a job whose title has, for each of these, a word that begins so.

        Jobs with a rare word are known by their ids at once; for common words the jobs are walked
        from the newest, for hits lie close together.
        """
        looks = [
            select(literal(n).label("n"), job_words.c.job_id)
            .where(_begins(word))
            .limit(MOST_LISTED + 1)
            .subquery()
            .select()
            for n, word in enumerate(words)
        ]
        found: list[set[int]] = [set() for _ in words]
        rows = await self._rows(union_all(*looks))
        for row in rows:
            found[row.n].add(row.job_id)
        whole = Counter(row.n for row in rows)
        listed = [ids for n, ids in enumerate(found) if whole[n] <= MOST_LISTED]
        common = [word for n, word in enumerate(words) if whole[n] > MOST_LISTED]
        conditions = [_has_word(word) for word in common]
        if listed:
            conditions.append(jobs.c.id.in_(set.intersection(*listed)))
        return conditions

    async def posted_at(self, client_id: int, nth: int) -> datetime | None:
        """When this client's n-th newest job was posted, whatever became of it."""
        mine = select(jobs.c.posted_at).where(jobs.c.client_id == client_id)
        newest = mine.order_by(jobs.c.id.desc()).offset(nth - 1).limit(1)
        posted_at: datetime | None = await self._value(newest)
        return posted_at

    async def open_of(self, client_id: int) -> list[int]:
        """The client's open jobs, hidden or not, oldest first."""
        return await self._ids(jobs.c.client_id == client_id, _IS_OPEN)

    async def hidden_by_ban(self, client_id: int) -> list[int]:
        """Those that a ban has hidden, oldest first."""
        return await self._ids(jobs.c.client_id == client_id, _IS_HIDDEN, jobs.c.hidden_by_ban)

    async def _ids(self, *conditions: Condition) -> list[int]:
        rows = await self._rows(select(jobs.c.id).where(*conditions).order_by(jobs.c.id))
        return [row.id for row in rows]

    async def hidden(self, before_id: int | None, limit: int) -> list[Job]:
        """Hidden ones of everybody, newest first; those below `before_id`."""
        return await self._load(_IS_HIDDEN, _below(before_id), limit=limit)

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
            .where(_IS_OPEN, jobs.c.hidden_at.is_(None), jobs.c.closes_at <= closes_by, *more)
            .order_by(jobs.c.closes_at, jobs.c.id)
            .limit(limit)
        )
        return [row.id for row in await self._rows(statement)]

    async def _load(self, *conditions: Condition, limit: int = 1) -> list[Job]:
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
        words = title_words(job.title) if job.listed else ()
        await self._add_all(job_words, [{"job_id": job.id, "word": word} for word in words])


def _below(before_id: int | None) -> ColumnElement[bool]:
    return jobs.c.id < before_id if before_id is not None else true()


def _begins(word: str) -> ColumnElement[bool]:
    word = word[:MOST_WORD]
    return and_(job_words.c.word >= word, job_words.c.word < word + _AFTER_ALL)


def _has_word(word: str) -> ColumnElement[bool]:
    return exists().where(job_words.c.job_id == jobs.c.id, _begins(word))


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
        "hidden_at": job.hidden_at,
        "hidden_by_ban": job.hidden_by_ban,
        "hidden_why": job.hidden_why,
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
        hidden_at=row.hidden_at,
        hidden_by_ban=row.hidden_by_ban,
        hidden_why=row.hidden_why,
    )
