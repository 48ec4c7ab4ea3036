"""Which message of a chat is which: noted when it was sent, or still on its way."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, text

from storage.repository import Repository
from storage.tables import outbox, relay_messages, sent_messages

SCREENS_OF = timedelta(days=1)
"""A chat whose newest message is older has shown something since, or is not written to just now."""
_sent = sent_messages.c
_own = relay_messages.c
_NOTED = select(_sent.line, _sent.relay)
_IN_FLIGHT = select(outbox.c.id, outbox.c.line, outbox.c.relays, outbox.c.params)


class SentRows(Repository):
    """What the bot's messages in a chat belong to."""

    async def noted(self, chat_id: int, message_id: int) -> tuple[int | None, int | None]:
        """The line (a bid id) that a message sent to this chat belongs to, and the id of the
        relayed message whose copy it is.

        Somebody can be quicker than the note; then it is the one message that is being sent to
        this chat, if it is newer than all that are known, and none of their own.
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
        line, relay_id = _carries(in_flight)
        if in_flight is None or await self._is_another(chat_id, message_id, in_flight.id):
            return None, None
        return line, relay_id

    async def _is_another(self, chat_id: int, message_id: int, in_flight: int) -> bool:
        """Whether this is known not to be the message of the row that was in flight: one that was
        written or sent before, like a screen that belongs to no line. The row itself may have been
        noted meanwhile."""
        noted = select(_sent.message_id).where(
            _sent.chat_id == chat_id, _sent.message_id > message_id
        )
        own = select(_own.message_id).where(
            _own.sender_id == chat_id, _own.message_id == message_id
        )
        screens = select(outbox.c.message_id).where(
            outbox.c.settled_at > self._now - SCREENS_OF,
            outbox.c.chat_id == chat_id,
            outbox.c.id < in_flight,
            outbox.c.message_id >= message_id,
        )
        known = [await self._value(one.limit(1)) for one in (noted, own, screens)]
        return any(number is not None for number in known)


def _carries(row: Row[Any] | None) -> tuple[int | None, int | None]:
    """An edit is no new message."""
    if row is None or (row.params.get("message_id") and "from_chat_id" not in row.params):
        return None, None
    return row.line, row.relays[0] if row.relays and len(row.relays) == 1 else None
