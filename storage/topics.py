"""The topics of projects in people's chats."""

from datetime import datetime

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.topics import Topic
from storage.repository import Repository, insert_into
from storage.tables import topics

_of = topics.c


class SqlTopics(Repository):
    """Implements marketplace.ports.Topics, and keeps what the outbox learns of them.

    `here`: whether the bot's private chats have topics at all.
    """

    def __init__(self, connection: AsyncConnection, now: datetime, *, here: bool) -> None:
        super().__init__(connection, now)
        self.here = here

    async def of(self, person_id: int, bid_id: int) -> Topic | None:
        mine = (_of.person_id == person_id, _of.bid_id == bid_id)
        row = await self._row(select(topics).where(*mine))
        return Topic(**row._mapping) if row else None

    async def line_of(self, person_id: int, thread_id: int) -> int | None:
        """The line (a bid id) whose topic this thread of a person's chat is."""
        mine = (_of.person_id == person_id, _of.thread_id == thread_id)
        found: int | None = await self._value(select(_of.bid_id).where(*mine))
        return found

    async def begin(self, topic: Topic) -> bool:
        """Takes note of one that is about to be made; False when there is one already."""
        new = insert_into(topics, self._is_postgres).values(
            person_id=topic.person_id,
            bid_id=topic.bid_id,
            name=topic.name,
            thread_id=None,
            gone=False,
        )
        return await self._count(new.on_conflict_do_nothing()) == 1

    async def rename(self, topic: Topic, name: str) -> None:
        mine = (_of.person_id == topic.person_id, _of.bid_id == topic.bid_id)
        await self._count(update(topics).where(*mine).values(name=name))

    # --- what the outbox learns ----------------------------------------------------------------

    async def threads(self, places: set[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """The thread of each (person, line) that has one."""
        wanted = tuple_(_of.person_id, _of.bid_id).in_(places)
        there = (wanted, _of.thread_id.is_not(None), ~_of.gone)
        rows = await self._rows(select(_of.person_id, _of.bid_id, _of.thread_id).where(*there))
        return {(row.person_id, row.bid_id): int(row.thread_id) for row in rows}

    async def made(self, person_id: int, bid_id: int, thread_id: int) -> None:
        mine = (_of.person_id == person_id, _of.bid_id == bid_id)
        await self._count(update(topics).where(*mine).values(thread_id=thread_id, gone=False))

    async def forget(self, person_id: int, bid_id: int) -> None:
        """It was not made, and may be another time."""
        mine = (_of.person_id == person_id, _of.bid_id == bid_id)
        await self._count(delete(topics).where(*mine))

    async def lost(self, person_id: int, bid_id: int) -> None:
        """It is there no more, or never was."""
        mine = (_of.person_id == person_id, _of.bid_id == bid_id)
        await self._count(update(topics).where(*mine).values(gone=True))
