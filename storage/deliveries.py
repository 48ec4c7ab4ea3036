"""Deliveries: the versions of a milestone's result, and what was decided on them."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, text

from marketplace.deliveries import Delivery, DeliveryState, next_reminder_at
from marketplace.files import StoredFile
from storage.disputes import not_disputed
from storage.file_rows import file_from
from storage.repository import Repository
from storage.tables import deliveries, delivery_files, files, milestones

# A text, not a parameter: only then does a database see that the partial indexes fit.
_IS_IN_REVIEW = text("deliveries.state = 'in_review'")


class SqlDeliveries(Repository):
    """The half of marketplace.ports.Projects that is about deliveries."""

    async def delivery(self, delivery_id: int) -> Delivery | None:
        """With its files."""
        found = await self._deliveries(
            select(deliveries).where(deliveries.c.id == delivery_id),
            delivery_files.c.delivery_id == delivery_id,
        )
        return found[0] if found else None

    async def review(self, delivery_id: int) -> Delivery | None:
        """One delivery without its files."""
        row = await self._row(select(deliveries).where(deliveries.c.id == delivery_id))
        return _delivery_from(row) if row else None

    async def in_review(self, milestone_id: int) -> Delivery | None:
        """The delivery that waits for the client's decision; without its files."""
        mine = deliveries.c.milestone_id == milestone_id
        row = await self._row(select(deliveries).where(mine, _IS_IN_REVIEW))
        return _delivery_from(row) if row else None

    async def deliveries(self, project_id: int) -> list[Delivery]:
        """By milestone and version, with files; in two statements."""
        of_project = deliveries.join(milestones, milestones.c.id == deliveries.c.milestone_id)
        mine = milestones.c.project_id == project_id
        chosen = select(deliveries).select_from(of_project).where(mine)
        ids = select(deliveries.c.id).select_from(of_project).where(mine)
        return await self._deliveries(
            chosen.order_by(milestones.c.position, deliveries.c.version),
            delivery_files.c.delivery_id.in_(ids),
        )

    async def add_delivery(self, delivery: Delivery) -> Delivery:
        """Returns it with its id; the database refuses a version that stands already."""
        values = {
            "milestone_id": delivery.milestone_id,
            "version": delivery.version,
            "note": delivery.note,
            "completed_at": delivery.completed_at,
            "state": delivery.state.value,
            "reason": delivery.reason,
            "decided_at": delivery.decided_at,
            **_review(delivery),
        }
        statement = deliveries.insert().values(values).returning(deliveries.c.id)
        delivery_id = int(await self._value(statement))
        rows = enumerate(delivery.files, start=1)
        await self._add_all(
            delivery_files,
            [{"delivery_id": delivery_id, "position": n, "file_id": f.id} for n, f in rows],
        )
        return replace(delivery, id=delivery_id)

    async def replace_reviewed(self, milestone_id: int, now: datetime) -> None:
        """Moves a delivery in review, if there is one, to replaced."""
        swap = deliveries.update().where(deliveries.c.milestone_id == milestone_id, _IS_IN_REVIEW)
        await self._count(swap.values(state=DeliveryState.REPLACED.value, decided_at=now))

    async def decide(self, delivery_id: int, to: DeliveryState, reason: str, now: datetime) -> bool:
        """Compare-and-swap from in_review; False when it was decided before."""
        swap = deliveries.update().where(deliveries.c.id == delivery_id, _IS_IN_REVIEW)
        return await self._count(swap.values(state=to.value, reason=reason, decided_at=now)) == 1

    async def save_review(self, delivery: Delivery) -> None:
        """accept_at, extended and reminders of a delivery in review."""
        mine = deliveries.update().where(deliveries.c.id == delivery.id, _IS_IN_REVIEW)
        await self._count(mine.values(_review(delivery)))

    async def due_to_accept(self, now: datetime, limit: int) -> list[int]:
        """Deliveries in review whose accept_at has come, oldest first."""
        return await self._due(deliveries.c.accept_at, now, limit)

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Deliveries in review whose next reminder has come, unless silence accepts them now."""
        return await self._due(deliveries.c.remind_at, now, limit, deliveries.c.accept_at > now)

    async def _due(
        self, at: ColumnElement[Any], now: datetime, limit: int, *more: ColumnElement[bool]
    ) -> list[int]:
        undisputed = not_disputed(deliveries.c.milestone_id)
        due = select(deliveries.c.id).where(_IS_IN_REVIEW, at <= now, undisputed, *more)
        rows = await self._rows(due.order_by(at, deliveries.c.id).limit(limit))
        return [row.id for row in rows]

    async def _deliveries(
        self, chosen: Select[Any], of_files: ColumnElement[bool]
    ) -> list[Delivery]:
        rows = await self._rows(chosen)
        if not rows:
            return []
        joined = delivery_files.join(files, files.c.id == delivery_files.c.file_id)
        attached: dict[int, list[StoredFile]] = defaultdict(list)
        for row in await self._rows(
            select(delivery_files.c.delivery_id, files)
            .select_from(joined)
            .where(of_files)
            .order_by(delivery_files.c.delivery_id, delivery_files.c.position)
        ):
            attached[row.delivery_id].append(file_from(row))
        return [replace(_delivery_from(row), files=tuple(attached[row.id])) for row in rows]


def _review(delivery: Delivery) -> dict[str, Any]:
    return {
        "accept_at": delivery.accept_at,
        "extended": delivery.extended,
        "reminders": delivery.reminders,
        "remind_at": next_reminder_at(delivery),
    }


def _delivery_from(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        milestone_id=row.milestone_id,
        version=row.version,
        note=row.note,
        completed_at=row.completed_at,
        accept_at=row.accept_at,
        state=DeliveryState(row.state),
        extended=row.extended,
        reminders=row.reminders,
        reason=row.reason,
        decided_at=row.decided_at,
    )
