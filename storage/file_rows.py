"""What is known of each file; its bytes are in the file store (storage/files/)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, or_, select, text, update

from marketplace.errors import Refused
from marketplace.files import FileKind, FileState, StoredFile
from storage.repository import Repository
from storage.tables import (
    bids,
    deliveries,
    delivery_files,
    files,
    job_files,
    jobs,
    milestones,
    projects,
)

LEASE = timedelta(minutes=15)
"""How long a file that somebody is fetching is left to them."""
_IS_ANNOUNCED = text("files.state = 'announced'")


def file_from(row: Row[Any]) -> StoredFile:
    """The file of a row that holds the columns of `files`."""
    return StoredFile(
        id=row.id,
        owner_id=row.owner_id,
        name=row.name,
        mime=row.mime,
        size_bytes=row.size_bytes,
        kind=FileKind(row.kind),
        telegram_id=row.telegram_id,
        telegram_unique_id=row.telegram_unique_id,
        announced_at=row.announced_at,
        state=FileState(row.state),
        key=row.key,
        sha256=row.sha256,
        trouble=row.trouble,
        reason=row.reason,
        attempts=row.attempts,
        worker=row.worker,
        told=row.told,
    )


class SqlFiles(Repository):
    """Implements marketplace.ports.Files."""

    async def add(self, file: StoredFile) -> int:
        """Announced: `Ingest` will find it due at once."""
        statement = files.insert().values(
            owner_id=file.owner_id,
            name=file.name,
            mime=file.mime,
            size_bytes=file.size_bytes,
            kind=file.kind.value,
            telegram_id=file.telegram_id,
            telegram_unique_id=file.telegram_unique_id,
            announced_at=file.announced_at,
            state=file.state.value,
            key=file.key,
            sha256=file.sha256,
            trouble=file.trouble,
            reason=file.reason,
            attempts=file.attempts,
            worker=file.worker,
            told=file.told,
            next_try_at=file.announced_at,
        )
        return int(await self._value(statement.returning(files.c.id)))

    async def many(self, file_ids: Sequence[int]) -> list[StoredFile]:
        """In the order asked for; raises Refused `gone` when one doesn't exist."""
        if not file_ids:
            return []
        rows = await self._rows(select(files).where(files.c.id.in_(set(file_ids))))
        found = {row.id: file_from(row) for row in rows}
        if not found.keys() >= set(file_ids):
            raise Refused("gone")
        return [found[file_id] for file_id in file_ids]

    async def visible_to(self, person_id: int, file_id: int) -> bool:
        """Owner, member of a project that it was delivered in, or attached to an open job (or to
        a job the person has bid on)."""
        delivered = (
            delivery_files.join(deliveries, deliveries.c.id == delivery_files.c.delivery_id)
            .join(milestones, milestones.c.id == deliveries.c.milestone_id)
            .join(projects, projects.c.id == milestones.c.project_id)
        )
        is_member = or_(projects.c.client_id == person_id, projects.c.freelancer_id == person_id)
        was_delivered = (
            exists().select_from(delivered).where(delivery_files.c.file_id == file_id, is_member)
        )
        has_bid = exists().where(bids.c.job_id == jobs.c.id, bids.c.freelancer_id == person_id)
        was_attached = (
            exists()
            .select_from(job_files.join(jobs, jobs.c.id == job_files.c.job_id))
            .where(job_files.c.file_id == file_id, or_(text("jobs.state = 'open'"), has_bid))
        )
        is_owner = exists().where(files.c.id == file_id, files.c.owner_id == person_id)
        return bool(await self._value(select(or_(is_owner, was_delivered, was_attached))))


class Ingest(Repository):
    """The files whose bytes still have to be fetched from Telegram."""

    async def due(self, limit: int, lease: timedelta = LEASE) -> list[StoredFile]:
        """Announced files whose next try has come, claimed by moving it forward by `lease`: after
        a crash they come again. Each claim counts as an attempt."""
        due = (
            select(files.c.id)
            .where(_IS_ANNOUNCED, files.c.next_try_at <= self._now)
            .order_by(files.c.next_try_at, files.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        claim = (
            update(files)
            .where(files.c.id.in_(select(due.c.id)))
            .values(next_try_at=self._now + lease, attempts=files.c.attempts + 1)
        )
        rows = await self._rows(claim.returning(*files.c))
        return sorted((file_from(row) for row in rows), key=lambda file: file.id)

    async def stored(self, file_id: int, key: str, sha256: str, size_bytes: int) -> bool:
        """The object is in the file store, complete. False when somebody else stored it before:
        then the object under `key` is an orphan."""
        values = {"state": FileState.STORED.value, "key": key, "sha256": sha256}
        return await self._move(file_id, **values, size_bytes=size_bytes, trouble="")

    async def retry(self, file_id: int, at: datetime, trouble: str) -> bool:
        return await self._move(file_id, next_try_at=at, trouble=trouble)

    async def failed(self, file_id: int, trouble: str) -> bool:
        """For good: nobody tries again."""
        return await self._move(file_id, state=FileState.FAILED.value, trouble=trouble)

    async def next_due(self) -> datetime | None:
        """When the next announced file is due; None when there is none."""
        first = select(files.c.next_try_at).where(_IS_ANNOUNCED).order_by(files.c.next_try_at)
        found: datetime | None = await self._value(first.limit(1))
        return found

    async def _move(self, file_id: int, **values: Any) -> bool:
        """Compare-and-swap from announced."""
        swap = update(files).where(files.c.id == file_id, _IS_ANNOUNCED).values(**values)
        return await self._count(swap) == 1
