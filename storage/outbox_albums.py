"""Albums on their way: their parts come one by one, without an end mark, and leave together."""

from datetime import timedelta

from sqlalchemy import select, text, update

from storage.sent import SentRows
from storage.tables import RowState, outbox

LAST_PART_WITHIN = timedelta(seconds=1)
"""Telegram delivers the parts of an album at once, or nearly so."""
MOST_PARTS = 10


class AlbumRows(SentRows):
    """Of the outbox what is about albums."""

    async def album(
        self,
        chat_id: int,
        album: str,
        from_chat_id: int,
        message_id: int,
        relay_id: int,
        line: int,
        *,
        silent: bool = False,
    ) -> int:
        """Copies a part of an album together with those parts that still wait; returns the row.

        `album`: Telegram's name for it. `relay_id`: the log's entry of this part. `silent`: the
        album makes no sound, as its first part says.
        """
        subject = f"album:{from_chat_id}:{album}"
        pending = (
            select(outbox.c.id, outbox.c.params, outbox.c.relays)
            .where(outbox.c.chat_id == chat_id, text("outbox.state = 'pending'"))
            .where(outbox.c.subject == subject)
            .order_by(outbox.c.id.desc())
            .limit(1)
        )
        if self._is_postgres:
            pending = pending.with_for_update(skip_locked=True)
        row = await self._row(pending)
        until = self._now + LAST_PART_WITHIN
        if row is None or len(row.relays) >= MOST_PARTS:
            values = {
                "chat_id": chat_id,
                "method": "copyMessages",
                "params": {"from_chat_id": from_chat_id, "message_ids": [message_id]}
                | ({"disable_notification": True} if silent else {}),
                "subject": subject,
                "priority": 5,
                "not_before": until,
                "line": line,
                "relays": [relay_id],
                "state": RowState.PENDING,
                "attempts": 0,
                "uncertain": False,
                "error": "",
                "put_at": self._now,
            }
            return int(await self._value(outbox.insert().values(values).returning(outbox.c.id)))
        # Telegram wants rising ids, whatever order the parts have come in.
        parts = sorted(
            zip([*row.params["message_ids"], message_id], [*row.relays, relay_id], strict=True)
        )
        ids, relays = [part[0] for part in parts], [part[1] for part in parts]
        grown = {"params": {**row.params, "message_ids": ids}, "relays": relays}
        await self._count(
            update(outbox).where(outbox.c.id == row.id).values(not_before=until, **grown)
        )
        return int(row.id)
