"""Disputes about milestones, and proposals to cancel projects."""

from typing import Any

from sqlalchemy import ColumnElement, Row, exists, literal, select, text

from marketplace.cancellations import Cancellation, CancellationState
from marketplace.disputes import Dispute, DisputeState
from storage.repository import Condition, Repository, columns_of, record_from
from storage.tables import cancellations, disputes

# Texts, not parameters: only then does a database see that the partial indexes fit.
_OPEN = text("disputes.state = 'open'")
_PROPOSED = text("cancellations.state = 'open'")


def not_disputed(milestone_id: ColumnElement[int]) -> ColumnElement[bool]:
    """That no dispute about this milestone is open."""
    return ~exists().where(disputes.c.milestone_id == milestone_id, _OPEN)


def concern_operators(project_id: ColumnElement[int]) -> ColumnElement[bool]:
    """That a dispute in this project is open or was decided."""
    heard = disputes.c.state != DisputeState.WITHDRAWN
    return exists().where(disputes.c.project_id == project_id, heard)


class SqlDisputes(Repository):
    """Implements marketplace.ports.Disputes."""

    async def add(self, dispute: Dispute) -> int:
        """The milestone's only open one; the database refuses a second."""
        statement = disputes.insert().values(columns_of(disputes, dispute))
        return int(await self._value(statement.returning(disputes.c.id)))

    async def find(self, dispute_id: int) -> Dispute | None:
        found = await self._load(disputes.c.id == dispute_id, limit=1)
        return found[0] if found else None

    async def open_of(self, milestone_id: int) -> Dispute | None:
        found = await self._load(disputes.c.milestone_id == milestone_id, _OPEN, limit=1)
        return found[0] if found else None

    async def of_project(self, project_id: int) -> list[Dispute]:
        """Oldest first, of every state."""
        return await self._load(disputes.c.project_id == project_id)

    async def all_open(self, after_id: int, limit: int) -> list[Dispute]:
        """Oldest first; those above `after_id`."""
        return await self._load(disputes.c.id > after_id, _OPEN, limit=limit)

    async def concern_operators(self, project_id: int) -> bool:
        """Whether one of this project is open or was decided."""
        return bool(await self._value(select(concern_operators(literal(project_id)))))

    async def end(self, dispute: Dispute) -> bool:
        """Compare-and-swap from open."""
        swap = disputes.update().where(disputes.c.id == dispute.id, _OPEN)
        ended = ("state", "award_minor", "verdict", "ended_at")
        return await self._count(swap.values({n: getattr(dispute, n) for n in ended})) == 1

    async def _load(self, *conditions: Condition, limit: int = 1000) -> list[Dispute]:
        chosen = select(disputes).where(*conditions).order_by(disputes.c.id).limit(limit)
        rows = await self._rows(chosen)
        return [record_from(Dispute, row, state=DisputeState(row.state)) for row in rows]


class SqlCancellations(Repository):
    """Implements marketplace.ports.Cancellations."""

    async def add(self, cancellation: Cancellation) -> int:
        """The project's only open one; the database refuses a second."""
        statement = cancellations.insert().values(columns_of(cancellations, cancellation))
        return int(await self._value(statement.returning(cancellations.c.id)))

    async def open_of(self, project_id: int) -> Cancellation | None:
        mine = cancellations.c.project_id == project_id
        row = await self._row(select(cancellations).where(mine, _PROPOSED))
        return _cancellation_from(row) if row else None

    async def of_project(self, project_id: int) -> list[Cancellation]:
        """Oldest first, of every state."""
        mine = select(cancellations).where(cancellations.c.project_id == project_id)
        return [
            _cancellation_from(row) for row in await self._rows(mine.order_by(cancellations.c.id))
        ]

    async def end(self, cancellation: Cancellation) -> bool:
        """Compare-and-swap from open."""
        swap = cancellations.update().where(cancellations.c.id == cancellation.id, _PROPOSED)
        values = {"state": cancellation.state, "ended_at": cancellation.ended_at}
        return await self._count(swap.values(values)) == 1


def _cancellation_from(row: Row[Any]) -> Cancellation:
    return record_from(Cancellation, row, state=CancellationState(row.state))
