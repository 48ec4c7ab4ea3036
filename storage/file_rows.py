"""What is known of each file; its bytes are in the file store (storage/files/)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, or_, select, text, update

from marketplace.errors import Refused
from marketplace.files import FileKind, FileState, StoredFile
from storage.disputes import concern_operators
from storage.repository import Repository
from storage.tables import (
    archives,
    bids,
    deliveries,
    delivery_files,
    files,
    job_files,
    jobs,
    milestones,
    projects,
    reports,
)


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


@dataclass(frozen=True, slots=True)
class KnownAs:
    """Under which id Telegram knows a file now."""

    file_id: int
    telegram_id: str
    telegram_unique_id: str


class SqlFiles(Repository):
    """Implements marketplace.ports.Files. `any_announced`: there is something to fetch."""

    any_announced = False

    async def add(self, file: StoredFile) -> int:
        """An announced one is due to be fetched at once."""
        self.any_announced |= file.state is FileState.ANNOUNCED
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
        a job the person has bid on) that is not hidden."""
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
            .where(job_files.c.file_id == file_id, jobs.c.hidden_at.is_(None))
            .where(or_(text("jobs.state = 'open'"), has_bid))
        )
        is_owner = exists().where(files.c.id == file_id, files.c.owner_id == person_id)
        return bool(await self._value(select(or_(is_owner, was_delivered, was_attached))))

    async def concerns_operators(self, file_id: int) -> bool:
        """Delivered in a project, or attached to its job, of which a dispute is open or decided; or
        attached to a job that is hidden, or of which a report is open."""
        delivered = delivery_files.join(
            deliveries, deliveries.c.id == delivery_files.c.delivery_id
        ).join(milestones, milestones.c.id == deliveries.c.milestone_id)
        was_delivered = (
            exists()
            .select_from(delivered)
            .where(delivery_files.c.file_id == file_id, concern_operators(milestones.c.project_id))
        )
        was_attached = (
            exists()
            .select_from(job_files.join(projects, projects.c.job_id == job_files.c.job_id))
            .where(job_files.c.file_id == file_id, concern_operators(projects.c.id))
        )
        reported = exists().where(reports.c.job_id == jobs.c.id, text("reports.state = 'open'"))
        in_question = (
            exists()
            .select_from(job_files.join(jobs, jobs.c.id == job_files.c.job_id))
            .where(job_files.c.file_id == file_id, or_(jobs.c.hidden_at.is_not(None), reported))
        )
        return bool(await self._value(select(or_(was_delivered, was_attached, in_question))))

    async def sent_since(self, owner_id: int, since: datetime) -> int:
        """How many bytes this person has sent since then: without what could not be stored, and
        without archives, which the bot made."""
        mine = (
            files.c.owner_id == owner_id,
            files.c.announced_at > since,
            files.c.state != FileState.FAILED,
            ~exists().where(archives.c.file_id == files.c.id),
        )
        total = select(func.coalesce(func.sum(files.c.size_bytes), 0)).where(*mine)
        return int(await self._value(total))

    async def delivered_in(self, project_id: int) -> int:
        """How many bytes all versions of all milestones of the project have."""
        delivered = (
            files.join(delivery_files, delivery_files.c.file_id == files.c.id)
            .join(deliveries, deliveries.c.id == delivery_files.c.delivery_id)
            .join(milestones, milestones.c.id == deliveries.c.milestone_id)
        )
        total = select(func.coalesce(func.sum(files.c.size_bytes), 0)).select_from(delivered)
        return int(await self._value(total.where(milestones.c.project_id == project_id)))

    async def known_as(self, known: Iterable[KnownAs]) -> None:
        """Telegram has given files new ids: from now on these send them."""
        for one in known:
            values = {
                "telegram_id": one.telegram_id,
                "telegram_unique_id": one.telegram_unique_id,
            }
            await self._count(update(files).where(files.c.id == one.file_id).values(values))
