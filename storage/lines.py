"""A line's state: who wrote last, what a chat was last about, and what waits for its reader."""

from datetime import datetime

from sqlalchemy import case, func, or_, select, text, update

from storage.repository import insert_into
from storage.sent import SentRows
from storage.tables import bids, jobs, lines, outbox, relay_messages, sent_messages

_LIVE = text("outbox.state IN ('pending', 'sending')")
_MOST_COUNTED = 1000
log = relay_messages.c


class SqlLines(SentRows):
    """Of marketplace.ports.RelayLog what is about lines rather than messages."""

    async def spoke(self, bid_id: int, sender_id: int, now: datetime, remind_at: datetime) -> None:
        """Who wrote last on the line; the other one's answer is expected by `remind_at`, counted
        from the first message that waits for it."""
        new = insert_into(lines, self._is_postgres).values(
            bid_id=bid_id, last_sender_id=sender_id, last_at=now, remind_at=remind_at
        )
        again = lines.c.last_sender_id == new.excluded.last_sender_id
        await self._count(
            new.on_conflict_do_update(
                index_elements=[lines.c.bid_id],
                set_={
                    "last_sender_id": new.excluded.last_sender_id,
                    "last_at": new.excluded.last_at,
                    "remind_at": case((again, lines.c.remind_at), else_=new.excluded.remind_at),
                },
            )
        )

    async def subject_of(self, person_id: int, bid_id: int) -> tuple[int | None, datetime | None]:
        """The line that the newest message of this person's chat belongs to, and when something
        was last said on `bid_id`."""
        sent, coming = sent_messages.c, outbox.c
        newest = (
            select(sent.message_id, sent.line)
            .where(sent.chat_id == person_id)
            .order_by(sent.message_id.desc())
            .limit(1)
        )
        written = (
            select(log.message_id, log.bid_id)
            .where(log.sender_id == person_id)
            .order_by(log.message_id.desc())
            .limit(1)
        )
        on_its_way = (
            select(coming.line)
            .where(coming.chat_id == person_id, _LIVE, coming.line.is_not(None))
            .where(~coming.method.startswith("edit"))
            .order_by(coming.id.desc())
            .limit(1)
        )
        last_at = await self._value(select(lines.c.last_at).where(lines.c.bid_id == bid_id))
        subject = await self._value(on_its_way)
        if subject is None:
            known = [tuple(row) for one in (newest, written) for row in await self._rows(one)]
            subject = max(known)[1] if known else None
        return subject, last_at

    async def any_flagged(self, bid_id: int, sender_id: int) -> bool:
        mine = (log.bid_id == bid_id, log.sender_id == sender_id, log.flagged)
        return await self._value(select(log.id).where(*mine).limit(1)) is not None

    # --- what waits for its reader -------------------------------------------------------------

    async def any_waiting(self, bid_id: int, sender_id: int) -> bool:
        mine = (log.bid_id == bid_id, log.sender_id == sender_id, text("waiting"))
        return await self._value(select(log.id).where(*mine).limit(1)) is not None

    async def flag(self, relay_id: int) -> None:
        """It seems to hold contact details."""
        await self._count(update(relay_messages).where(log.id == relay_id).values(flagged=True))

    async def wait(self, relay_id: int) -> None:
        await self._count(update(relay_messages).where(log.id == relay_id).values(waiting=True))

    async def lines_waiting_for(self, reader_id: int) -> list[int]:
        """Bid ids of the lines on which something waits for this reader."""
        members = or_(bids.c.freelancer_id == reader_id, jobs.c.client_id == reader_id)
        chosen = (
            select(log.bid_id)
            .distinct()
            .select_from(relay_messages.join(bids, bids.c.id == log.bid_id))
            .join(jobs, jobs.c.id == bids.c.job_id)
            .where(text("waiting"), members, log.sender_id != reader_id)
        )
        return sorted(int(row.bid_id) for row in await self._rows(chosen))

    async def delivering(self, bid_id: int, reader_id: int) -> None:
        """Nothing waits for this reader there any longer."""
        mine = (log.bid_id == bid_id, text("waiting"), log.sender_id != reader_id)
        await self._count(update(relay_messages).where(*mine).values(waiting=False))

    async def backlog(self, person_id: int) -> int:
        """How many messages wait to be sent into this chat; of very many, a thousand."""
        waiting = select(outbox.c.id).where(outbox.c.chat_id == person_id, _LIVE)
        counted = select(func.count()).select_from(waiting.limit(_MOST_COUNTED).subquery())
        return int(await self._value(counted))
