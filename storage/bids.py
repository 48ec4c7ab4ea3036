"""Bids with their plans."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, text, true

from marketplace.bids import Bid, BidState, BidTerms, PlannedMilestone
from marketplace.cards import CardKind
from storage.repository import Repository
from storage.tables import bid_milestones, bids, cards

_STEP = (
    bid_milestones.c.what,
    bid_milestones.c.amount_minor.label("step_minor"),
    bid_milestones.c.days.label("step_days"),
)


class SqlBids(Repository):
    """Implements marketplace.ports.Bids."""

    async def find(self, bid_id: int) -> Bid | None:
        return await self._one(bids.c.id == bid_id)

    async def live_of(self, freelancer_id: int, job_id: int) -> Bid | None:
        return await self._one(
            bids.c.freelancer_id == freelancer_id, bids.c.job_id == job_id, _is(BidState.LIVE)
        )

    async def live_of_job(self, job_id: int) -> list[Bid]:
        """Oldest first."""
        found = await self._load(select(bids).where(bids.c.job_id == job_id, _is(BidState.LIVE)))
        return found[::-1]

    async def of_freelancer(
        self, freelancer_id: int, before_id: int | None, limit: int
    ) -> list[Bid]:
        """Newest first, of every state; those with an id below `before_id`."""
        page = bids.c.id < before_id if before_id is not None else true()
        chosen = select(bids).where(bids.c.freelancer_id == freelancer_id, page)
        return await self._load(chosen.order_by(bids.c.id.desc()).limit(limit))

    async def live_of_freelancer(self, freelancer_id: int) -> list[Bid]:
        """Oldest first."""
        mine = (bids.c.freelancer_id == freelancer_id, _is(BidState.LIVE))
        return (await self._load(select(bids).where(*mine)))[::-1]

    async def made_at(self, freelancer_id: int, nth: int) -> datetime | None:
        """When this freelancer's n-th newest bid was made, whatever became of it."""
        mine = select(bids.c.made_at).where(bids.c.freelancer_id == freelancer_id)
        newest = mine.order_by(bids.c.id.desc()).offset(nth - 1).limit(1)
        made_at: datetime | None = await self._value(newest)
        return made_at

    async def count_live(self, job_id: int) -> int:
        live = (bids.c.job_id == job_id, _is(BidState.LIVE))
        return int(await self._value(select(func.count()).select_from(bids).where(*live)))

    async def count_new(self, job_id: int) -> int:
        """Live ones made since the client last looked at the job's bids."""
        looked_at = (
            select(func.max(cards.c.looked_at))
            .where(cards.c.kind == CardKind.JOB, cards.c.subject_id == job_id)
            .scalar_subquery()
        )
        new = or_(looked_at.is_(None), bids.c.made_at > looked_at)
        live = (bids.c.job_id == job_id, _is(BidState.LIVE))
        return int(await self._value(select(func.count()).select_from(bids).where(*live, new)))

    async def add(self, bid: Bid) -> int:
        """The job's unique live bid of this freelancer; the database refuses a second one."""
        values = {
            **_columns(bid.terms),
            "job_id": bid.job_id,
            "freelancer_id": bid.freelancer_id,
            "state": bid.state.value,
            "made_at": bid.made_at,
            "fee_basis_points": bid.fee_basis_points,
            "nudge_at": bid.nudge_at,
        }
        bid_id = int(await self._value(bids.insert().values(values).returning(bids.c.id)))
        await self._write_plan(bid_id, bid.terms.plan)
        return bid_id

    async def save(self, bid: Bid) -> None:
        """All but its state, which moves through `move`."""
        more = {"fee_basis_points": bid.fee_basis_points, "nudge_at": bid.nudge_at}
        values = {**_columns(bid.terms), **more}
        await self._count(bids.update().where(bids.c.id == bid.id).values(values))
        await self._count(bid_milestones.delete().where(bid_milestones.c.bid_id == bid.id))
        await self._write_plan(bid.id, bid.terms.plan)

    async def move(self, bid_id: int, was: BidState, to: BidState) -> bool:
        """Compare-and-swap; False when it was not in `was`."""
        swap = (
            bids.update().where(bids.c.id == bid_id, _is(was)).values(state=to.value, nudge_at=None)
        )
        return await self._count(swap) == 1

    async def let_go(self, job_id: int) -> list[Bid]:
        """Moves every live bid of the job to let_go and returns them, oldest first."""
        live = (bids.c.job_id == job_id, _is(BidState.LIVE))
        swap = bids.update().where(*live).values(state=BidState.LET_GO.value, nudge_at=None)
        moved = [row.id for row in await self._rows(swap.returning(bids.c.id))]
        if not moved:
            return []
        found = await self._load(select(bids).where(bids.c.id.in_(moved)))
        return found[::-1]

    async def due_to_nudge(self, now: datetime, limit: int) -> list[int]:
        """Live bids that have waited for an answer long enough, the longest first."""
        due = select(bids.c.id).where(text("bids.state = 'live'"), bids.c.nudge_at <= now)
        rows = await self._rows(due.order_by(bids.c.nudge_at).limit(limit))
        return [row.id for row in rows]

    async def nudged(self, bid_ids: Sequence[int]) -> None:
        """It was said that nobody has answered them, and is not said again."""
        await self._count(bids.update().where(bids.c.id.in_(bid_ids)).values(nudge_at=None))

    async def wait_anew(self, job_id: int, until: datetime) -> None:
        """Those live bids of the job of which that was not said wait until then."""
        untold = (bids.c.job_id == job_id, _is(BidState.LIVE), bids.c.nudge_at.is_not(None))
        await self._count(bids.update().where(*untold).values(nudge_at=until))

    async def _one(self, *conditions: ColumnElement[bool]) -> Bid | None:
        found = await self._load(select(bids).where(*conditions))
        return found[0] if found else None

    async def _load(self, chosen: Select[Any]) -> list[Bid]:
        """Newest first, with their plans, in one statement."""
        bid = chosen.subquery()
        with_plan = bid.outerjoin(bid_milestones, bid_milestones.c.bid_id == bid.c.id)
        rows = await self._rows(
            select(bid, *_STEP)
            .select_from(with_plan)
            .order_by(bid.c.id.desc(), bid_milestones.c.position)
        )
        return _bids_from(rows)

    async def _write_plan(self, bid_id: int, plan: tuple[PlannedMilestone, ...]) -> None:
        rows = [
            {
                "bid_id": bid_id,
                "position": position,
                "what": step.what,
                "amount_minor": step.amount_minor,
                "days": step.days,
            }
            for position, step in enumerate(plan, start=1)
        ]
        await self._add_all(bid_milestones, rows)


def _is(state: BidState) -> ColumnElement[bool]:
    return bids.c.state == state.value


def _columns(terms: BidTerms) -> dict[str, Any]:
    return {"amount_minor": terms.amount_minor, "days": terms.days, "pitch": terms.pitch}


def _bids_from(rows: Iterable[Row[Any]]) -> list[Bid]:
    """One bid per id, in the order of the rows; each row brings one step of its plan or none."""
    found: dict[int, Bid] = {}
    for row in rows:
        bid = found.get(row.id) or _bid_from(row)
        if row.what is not None:
            step = PlannedMilestone(row.what, row.step_minor, row.step_days)
            bid = replace(bid, terms=replace(bid.terms, plan=(*bid.terms.plan, step)))
        found[row.id] = bid
    return list(found.values())


def _bid_from(row: Row[Any]) -> Bid:
    return Bid(
        id=row.id,
        job_id=row.job_id,
        freelancer_id=row.freelancer_id,
        terms=BidTerms(row.amount_minor, row.days, row.pitch),
        made_at=row.made_at,
        fee_basis_points=row.fee_basis_points,
        state=BidState(row.state),
        nudge_at=row.nudge_at,
    )
