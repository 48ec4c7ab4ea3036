"""The index of open jobs: the terms of title and text, and tags for what is filtered by.

It is made of the jobs alone and holds only those that everybody may find: a row comes when a job
is opened and goes when it ends. Each database has the index it is good at (docs/decisions/0019):
SQLite a contentless FTS5 table, whose row ids are the jobs' and are walked from the newest;
PostgreSQL a `tsvector` a job with a GIN index, and the budget beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.jobs import Job
from marketplace.terms import indexed
from marketplace.text import folded
from storage import budgets
from storage.types import MOST_ID

VERSION = 2
"""Raised whenever other terms or tags are made of a job: migrating then makes the index anew."""
_UNBID = " NOT IN (SELECT job_id FROM bids WHERE freelancer_id = :bidder)"
_NEWEST = """(
SELECT * FROM job_index WHERE job_id >= :low AND job_id < :below ORDER BY job_id DESC LIMIT :walked
)"""
_EVERY = "_j"
"""The tag of every job."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of a job."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    tags: tuple[str, ...]
    budget_minor: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index: of each group a job has at least one word.

    `days`: tags of the days on which it may have been posted, where that is asked; who calls gives
    the lowest id besides. `titled`: in its title. `least_minor` and `most_minor` are compared
    exactly, 0 for any.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    tags: tuple[tuple[str, ...], ...] = ()
    days: tuple[str, ...] = ()
    titled: bool = False
    least_minor: int = 0
    most_minor: int = 0
    unbid_by: int | None = None
    likely: int = 0
    """In how many jobs its rarest group is at most, as last counted. Only how it is looked for
    depends on it."""

    @property
    def bounded(self) -> bool:
        """Whether budgets are compared exactly."""
        return bool(self.least_minor or self.most_minor)

    @property
    def narrowed(self) -> bool:
        """Whether more is asked than one group of words."""
        filtered = self.tags or self.days or self.bounded or self.unbid_by is not None
        return bool(filtered) or len(self.groups) > 1

    @property
    def anything(self) -> bool:
        """Whether every job answers it."""
        asked = self.groups or self.tags or self.days or self.bounded
        return not asked and self.unbid_by is None


class Hits(NamedTuple):
    """Ids of jobs, the highest first. `total`: how many there are below the given id, where that
    was found by the way."""

    ids: list[int]
    total: int | None = None


class JobIndex(Protocol):
    async def put(self, entries: Sequence[tuple[int, Entry]]) -> None:
        """By the ids of their jobs."""
        ...

    async def remove(self, job_id: int, entry: Entry) -> None:
        """`entry`: what was put."""
        ...

    async def newest(self, question: Question, low: int, below: int, limit: int) -> Hits:
        """From `low` on and below `below`."""
        ...

    async def count(self, question: Question, low: int, most: int) -> int:
        """How many there are, counted up to `most`."""
        ...


def entry_of(job: Job) -> Entry:
    terms = job.terms
    title = indexed(terms.title)
    budget = terms.budget_min_minor, terms.budget_max_minor
    rest = dict.fromkeys((*indexed(terms.description), *indexed(" ".join(terms.skills))))
    return Entry(
        title,
        tuple(term for term in rest if term not in title),
        (
            _EVERY,
            _day_tag(job.posted_at),
            *(skill_tag(skill) for skill in terms.skills),
            *budgets.words_of(*budget),
        ),
        budget,
    )


def skill_tag(skill: str) -> str:
    """A skill as one word of letters, digits and underscores, without case and accents."""
    return "_s" + "".join(c if c.isalnum() else f"_{ord(c):x}_" for c in folded(skill))


def day_tags(since: datetime, now: datetime) -> tuple[str, ...]:
    """Of each day from one moment to the other."""
    days = (now.date() - since.date()).days
    return tuple(_day_tag(since + timedelta(days=n)) for n in range(days + 1))


def _day_tag(at: datetime) -> str:
    return f"_d{at.astimezone(UTC).date().toordinal()}"


