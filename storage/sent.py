"""Which message of a chat is which: noted when it was sent, or still on its way."""

from typing import Any

from sqlalchemy import Row, func, select, text

from storage.repository import Repository
from storage.tables import outbox, sent_messages

_sent = sent_messages.c
_NOTED = select(_sent.line, _sent.relay)
_IN_FLIGHT = select(outbox.c.line, outbox.c.relays, outbox.c.params)


class SentRows(Repository):
    """What the bot's messages in a chat belong to."""

    async def noted(self, chat_id: int, message_id: int) -> tuple[int | None, int | None]:
        """The line (a bid id) that a message sent to this chat belongs to, and the id of the
        relayed message whose copy it is.

        Somebody can be quicker than the note; then it is the one message that is being sent to
        this chat, if it is newer than all that are noted.
        """
        sending = _IN_FLIGHT.where(
            outbox.c.chat_id == chat_id,
            text("outbox.state = 'sending'"),
            outbox.c.line.is_not(None),
        )
        # Asked first: between the two questions it may be noted, but not forgotten.
        in_flight = await self._row(sending)
        mine = (_sent.chat_id == chat_id, _sent.message_id == message_id)
        row = await self._row(_NOTED.where(*mine))
        if row is not None:
            return row.line, row.relay
        newest = await self._value(
            select(func.max(_sent.message_id)).where(_sent.chat_id == chat_id)
        )
        return (None, None) if newest and newest > message_id else _carries(in_flight)


def _carries(row: Row[Any] | None) -> tuple[int | None, int | None]:
    """An edit is no new message."""
    if row is None or (row.params.get("message_id") and "from_chat_id" not in row.params):
        return None, None
    return row.line, row.relays[0] if row.relays and len(row.relays) == 1 else None
