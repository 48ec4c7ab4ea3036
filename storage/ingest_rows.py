"""The files whose bytes still have to be fetched from Telegram, and who is fetching them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, text, update

from marketplace.files import FileState, StoredFile
from storage.file_rows import file_from
from storage.repository import Repository
from storage.tables import files

LEASE = timedelta(seconds=60)
"""How long a file is left to a worker that says nothing more about it."""
AT_ONCE_OF_ONE = 2
_IS_ANNOUNCED = text("files.state = 'announced'")


class IngestRows(Repository):
    """A worker owns what it claimed until its lease ends; what it says of a file that is another's
    by then changes nothing."""

    async def due(self, limit: int, worker: str) -> list[StoredFile]:
        """Announced files whose next try has come, claimed for `worker`; each claim counts as an
        attempt. One by one, so that of one person only `AT_ONCE_OF_ONE` are under way: who sends
        twenty big files holds nobody else up."""
        claimed: list[StoredFile] = []
        while len(claimed) < limit and (one := await self._claimed(worker)):
            claimed.append(one)
        return claimed

    async def _claimed(self, worker: str) -> StoredFile | None:
        due = next_of(self._now).cte("due")
        claim = (
            update(files)
            .where(files.c.id.in_(select(due.c.id)))
            .values(next_try_at=self._now + LEASE, attempts=files.c.attempts + 1, worker=worker)
        )
        row = await self._row(claim.returning(*files.c))
        return file_from(row) if row else None

    async def renew(self, file_ids: Sequence[int], worker: str) -> None:
        """These are still being fetched."""
        mine = (files.c.id.in_(file_ids), files.c.worker == worker, _IS_ANNOUNCED)
        await self._count(update(files).where(*mine).values(next_try_at=self._now + LEASE))

    async def release(self, worker: str = "") -> int:
        """What this worker was fetching is nobody's any more and due at once; without one, what
        anybody was: at the start of the only process."""
        whose = files.c.worker == worker if worker else files.c.worker != ""
        left = update(files).where(_IS_ANNOUNCED, whose)
        return await self._count(left.values(worker="", next_try_at=self._now))

    async def stored(self, file: StoredFile, key: str, sha256: str, size_bytes: int) -> bool:
        """The object is in the file store, complete. False when the file is another worker's by
        now: who stores it, or has."""
        values = {"state": FileState.STORED.value, "key": key, "sha256": sha256}
        return await self._move(file, **values, size_bytes=size_bytes, trouble="")

    async def retry(self, file: StoredFile, at: datetime, trouble: str) -> bool:
        return await self._move(file, next_try_at=at, trouble=trouble)

    async def failed(self, file: StoredFile, trouble: str, reason: str) -> bool:
        """For good: nobody tries again."""
        values = {"state": FileState.FAILED.value, "trouble": trouble, "reason": reason}
        return await self._move(file, **values)

    async def next_due(self) -> datetime | None:
        """When the next announced file is due; None when there is none."""
        first = select(files.c.next_try_at).where(_IS_ANNOUNCED).order_by(files.c.next_try_at)
        found: datetime | None = await self._value(first.limit(1))
        return found

    async def tell_in(self, owner_id: int, row_id: int) -> None:
        """The message of this row of the outbox shows how far the owner's files are."""
        mine = (files.c.owner_id == owner_id, _IS_ANNOUNCED)
        await self._count(update(files).where(*mine).values(told=row_id))

    async def told_in(self, owner_id: int) -> int | None:
        """The row of the message that shows it already."""
        mine = (files.c.owner_id == owner_id, _IS_ANNOUNCED, files.c.told.is_not(None))
        found: int | None = await self._value(select(files.c.told).where(*mine).limit(1))
        return found

    async def announced_by(self, owner_id: int) -> list[StoredFile]:
        """The owner's files that are on their way, in the order in which they came."""
        return await self._files(files.c.owner_id == owner_id, _IS_ANNOUNCED)

    async def told_of(self, owner_id: int, row_id: int) -> list[StoredFile]:
        """All files of which that message tells, in the order in which they came."""
        return await self._files(files.c.owner_id == owner_id, files.c.told == row_id)

    async def _files(self, *conditions: Any) -> list[StoredFile]:
        rows = await self._rows(select(files).where(*conditions).order_by(files.c.id))
        return [file_from(row) for row in rows]

    async def _move(self, file: StoredFile, **values: Any) -> bool:
        """Compare-and-swap from announced and claimed by the same worker."""
        mine = (files.c.id == file.id, files.c.worker == file.worker, _IS_ANNOUNCED)
        return await self._count(update(files).where(*mine).values(worker="", **values)) == 1


def next_of(now: datetime) -> Select[Any]:
    """The file that is to be claimed next. Who has enough under way is asked once, not for each
    file: of one person thousands may be due, and a claim holds up everybody who writes."""
    busy = files.alias("busy")
    under_way = (text("busy.state = 'announced'"), busy.c.worker != "", busy.c.next_try_at > now)
    have_enough = (
        select(busy.c.owner_id)
        .where(*under_way)
        .group_by(busy.c.owner_id)
        .having(func.count() >= AT_ONCE_OF_ONE)
    )
    due = (_IS_ANNOUNCED, files.c.next_try_at <= now, files.c.owner_id.not_in(have_enough))
    first = select(files.c.id).where(*due).order_by(files.c.next_try_at, files.c.id).limit(1)
    return first.with_for_update(skip_locked=True)