def index_on(connection: AsyncConnection) -> JobIndex:
    return (_Sqlite if connection.dialect.name == "sqlite" else _Postgres)(connection)


class _Sqlite:
    """FTS5 with the tokenizer that leaves our terms as they are (sqlite.org/fts5.html)."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, entries: Sequence[tuple[int, Entry]]) -> None:
        await self._connection.execute(
            text("INSERT INTO job_index (rowid, title, text, tags) VALUES (:id, :t, :x, :g)"),
            [self._columns(job_id, entry) for job_id, entry in entries],
        )

    async def remove(self, job_id: int, entry: Entry) -> None:
        """A contentless table is told what it held."""
        await self._connection.execute(
            text(
                "INSERT INTO job_index (job_index, rowid, title, text, tags) "
                "VALUES ('delete', :id, :t, :x, :g)"
            ),
            self._columns(job_id, entry),
        )

    async def newest(self, question: Question, low: int, below: int, limit: int) -> Hits:
        chosen = (
            f"SELECT i.rowid FROM {self._from(question)} "  # noqa: S608
            "AND i.rowid >= :low AND i.rowid < :below ORDER BY i.rowid DESC LIMIT :limit"
        )
        values = self._values(question) | {"low": low, "below": below, "limit": limit}
        rows = await self._connection.execute(text(chosen), values)
        return Hits([row.rowid for row in rows])

    async def count(self, question: Question, low: int, most: int) -> int:
        chosen = f"SELECT 1 FROM {self._from(question)} AND i.rowid >= :low LIMIT :most"  # noqa: S608
        counted = text(f"SELECT count(*) FROM ({chosen})")  # noqa: S608
        values = self._values(question) | {"low": low, "most": most}
        return int((await self._connection.execute(counted, values)).scalar_one())

    def _from(self, question: Question) -> str:
        joined = "JOIN jobs ON jobs.id = i.rowid" if question.bounded else ""
        exact = _exactly(question, "i.rowid", "jobs")
        return f"job_index i {joined} WHERE i.job_index MATCH :match {exact}"

    def _values(self, question: Question) -> dict[str, object]:
        in_title = "title : " if question.titled else ""
        words = [in_title + self._any(group) for group in question.groups]
        asked = [*words, *map(self._any, question.tags)] or [self._any((_EVERY,))]
        return _exact_values(question) | {"match": " AND ".join(asked)}

    @staticmethod
    def _any(group: Sequence[str]) -> str:
        return "(" + " OR ".join(f'"{term}"' for term in group) + ")"

    @staticmethod
    def _columns(job_id: int, entry: Entry) -> dict[str, object]:
        spelt = map(" ".join, (entry.title, entry.text, entry.tags))
        return {"id": job_id, **dict(zip("txg", spelt, strict=True))}


class _Postgres:
    """Newest first in two ways: walking down from the newest, or all hits sorted. Which one is
    quick depends on how many hits there are, which its planner can't know of words that go
    together; so each way is written so that it can only be taken as it is meant. (`job_id + 0` is
    no column of the primary key, which a plan for any words would else read from end to end.)"""

    WALKED = 2000
    COMMON = 200
    """Rarer ones are hardly among the newest."""
    WALKED_TO_COUNT = 5000
    EVERYWHERE = 40_000
    """What is in so many jobs is counted among the newest first: to list them all takes longer."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, entries: Sequence[tuple[int, Entry]]) -> None:
        await self._connection.execute(
            text(
                "INSERT INTO job_index (job_id, words, budget_min_minor, budget_max_minor) "
                "VALUES (:id, CAST(:v AS tsvector), :least, :most)"
            ),
            [
                {"id": job_id, "v": _vector(entry)}
                | dict(zip(("least", "most"), entry.budget_minor, strict=True))
                for job_id, entry in entries
            ],
        )

    async def remove(self, job_id: int, entry: Entry) -> None:
        await self._connection.execute(
            text("DELETE FROM job_index WHERE job_id = :id"), {"id": job_id}
        )

    async def newest(self, question: Question, low: int, below: int, limit: int) -> Hits:
        values = self._values(question) | {"low": low, "below": below, "limit": limit}
        if question.likely >= self.COMMON:
            walk = (
                f"SELECT i.job_id FROM {_NEWEST} i "  # noqa: S608
                f"WHERE {self._matches(question)} ORDER BY i.job_id DESC LIMIT :limit"
            )
            found = await self._rows(walk, values | {"walked": self.WALKED})
            if len(found) == limit or question.anything:
                return Hits([row.job_id for row in found])
        found = await self._rows(
            "WITH hits AS MATERIALIZED (SELECT i.job_id FROM job_index i "  # noqa: S608
            f"WHERE {self._matches(question)} AND i.job_id + 0 >= :low AND i.job_id + 0 < :below) "
            "SELECT job_id, count(*) OVER () AS total FROM hits ORDER BY job_id DESC LIMIT :limit",
            values,
        )
        return Hits([row.job_id for row in found], found[0].total if found else 0)

    async def count(self, question: Question, low: int, most: int) -> int:
        values = self._values(question) | {"low": low, "most": most}
        if question.likely >= self.EVERYWHERE and not question.narrowed:
            newest = {"below": MOST_ID, "walked": self.WALKED_TO_COUNT}
            found = await self._counted(f"{_NEWEST} i", "true", question, values | newest)
            if found == most:
                return found
        return await self._counted("job_index i", "i.job_id + 0 >= :low", question, values)

    async def _counted(
        self, source: str, among: str, question: Question, values: dict[str, object]
    ) -> int:
        chosen = f"SELECT 1 FROM {source} WHERE {self._matches(question)} AND {among} LIMIT :most"  # noqa: S608
        counted = text(f"SELECT count(*) FROM ({chosen}) hits")  # noqa: S608
        return int((await self._connection.execute(counted, values)).scalar_one())

    async def _rows(self, statement: str, values: dict[str, object]) -> Sequence[Row[Any]]:
        return (await self._connection.execute(text(statement), values)).all()

    @staticmethod
    def _matches(question: Question) -> str:
        asked = question.groups or question.tags or question.days
        match = "i.words @@ CAST(:match AS tsquery)" if asked else "true"
        return match + _exactly(question, "i.job_id", "i")

    def _values(self, question: Question) -> dict[str, object]:
        where = ":A" if question.titled else ""
        tags = (*question.tags, question.days) if question.days else question.tags
        groups = [*((group, where) for group in question.groups), *((group, "") for group in tags)]
        spelt = [
            "(" + " | ".join(_lexeme(term) + weight for term in group) + ")"
            for group, weight in groups
        ]
        return _exact_values(question) | ({"match": " & ".join(spelt)} if spelt else {})


