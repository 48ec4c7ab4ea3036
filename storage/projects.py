"""Projects and their milestones."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, cast, func, or_, select, text, true

from marketplace.checkout import CheckoutState, PaidFrom
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from storage.deliveries import SqlDeliveries
from storage.tables import checkouts, deliveries, disputes, ledger_accounts, milestones, projects

_versions = (
    select(func.count())
    .select_from(deliveries)
    .where(deliveries.c.milestone_id == milestones.c.id)
    .scalar_subquery()
)
_reviewed = deliveries.alias("reviewed")
_in_review = and_(_reviewed.c.milestone_id == milestones.c.id, _reviewed.c.state == "in_review")
_escrow = ledger_accounts.c.name == "escrow:" + cast(milestones.c.id, Text)
_disputed = and_(disputes.c.milestone_id == milestones.c.id, text("disputes.state = 'open'"))
_MILESTONES = select(
    milestones,
    _versions.label("versions"),
    _reviewed.c.accept_at,
    ledger_accounts.c.balance_minor.label("escrow_minor"),
    disputes.c.id.label("dispute_id"),
    checkouts.c.state.label("checkout_state"),
    checkouts.c.amount_minor.label("checkout_minor"),
    checkouts.c.claimed_at,
    checkouts.c.paid_from,
).select_from(
    milestones.outerjoin(_reviewed, _in_review)
    .outerjoin(ledger_accounts, _escrow)
    .outerjoin(disputes, _disputed)
    .outerjoin(checkouts, checkouts.c.milestone_id == milestones.c.id)
)


class SqlProjects(SqlDeliveries):
    """Implements marketplace.ports.Projects."""

    async def find(self, project_id: int) -> Project | None:
        """With all its milestones in order."""
        return await self._one(projects.c.id == project_id)

    async def lock(self, project_id: int) -> Project | None:
        """As find; nobody else changes it or what belongs to it until this unit of work ends."""
        await self._lock(projects, projects.c.id == project_id)
        return await self.find(project_id)

    async def lock_by_milestone(self, milestone_id: int) -> Project | None:
        owner = select(milestones.c.project_id).where(milestones.c.id == milestone_id)
        project_id = await self._value(owner)
        return await self.lock(project_id) if project_id is not None else None

    async def of_milestone(self, milestone_id: int) -> Project | None:
        owner = select(milestones.c.project_id).where(milestones.c.id == milestone_id)
        return await self._one(projects.c.id == owner.scalar_subquery())

    async def of_bid(self, bid_id: int) -> Project | None:
        return await self._one(projects.c.bid_id == bid_id)

    async def of_person(self, person_id: int, before_id: int | None, limit: int) -> list[Project]:
        """Newest first, as client or freelancer; those with an id below `before_id`."""
        is_member = or_(projects.c.client_id == person_id, projects.c.freelancer_id == person_id)
        page = projects.c.id < before_id if before_id is not None else true()
        return await self._load(is_member, page, limit=limit)

    async def add(self, project: Project) -> Project:
        """Returns it with the ids of itself and its milestones."""
        values = {
            "job_id": project.job_id,
            "bid_id": project.bid_id,
            "client_id": project.client_id,
            "freelancer_id": project.freelancer_id,
            "title": project.title,
            "state": project.state.value,
            "started_at": project.started_at,
            "fee_basis_points": project.fee_basis_points,
        }
        statement = projects.insert().values(values).returning(projects.c.id)
        project_id = int(await self._value(statement))
        await self._add_all(
            milestones, [_milestone_columns(step, project_id) for step in project.milestones]
        )
        added = await self.find(project_id)
        assert added is not None
        return added

    async def move(self, project_id: int, was: ProjectState, to: ProjectState) -> bool:
        """Compare-and-swap; False when it was not in `was`."""
        mine = (projects.c.id == project_id, projects.c.state == was.value)
        ended_at = None if to is ProjectState.RUNNING else self._now
        values = {"state": to.value, "ended_at": ended_at}
        return await self._count(projects.update().where(*mine).values(values)) == 1

    async def move_milestone(
        self, milestone_id: int, was: MilestoneState, to: MilestoneState
    ) -> bool:
        """Compare-and-swap; False when it was not in `was`."""
        mine = (milestones.c.id == milestone_id, milestones.c.state == was.value)
        return await self._count(milestones.update().where(*mine).values(state=to.value)) == 1

    async def _one(self, condition: ColumnElement[bool]) -> Project | None:
        found = await self._load(condition, limit=1)
        return found[0] if found else None

    async def _load(self, *conditions: ColumnElement[bool], limit: int) -> list[Project]:
        """Newest first, with their milestones, in two statements."""
        chosen = select(projects).where(*conditions).order_by(projects.c.id.desc()).limit(limit)
        rows = await self._rows(chosen)
        if not rows:
            return []
        wanted = milestones.c.project_id.in_([row.id for row in rows])
        steps: dict[int, list[Milestone]] = defaultdict(list)
        for step in await self._rows(_MILESTONES.where(wanted).order_by(milestones.c.position)):
            steps[step.project_id].append(_milestone_from(step))
        return [replace(_project_from(row), milestones=tuple(steps[row.id])) for row in rows]


def _milestone_columns(step: Milestone, project_id: int) -> dict[str, Any]:
    return {
        "project_id": project_id,
        "position": step.position,
        "what": step.what,
        "amount_minor": step.amount_minor,
        "days": step.days,
        "state": step.state.value,
    }


def _milestone_from(row: Row[Any]) -> Milestone:
    return Milestone(
        id=row.id,
        project_id=row.project_id,
        position=row.position,
        what=row.what,
        amount_minor=row.amount_minor,
        days=row.days,
        state=MilestoneState(row.state),
        versions=row.versions,
        accept_at=row.accept_at,
        escrow_minor=row.escrow_minor or 0,
        disputed=row.dispute_id is not None,
        due_minor=row.checkout_minor if row.checkout_state == CheckoutState.DUE else 0,
        paid_minor=row.checkout_minor if row.checkout_state == CheckoutState.PAID else 0,
        claimed=row.claimed_at is not None,
        paid_outside=row.paid_from == PaidFrom.OUTSIDE,
    )


def _project_from(row: Row[Any]) -> Project:
    return Project(
        id=row.id,
        job_id=row.job_id,
        bid_id=row.bid_id,
        client_id=row.client_id,
        freelancer_id=row.freelancer_id,
        title=row.title,
        state=ProjectState(row.state),
        started_at=row.started_at,
        fee_basis_points=row.fee_basis_points,
        ended_at=row.ended_at,
    )
