"""Bids as their client chooses among them: beside who made them, and the shortlist."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, ColumnElement, Row, and_, func, select, type_coerce

from marketplace.bids import Bid, BidState, BidTerms, PlannedMilestone
from marketplace.choosing import Candidate
from storage.people import person_from
from storage.repository import Repository, insert_into
from storage.tables import bid_milestones, bids, people, shortlists


class SqlShortlists(Repository):
    """Implements marketplace.ports.Shortlists."""

    async def candidates(self, job_id: int, limit: int) -> list[Candidate]:
        """Live bids of the job, oldest first, in one statement. A bid is one row, its plan a list
        in it: bids with long plans would else bring their pitch and person twenty times."""
        statement = (
            select(
                *(column.label(f"bid_{column.name}") for column in bids.c),
                self._plan().label("plan"),
                shortlists.c.picked,
                *people.c,
            )
            .join(people, people.c.id == bids.c.freelancer_id)
            .outerjoin(shortlists, shortlists.c.bid_id == bids.c.id)
            .where(_live(job_id))
            .order_by(bids.c.id)
            .limit(limit)
        )
        return [_candidate_from(row) for row in await self._rows(statement)]

    async def of_job(self, job_id: int) -> dict[int, bool]:
        """The live bids on the job's shortlist, each with whether it is picked."""
        statement = (
            select(shortlists.c.bid_id, shortlists.c.picked)
            .join(bids, bids.c.id == shortlists.c.bid_id)
            .where(_live(job_id))
        )
        return {row.bid_id: row.picked for row in await self._rows(statement)}

    async def add(self, bid_id: int) -> None:
        """Nothing happens where it is on it."""
        statement = insert_into(shortlists, self._is_postgres).on_conflict_do_nothing()
        await self._count(statement, {"bid_id": bid_id, "put_at": self._now, "picked": False})

    async def remove(self, bid_id: int) -> bool:
        """False where it wasn't on it."""
        return await self._count(shortlists.delete().where(shortlists.c.bid_id == bid_id)) == 1

    async def pick(self, bid_id: int, *, picked: bool) -> None:
        mine = shortlists.c.bid_id == bid_id
        await self._count(shortlists.update().where(mine).values(picked=picked))

    def _plan(self) -> ColumnElement[Any]:
        """[[position, what, amount, days], …], in no order."""
        names = ("json_agg", "json_build_array") if self._is_postgres else _OF_SQLITE
        gather, step = (getattr(func, name) for name in names)
        columns = bid_milestones.c
        every = gather(step(columns.position, columns.what, columns.amount_minor, columns.days))
        mine = columns.bid_id == bids.c.id
        return type_coerce(select(every).where(mine).scalar_subquery(), JSON)


_OF_SQLITE = ("json_group_array", "json_array")


def _live(job_id: int) -> ColumnElement[bool]:
    return and_(bids.c.job_id == job_id, bids.c.state == BidState.LIVE.value)


def _candidate_from(row: Row[Any]) -> Candidate:
    listed = row.picked is not None
    return Candidate(
        _bid_from(row), person_from(row), shortlisted=listed, picked=listed and row.picked
    )


def _bid_from(row: Row[Any]) -> Bid:
    terms = BidTerms(row.bid_amount_minor, row.bid_days, row.bid_pitch, _plan_from(row.plan or ()))
    return Bid(
        id=row.bid_id,
        job_id=row.bid_job_id,
        freelancer_id=row.bid_freelancer_id,
        terms=terms,
        made_at=row.bid_made_at,
        fee_basis_points=row.bid_fee_basis_points,
        state=BidState(row.bid_state),
        nudge_at=row.bid_nudge_at,
    )


def _plan_from(steps: Iterable[Any]) -> tuple[PlannedMilestone, ...]:
    return tuple(PlannedMilestone(*step) for _, *step in sorted(steps, key=lambda one: one[0]))