def _vector(entry: Entry) -> str:
    """Title, text and tags as weights."""
    return " ".join(
        f"{_lexeme(term)}:1{weight}"
        for weight, terms in zip("ABC", (entry.title, entry.text, entry.tags), strict=True)
        for term in terms
    )


def _lexeme(term: str) -> str:
    """Quoted as PostgreSQL reads it (postgresql.org/docs/current/datatype-textsearch.html)."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _exactly(question: Question, id_: str, budget: str) -> str:
    """What the tags can't tell, as conditions; `budget`: the table with its bounds."""
    conditions = []
    if question.least_minor:
        conditions.append(f"{budget}.budget_max_minor >= :least")
    if question.most_minor:
        conditions.append(f"{budget}.budget_min_minor <= :most_minor")
    if question.unbid_by is not None:
        conditions.append(id_ + _UNBID)
    return "".join(f" AND {condition}" for condition in conditions)


def _exact_values(question: Question) -> dict[str, object]:
    values: dict[str, object] = {}
    if question.least_minor:
        values["least"] = question.least_minor
    if question.most_minor:
        values["most_minor"] = question.most_minor
    if question.unbid_by is not None:
        values["bidder"] = question.unbid_by
    return values


def words_of(entry: Entry) -> Iterable[str]:
    return (*entry.title, *entry.text)
