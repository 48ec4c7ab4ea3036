"""Keeping the index of open jobs: with each change of a job, and as a whole."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.jobs import Job
from storage.job_index import VERSION, Entry, entry_of, index_on, words_of
from storage.job_rows import listed_above
from storage.repository import insert_into, put_into
from storage.tables import made_indexes, search_words, unmatched_jobs
from storage.vocabulary import Vocabulary

NAME = "jobs"
_BATCH = 1000
_NEW_WORDS = 0x7065_7266_6563_7402
"""PostgreSQL's advisory lock of whoever adds words ("perfect" and a number)."""


class Indexing:
    """Of one unit of work."""

    def __init__(self, connection: AsyncConnection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self._vocabulary = vocabulary
        self._index = index_on(connection)
        self.has_put = False
        """Whether words may have been added that are gone again if this unit of work fails."""

    async def change(self, before: Job | None, after: Job) -> None:
        """Puts the job where it now belongs; `before`: as it was last saved."""
        old = entry_of(before) if before and before.listed else None
        new = entry_of(after) if after.listed else None
        if old == new:
            return
        if old:
            await self._index.remove(after.id, old)
        if new:
            await self._index.put([(after.id, new)])
            await self._add_words(new)
            await self._let_match(after.id)

    async def _let_match(self, job_id: int) -> None:
        """Somebody may have asked for what the job says now."""
        postgres = self._connection.dialect.name == "postgresql"
        added = insert_into(unmatched_jobs, postgres).on_conflict_do_nothing()
        await self._connection.execute(added, {"job_id": job_id})

    async def _add_words(self, entry: Entry) -> None:
        """One at a time, so that the ids rise in the order of the commits."""
        new = sorted({word for word in words_of(entry) if word not in self._vocabulary.jobs})
        if not new:
            return
        self.has_put = True
        await _lock_words(self._connection)
        await _insert_words(self._connection, ((word, 1) for word in new))


async def make_if_old(connection: AsyncConnection) -> bool:
    """Makes the index anew where this program would make another one of the same jobs. Returns
    whether it did."""
    made = select(made_indexes.c.version).where(made_indexes.c.name == NAME)
    if (await connection.execute(made)).scalar() == VERSION:
        return False
    await make_anew(connection)
    return True


async def make_anew(connection: AsyncConnection) -> None:
    """Empties the index and fills it with all jobs that may be found. A million takes minutes."""
    await _lock_words(connection)
    await _empty(connection)
    index, counted, last = index_on(connection), Counter[str](), 0
    while jobs := await listed_above(connection, last, _BATCH):
        entries = [(job.id, entry_of(job)) for job in jobs]
        await index.put(entries)
        for _, entry in entries:
            counted.update(words_of(entry))
        last = jobs[-1].id
    await connection.execute(search_words.delete())
    await _insert_words(connection, counted.items())
    postgres = connection.dialect.name == "postgresql"
    await connection.execute(put_into(made_indexes, postgres), {"name": NAME, "version": VERSION})


async def _empty(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        await connection.execute(text("INSERT INTO job_index (job_index) VALUES ('delete-all')"))
    else:
        await connection.execute(text("TRUNCATE job_index"))


async def _lock_words(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_NEW_WORDS})"))


async def _insert_words(connection: AsyncConnection, counted: Iterable[tuple[str, int]]) -> None:
    statement = insert_into(search_words, connection.dialect.name == "postgresql")
    if rows := [{"word": word, "jobs": jobs} for word, jobs in counted]:
        await connection.execute(statement.on_conflict_do_nothing(), rows)
