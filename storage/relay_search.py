"""The log as people read it: from its newest message, from a word, or an album at once."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.relay import RelayedMessage
from storage.relay import SqlRelayLog, log
from storage.tables import relay_messages
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
