"""Deliveries that were marked completed and go out when their files are stored."""

from typing import Any

from sqlalchemy import exists, select, text

from marketplace.waiting import WaitingDelivery
from storage.file_rows import file_from
from storage.repository import Repository
from storage.tables import files, milestones, waiting_deliveries, waiting_files


class SqlWaiting(Repository):
    """Implements marketplace.ports.Waiting. `any_put`: something waits that may be ready."""

    any_put = False

    async def put(self, delivery: WaitingDelivery) -> None:
        """In place of the one of the same milestone that waits already."""
        self.any_put = True
        await self.remove(delivery.milestone_id)
        values = {
            "milestone_id": delivery.milestone_id,
            "note": delivery.note,
            "marked_at": delivery.marked_at,
            "stuck": False,
            "shown": delivery.shown,
        }
        await self._add_all(waiting_deliveries, [values])
        rows = enumerate(delivery.files, start=1)
        await self._add_all(
            waiting_files,
            [
                {"milestone_id": delivery.milestone_id, "position": n, "file_id": file.id}
                for n, file in rows
            ],
        )

    async def find(self, milestone_id: int) -> WaitingDelivery | None:
        found = await self._load(waiting_deliveries.c.milestone_id == milestone_id)
        return found[0] if found else None

    async def of_project(self, project_id: int) -> WaitingDelivery | None:
        mine = select(milestones.c.id).where(milestones.c.project_id == project_id)
        found = await self._load(waiting_deliveries.c.milestone_id.in_(mine))
        return found[0] if found else None

    async def holds(self, file_id: int) -> bool:
        """Whether a delivery waits for this file."""
        return bool(await self._value(select(exists().where(waiting_files.c.file_id == file_id))))

    async def remove(self, milestone_id: int) -> None:
        for table in (waiting_files, waiting_deliveries):
            await self._count(table.delete().where(table.c.milestone_id == milestone_id))

    async def stick(self, milestone_id: int) -> None:
        """It waits for its freelancer from now on, no longer for files."""
        mine = waiting_deliveries.c.milestone_id == milestone_id
        await self._count(waiting_deliveries.update().where(mine).values(stuck=True))

    async def shown_in(self, milestone_id: int, shown: str) -> None:
        """Which message tells the freelancer that it waits."""
        mine = waiting_deliveries.c.milestone_id == milestone_id
        await self._count(waiting_deliveries.update().where(mine).values(shown=shown))

    async def settled(self, limit: int) -> list[int]:
        """Milestones whose waiting delivery has no file left to be stored, and is not stuck."""
        of_it = waiting_files.c.milestone_id == waiting_deliveries.c.milestone_id
        left = (
            exists()
            .select_from(waiting_files.join(files, files.c.id == waiting_files.c.file_id))
            .where(of_it, text("files.state = 'announced'"))
        )
        due = select(waiting_deliveries.c.milestone_id).where(~left, ~waiting_deliveries.c.stuck)
        rows = await self._rows(due.order_by(waiting_deliveries.c.marked_at).limit(limit))
        return [row.milestone_id for row in rows]

    async def _load(self, condition: Any) -> list[WaitingDelivery]:
        rows = await self._rows(select(waiting_deliveries).where(condition))
        return [
            WaitingDelivery(
                milestone_id=row.milestone_id,
                note=row.note,
                marked_at=row.marked_at,
                shown=row.shown,
                files=tuple([file_from(one) for one in await self._files_of(row.milestone_id)]),
            )
            for row in rows
        ]

    async def _files_of(self, milestone_id: int) -> list[Any]:
        chosen = select(files).join(waiting_files, waiting_files.c.file_id == files.c.id)
        mine = waiting_files.c.milestone_id == milestone_id
        return await self._rows(chosen.where(mine).order_by(waiting_files.c.position))
