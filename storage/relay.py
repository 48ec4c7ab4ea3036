"""The log of what was relayed, and where each copy is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text, update

from marketplace.relay import Edit, RelayedMessage, SentFile
from marketplace.text import folded
from storage.lines import SqlLines
from storage.tables import relay_edits, relay_messages, sent_messages

log = relay_messages.c
MOST_WAITING = 1000
"""Messages that are read for somebody who is back; a handful of them is shown."""


class SqlRelayLog(SqlLines):
    """Implements marketplace.ports.RelayLog."""

    async def add(self, message: RelayedMessage) -> int:
        values = {
            "bid_id": message.bid_id,
            "sender_id": message.sender_id,
            "message_id": message.message_id,
            "kind": message.kind,
            "text": message.text,
            "at": message.at,
            "folded": folded(f"{message.text} {message.file.name if message.file else ''}"),
            "entities": list(message.entities) or None,
            "album": message.album,
            "file": asdict(message.file) if message.file else None,
            "answers": message.answers,
            "waiting": message.waiting,
            "flagged": message.flagged,
        }
        return int(await self._value(relay_messages.insert().values(values).returning(log.id)))

    async def find(self, relay_id: int) -> RelayedMessage | None:
        return await self._one(log.id == relay_id)

    async def own(self, person_id: int, message_id: int) -> RelayedMessage | None:
        """What a message of a person's own chat, written by them, was relayed as."""
        return await self._one(log.sender_id == person_id, log.message_id == message_id)

    async def behind(self, person_id: int, message_id: int) -> RelayedMessage | None:
        """As `own`; or the one whose copy this message of their chat is."""
        _, relay_id = await self.noted(person_id, message_id)
        if relay_id is not None:
            return await self.find(relay_id)
        return await self.own(person_id, message_id)

    async def line_of_album(self, person_id: int, album: str) -> int | None:
        """Where the earlier part of an album went, if that was this person's last message."""
        newest = (
            select(log.bid_id, log.album)
            .where(log.sender_id == person_id)
            .order_by(log.message_id.desc())
            .limit(1)
        )
        row = await self._row(newest)
        return int(row.bid_id) if row and row.album == album else None

    async def page(
        self, bid_id: int, until: datetime, after_id: int, limit: int
    ) -> list[tuple[int, RelayedMessage]]:
        """What was said on a line until then, oldest first, each with its id and edits; those
        above `after_id`."""
        chosen = select(relay_messages).where(
            log.bid_id == bid_id, log.id > after_id, log.at <= until
        )
        rows = await self._rows(chosen.order_by(log.id).limit(limit))
        return [(message.id, message) for message in await self._messages(rows)]

    async def waiting_on(self, bid_id: int, reader_id: int) -> list[RelayedMessage]:
        """What waits for this reader, oldest first; of very much the newest."""
        mine = (log.bid_id == bid_id, text("waiting"), log.sender_id != reader_id)
        newest = select(relay_messages).where(*mine).order_by(log.id.desc()).limit(MOST_WAITING)
        return await self._messages((await self._rows(newest))[::-1])

    async def add_edit(self, relay_id: int, edit: Edit) -> None:
        await self._count(
            relay_edits.insert().values(
                relay_id=relay_id,
                text=edit.text,
                file=asdict(edit.file) if edit.file else None,
                at=edit.at,
            )
        )
        said = func.coalesce(log.folded, "") + " " + folded(edit.text)
        await self._count(update(relay_messages).where(log.id == relay_id).values(folded=said))

    # --- copies --------------------------------------------------------------------------------

    async def carried_by(self, relay_id: int, row_id: int) -> None:
        """The row of the outbox that carries its copy."""
        await self._count(update(relay_messages).where(log.id == relay_id).values(row_id=row_id))

    async def copy_in(self, person_id: int, relay_id: int) -> int | None:
        """The message of this person's chat that is its copy, once it was sent."""
        sent = sent_messages.c
        copy = select(sent.message_id).where(sent.relay == relay_id, sent.chat_id == person_id)
        found: int | None = await self._value(copy.order_by(sent.message_id.desc()).limit(1))
        return found

    # --- reading -------------------------------------------------------------------------------

    async def _one(self, *conditions: ColumnElement[bool]) -> RelayedMessage | None:
        rows = await self._rows(select(relay_messages).where(*conditions).limit(1))
        found = await self._messages(rows)
        return found[0] if found else None

    async def _messages(self, rows: Sequence[Row[Any]]) -> list[RelayedMessage]:
        """With their edits, oldest first."""
        if not rows:
            return []
        edits: dict[int, list[Edit]] = defaultdict(list)
        wanted = relay_edits.c.relay_id.in_([row.id for row in rows])
        for edit in await self._rows(select(relay_edits).where(wanted).order_by(relay_edits.c.id)):
            file = SentFile(**edit.file) if edit.file else None
            edits[edit.relay_id].append(Edit(edit.text, edit.at, file))
        return [_message_from(row, tuple(edits[row.id])) for row in rows]


def _message_from(row: Row[Any], edits: tuple[Edit, ...]) -> RelayedMessage:
    return RelayedMessage(
        id=row.id,
        bid_id=row.bid_id,
        sender_id=row.sender_id,
        message_id=row.message_id,
        kind=row.kind,
        text=row.text,
        at=row.at,
        entities=tuple(row.entities or ()),
        album=row.album,
        file=SentFile(**row.file) if row.file else None,
        answers=row.answers,
        waiting=row.waiting,
        flagged=row.flagged,
        row_id=row.row_id,
        edits=edits,
    )
