"""The log as it is read again: from its newest message, by words, an album at once; and which
messages wait for an answer.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, update

from marketplace.relay import RelayedMessage
from storage.relay import SqlRelayLog, log
from storage.tables import RowState, lines, outbox, relay_messages
from storage.types import storable

ALBUM_SPREAD = 200
"""Telegram numbers the parts of an album in a row; what the bot said meanwhile stands between."""


class SqlSearchedLog(SqlRelayLog):
    """Implements marketplace.ports.RelayLog."""

    async def newest(
        self, bid_id: int, before_id: int | None, limit: int, words: Sequence[str] = ()
    ) -> list[RelayedMessage]:
        """Of a line, newest first, with edits; those below `before_id`, and which hold each of
        the words (folded) anywhere, also in what they said before an edit."""
        page = () if before_id is None else (log.id < before_id,)
        holds = [log.folded.contains(storable(word), autoescape=True) for word in words]
        chosen = select(relay_messages).where(log.bid_id == bid_id, *page, *holds)
        return await self._messages(await self._rows(chosen.order_by(log.id.desc()).limit(limit)))

    async def newer(self, bid_id: int, after_id: int, limit: int) -> list[RelayedMessage]:
        """Of a line, oldest first, with edits: those right above `after_id`."""
        chosen = select(relay_messages).where(log.bid_id == bid_id, log.id > after_id)
        return await self._messages(await self._rows(chosen.order_by(log.id).limit(limit)))

    async def album_of(self, message: RelayedMessage) -> list[RelayedMessage]:
        """All parts of the message's album, in their order."""
        near = message.message_id
        chosen = select(relay_messages).where(
            log.sender_id == message.sender_id,
            log.message_id.between(near - ALBUM_SPREAD, near + ALBUM_SPREAD),
            log.bid_id == message.bid_id,
            log.album == message.album,
        )
        return await self._messages(await self._rows(chosen.order_by(log.message_id)))

    # --- what waits for an answer --------------------------------------------------------------

    async def spoken_on(self, sender_id: int, bid_ids: Sequence[int]) -> set[int]:
        """On which of these lines this person has said anything."""
        mine = select(log.bid_id).distinct().where(log.bid_id.in_(bid_ids))
        return {row.bid_id for row in await self._rows(mine.where(log.sender_id == sender_id))}

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Lines whose last message has waited for an answer long enough, the longest first."""
        due = select(lines.c.bid_id).where(lines.c.remind_at <= now)
        rows = await self._rows(due.order_by(lines.c.remind_at).limit(limit))
        return [row.bid_id for row in rows]

    async def take_reminder(self, bid_id: int, now: datetime) -> int | None:
        """Who waits for an answer there, if a reminder is due; from then on none is."""
        due = (lines.c.bid_id == bid_id, lines.c.remind_at <= now)
        taken = update(lines).where(*due).values(remind_at=None)
        found: int | None = await self._value(taken.returning(lines.c.last_sender_id))
        return found

    async def unanswered(self, bid_id: int, sender_id: int) -> tuple[RelayedMessage | None, int]:
        """The first message of this sender's that was delivered after the other's last one, and
        how many there are (a hundred of very many)."""
        answer = (
            select(log.id)
            .where(log.bid_id == bid_id, log.sender_id != sender_id)
            .order_by(log.id.desc())
            .limit(1)
        )
        last = await self._value(answer)
        arrived = or_(outbox.c.id.is_(None), outbox.c.state.in_(_ARRIVED))
        chosen = (
            select(relay_messages)
            .outerjoin(outbox, outbox.c.id == log.row_id)
            .where(log.bid_id == bid_id, log.id > (last or 0), ~log.waiting, arrived)
            .order_by(log.id)
        )
        found = await self._messages(await self._rows(chosen.limit(1)))
        counted = select(func.count()).select_from(chosen.limit(_MOST_COUNTED).subquery())
        return (found[0], int(await self._value(counted))) if found else (None, 0)


_ARRIVED = (RowState.SENT, RowState.UNCERTAIN)
_MOST_COUNTED = 100
