"""The log of what was relayed."""

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
