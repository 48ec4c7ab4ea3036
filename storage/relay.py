"""The log of what was relayed."""

from datetime import datetime

from sqlalchemy import select

from marketplace.relay import RelayedMessage
from storage.repository import Repository
from storage.tables import relay_messages


class SqlRelayLog(Repository):
    """Implements marketplace.ports.RelayLog."""

    async def add(self, message: RelayedMessage) -> None:
        await self._count(
            relay_messages.insert().values(
                bid_id=message.bid_id,
                sender_id=message.sender_id,
                message_id=message.message_id,
                kind=message.kind,
                text=message.text,
                at=message.at,
            )
        )

    async def page(
        self, bid_id: int, until: datetime, after_id: int, limit: int
    ) -> list[tuple[int, RelayedMessage]]:
        """What was said on a line until then, oldest first, each with its id; those above
        `after_id`."""
        log = relay_messages.c
        chosen = select(relay_messages).where(
            log.bid_id == bid_id, log.id > after_id, log.at <= until
        )
        return [
            (
                row.id,
                RelayedMessage(
                    row.bid_id, row.sender_id, row.message_id, row.kind, row.text, row.at
                ),
            )
            for row in await self._rows(chosen.order_by(log.id).limit(limit))
        ]
