"""Who hears what: preferences, what is kept for the digest, and notices that became one message."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from marketplace.notices import KeptNotice, Kind, Merged, Preferences, QuietHours, Way
from storage.repository import Repository, insert_into, put_into, record_from
from storage.tables import digest_items, merged_notices, notice_settings

chosen = notice_settings.c
_OF = select(notice_settings).where(chosen.person_id == bindparam("person_id"))
_CHOICES = {"kinds": {}, "place": "", "time_zone": ""}
"""Of somebody who has chosen nothing."""


class SqlNotices(Repository):
    """Implements marketplace.ports.Notices."""

    async def of(self, person_id: int) -> Preferences:
        """The defaults for somebody who has chosen nothing."""
        row = await self._row(_OF, {"person_id": person_id})
        return _preferences_from(row) if row else Preferences(person_id)

    async def lock(self, person_id: int) -> Preferences:
        """As `of`; nobody else changes it until this unit of work ends."""
        await self._make(person_id)
        await self._lock(notice_settings, chosen.person_id == person_id)
        return await self.of(person_id)

    async def _make(self, person_id: int) -> None:
        """A row for somebody who has chosen nothing yet."""
        made = insert_into(notice_settings, self._is_postgres).on_conflict_do_nothing()
        await self._count(made, {"person_id": person_id, **_CHOICES})

    async def save(self, preferences: Preferences) -> None:
        quiet = preferences.quiet
        values = {
            "person_id": preferences.person_id,
            "kinds": dict(preferences.ways),
            "place": preferences.place,
            "time_zone": preferences.time_zone,
            "quiet_from": quiet.start if quiet else None,
            "quiet_to": quiet.end if quiet else None,
            "digest_at": preferences.digest_at,
        }
        await self._count(put_into(notice_settings, self._is_postgres), [values])

    # --- the digest ------------------------------------------------------------------------------

    async def keep(self, person_id: int, kept: KeptNotice, digest_at: datetime) -> None:
        """For the digest, which is due then unless it is due already.

        The last statement waits for whoever is sending a digest, and looks again: so what is kept
        meanwhile is due with the next one.
        """
        await self._make(person_id)
        await self._count(digest_items.insert(), {**asdict(kept), "person_id": person_id})
        due = func.coalesce(chosen.digest_at, bindparam("due", type_=chosen.digest_at.type))
        mine = chosen.person_id == person_id
        await self._count(
            update(notice_settings).where(mine).values(digest_at=due), {"due": digest_at}
        )

    async def take(self, person_id: int, kind: Kind | None = None) -> list[KeptNotice]:
        """Removes what was kept, of this kind or all, and returns it, oldest first."""
        mine = digest_items.c.person_id == person_id
        if kind is not None:
            mine &= digest_items.c.kind == kind
        rows = await self._rows(digest_items.delete().where(mine).returning(digest_items))
        rows.sort(key=lambda row: row.id)
        return [record_from(KeptNotice, row, kind=Kind(row.kind)) for row in rows]

    async def due_digests(self, now: datetime, limit: int) -> list[int]:
        """Whose digest is due, the longest overdue first."""
        due = select(chosen.person_id).where(chosen.digest_at <= now)
        rows = await self._rows(due.order_by(chosen.digest_at).limit(limit))
        return [row.person_id for row in rows]

    # --- notices that are one message ------------------------------------------------------------

    async def merged(self, person_id: int, subject: str) -> Merged | None:
        """Nobody else changes it until this unit of work ends."""
        mine = (merged_notices.c.person_id == person_id) & (merged_notices.c.subject == subject)
        await self._lock(merged_notices, mine)
        row = await self._row(select(merged_notices).where(mine))
        return Merged(row.row_id, row._mapping["count"], row.since) if row else None

    async def merge(self, person_id: int, subject: str, merged: Merged) -> None:
        values = {"person_id": person_id, "subject": subject, **asdict(merged)}
        await self._count(put_into(merged_notices, self._is_postgres), [values])

    async def unmerge(self, person_id: int, subject: str) -> None:
        mine = (merged_notices.c.person_id == person_id) & (merged_notices.c.subject == subject)
        await self._count(merged_notices.delete().where(mine))


def _preferences_from(row: Row[Any]) -> Preferences:
    """Kinds and ways that a later version has given up are as if never chosen."""
    ways = {Kind(k): Way(w) for k, w in row.kinds.items() if k in {*Kind} and w in {*Way}}
    quiet = QuietHours(row.quiet_from, row.quiet_to) if row.quiet_from is not None else None
    return Preferences(row.person_id, ways, row.place, row.time_zone, quiet, row.digest_at)
