"""Which updates were seen, and which were set aside."""

from datetime import datetime
from functools import cache

from sqlalchemy import Executable, delete, select

from storage.repository import Repository, insert_into
from storage.tables import parked_updates, seen_updates


@cache
def _see(postgres: bool) -> Executable:
    return insert_into(seen_updates, postgres).on_conflict_do_nothing()


MOST_PRUNED = 10_000
"""Ids that one `prune` removes, so that nobody waits long for it."""


class SqlUpdates(Repository):
    """Membership, never a maximum: update ids restart at random after an idle week."""

    async def first_time(self, update_id: int) -> bool:
        """Takes note of it; False for a repeat. While another unit of work handles the same
        update, this waits for its end on PostgreSQL."""
        values = {"update_id": update_id, "at": self._now}
        return await self._count(_see(self._is_postgres), values) == 1

    async def park(self, update_id: int, raw: str, error: str, reference: str) -> None:
        """Sets an update aside that could not be handled. `reference`: what the person was told."""
        values = {"update_id": update_id, "raw": raw, "error": error, "reference": reference}
        await self._count(parked_updates.insert().values(**values, at=self._now))

    async def prune(self, before: datetime) -> int:
        """Forgets at most `MOST_PRUNED` ids seen before then; returns how many. Telegram repeats an
        update for no longer than a day (Bot API, "Getting updates")."""
        old = select(seen_updates.c.update_id).where(seen_updates.c.at < before)
        gone = old.order_by(seen_updates.c.at).limit(MOST_PRUNED)
        return await self._count(delete(seen_updates).where(seen_updates.c.update_id.in_(gone)))
