"""Archives that are wanted, being made, and made."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, text, update

from marketplace.archives import EXPIRED, Archive, ArchiveState
from marketplace.files import FileState
from storage.repository import Repository, insert_into
from storage.tables import archives, files

LEASE = timedelta(seconds=60)
"""How long an archive is left to a worker that gives no sign of life."""
# A text, not a parameter: only then does a database see that the partial index fits.
_IS_WANTED = text("archives.state = 'wanted'")


def _archive_from(row: Row[Any]) -> Archive:
    return Archive(
        id=row.id,
        project_id=row.project_id,
        person_id=row.person_id,
        asked_at=row.asked_at,
        state=ArchiveState(row.state),
        attempts=row.attempts,
        worker=row.worker,
        told=row.told,
        file_id=row.file_id,
    )


class SqlArchives(Repository):
    """Implements marketplace.ports.Archives."""

    async def add(self, archive: Archive) -> int | None:
        """None when this person waits for one of this project already."""
        statement = insert_into(archives, self._is_postgres).values(
            project_id=archive.project_id,
            person_id=archive.person_id,
            asked_at=archive.asked_at,
            state=archive.state.value,
            attempts=archive.attempts,
            next_try_at=archive.asked_at,
            worker=archive.worker,
            told=archive.told,
            file_id=archive.file_id,
            trouble="",
        )
        added: int | None = await self._value(
            statement.on_conflict_do_nothing().returning(archives.c.id)
        )
        return added

    async def asked_since(self, person_id: int, since: datetime) -> int:
        """How many this person has asked for."""
        mine = select(func.count()).select_from(archives)
        count = mine.where(archives.c.person_id == person_id, archives.c.asked_at > since)
        return int(await self._value(count))


class Archiving(Repository):
    """For those who make them. Whatever a worker says of an archive counts only while it is still
    that worker's: after a lapse of its lease another one has it."""

    async def claim(self, worker: str, lease: timedelta = LEASE) -> Archive | None:
        """The archive that has waited longest, for `worker` alone until the lease runs out. Each
        claim counts as an attempt."""
        due = (
            select(archives.c.id)
            .where(_IS_WANTED, archives.c.next_try_at <= self._now)
            .order_by(archives.c.next_try_at, archives.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claimed = (
            update(archives)
            .where(archives.c.id.in_(select(due.c.id)))
            .values(worker=worker, next_try_at=self._now + lease, attempts=archives.c.attempts + 1)
        )
        row = await self._row(claimed.returning(*archives.c))
        return _archive_from(row) if row else None

    async def renew(self, archive: Archive, lease: timedelta = LEASE) -> bool:
        """False when it is somebody else's now, or done."""
        return await self._swap(archive, next_try_at=self._now + lease)

    async def tell(self, archive: Archive, row_id: int) -> bool:
        """Which row of the outbox shows how far it is."""
        return await self._swap(archive, told=row_id)

    async def ready(self, archive: Archive, file_id: int) -> bool:
        state = ArchiveState.READY.value
        return await self._swap(archive, state=state, file_id=file_id, trouble="")

    async def retry(
        self, archive: Archive, at: datetime, trouble: str, attempts: int | None = None
    ) -> bool:
        """Not before `at`, by whoever comes first."""
        tries = archive.attempts if attempts is None else attempts
        return await self._swap(archive, next_try_at=at, trouble=trouble, worker="", attempts=tries)

    async def failed(self, archive: Archive, trouble: str) -> bool:
        """For good: nobody tries again."""
        return await self._swap(archive, state=ArchiveState.FAILED.value, trouble=trouble)

    async def _swap(self, archive: Archive, **values: Any) -> bool:
        """Compare-and-swap from wanted, by the worker who has it."""
        mine = (archives.c.id == archive.id, archives.c.worker == archive.worker, _IS_WANTED)
        return await self._count(update(archives).where(*mine).values(**values)) == 1

    # --- old ones ---

    async def old(self, before: datetime, limit: int) -> Sequence[tuple[int, str]]:
        """Files of archives made before then whose objects are still there: ids and keys."""
        rows = await self._rows(old_ones(before, limit))
        return [(row.id, row.key) for row in rows]

    async def expire(self, file_ids: Sequence[int]) -> None:
        """From now on these files are gone, whether or not their objects are."""
        gone = {"state": FileState.FAILED.value, "reason": EXPIRED}
        await self._count(update(files).where(files.c.id.in_(file_ids)).values(gone))

    async def forget(self, file_ids: Sequence[int]) -> None:
        """Their objects are gone, too."""
        await self._count(update(files).where(files.c.id.in_(file_ids)).values(key=""))


def old_ones(before: datetime, limit: int) -> Select[Any]:
    """In the order of archives: in that of files SQLite would go through all files there are."""
    made = archives.join(files, files.c.id == archives.c.file_id)
    chosen = select(files.c.id, files.c.key).select_from(made)
    old = chosen.where(files.c.announced_at < before, files.c.key != "")
    return old.order_by(archives.c.id).limit(limit)
