"""Projects: a job with its hired freelancer, and the milestones in their order.

States of a milestone: upcoming → in_progress → in_review → accepted → paid, and in_review →
in_progress on a decline (product.md, "Rules of the marketplace").
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.policy import fee_of

if TYPE_CHECKING:
    from marketplace.bids import Bid
    from marketplace.jobs import Job
    from marketplace.ports import Work


class ProjectState(StrEnum):
    RUNNING = "running"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


class MilestoneState(StrEnum):
    UPCOMING = "upcoming"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    PAID = "paid"
    CANCELLED = "cancelled"
    """Ended without a payment."""


FINISHED = (MilestoneState.PAID, MilestoneState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Milestone:
    id: int
    project_id: int
    position: int
    what: str
    amount_minor: int
    days: int
    state: MilestoneState
    versions: int = 0
    """How many deliveries it has."""
    accept_at: datetime | None = None
    """While in review: when silence accepts it."""
    escrow_minor: int = 0
    """What is set aside for it."""
    disputed: bool = False
    """An operator decides about it; until then nothing happens to it."""
    due_minor: int = 0
    """Of its price, what is to be paid; 0 unless it is accepted and unpaid."""
    paid_minor: int = 0
    """Of its price, what was paid; less than all of it where an operator has decided so."""
    claimed: bool = False
    """The client says to have paid outside."""
    paid_outside: bool = False

    @property
    def funded(self) -> bool:
        return self.escrow_minor >= self.amount_minor


@dataclass(frozen=True, slots=True)
class Project:
    id: int
    job_id: int
    bid_id: int
    client_id: int
    freelancer_id: int
    title: str
    state: ProjectState
    started_at: datetime
    milestones: tuple[Milestone, ...] = ()
    fee_basis_points: int = 0
    """As it was when the bid was made."""
    ended_at: datetime | None = None
    """When it became complete or was cancelled."""

    def milestone(self, milestone_id: int) -> Milestone:
        return next(m for m in self.milestones if m.id == milestone_id)

    def changed(self, milestone_id: int, **values: Any) -> "Project":
        """The same with other values of one milestone, as they were just written."""
        steps = (replace(m, **values) if m.id == milestone_id else m for m in self.milestones)
        return replace(self, milestones=tuple(steps))

    @property
    def current(self) -> Milestone | None:
        """The first milestone that still needs the freelancer or the client's decision."""
        open_states = (MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)
        return next((m for m in self.milestones if m.state in open_states), None)

    @property
    def amount_minor(self) -> int:
        return sum(m.amount_minor for m in self.milestones)

    @property
    def earned_minor(self) -> int:
        """What the freelancer gets when every milestone is paid at its price."""
        fee = self.fee_basis_points
        return sum(m.amount_minor - fee_of(m.amount_minor, fee) for m in self.milestones)

    def is_member(self, person_id: int) -> bool:
        return person_id in (self.client_id, self.freelancer_id)

    def other(self, person_id: int) -> int:
        """The other member's id."""
        return self.freelancer_id if person_id == self.client_id else self.client_id


# --- use cases -----------------------------------------------------------------------------


async def start(work: "Work", job: "Job", bid: "Bid") -> Project:
    """The project of a hired bid; its first milestone is in progress at once."""
    milestones = tuple(
        Milestone(
            id=0,
            project_id=0,
            position=position,
            what=step.what,
            amount_minor=step.amount_minor,
            days=step.days,
            state=MilestoneState.UPCOMING if position > 1 else MilestoneState.IN_PROGRESS,
        )
        for position, step in enumerate(bid.terms.plan, start=1)
    )
    return await work.projects.add(
        Project(
            id=0,
            job_id=job.id,
            bid_id=bid.id,
            client_id=job.client_id,
            freelancer_id=bid.freelancer_id,
            title=job.title,
            state=ProjectState.RUNNING,
            started_at=work.now,
            milestones=milestones,
            fee_basis_points=bid.fee_basis_points,
        )
    )


async def member_project(work: "Work", actor: Person, project_id: int) -> Project:
    """A project of the actor's. Raises Refused `not-yours`."""
    project = await work.projects.find(project_id)
    if project is None or not project.is_member(actor.id):
        raise Refused("not-yours")
    return project


async def open_next(work: "Work", project: Project) -> tuple[Project, Milestone | None]:
    """The next upcoming milestone is in progress, unless another one is open; which one that is.

    `project` is locked, and as it stands now.
    """
    upcoming = (m for m in project.milestones if m.state is MilestoneState.UPCOMING)
    following = None if project.current else next(upcoming, None)
    if following is None:
        return project, None
    was, to = MilestoneState.UPCOMING, MilestoneState.IN_PROGRESS
    if not await work.projects.move_milestone(following.id, was, to):
        raise Refused("out-of-date")
    project = project.changed(following.id, state=to)
    return project, project.milestone(following.id)


async def finish_milestone(
    work: "Work", project: Project, milestone: Milestone, to: MilestoneState
) -> Project:
    """A milestone is paid, or ends without that; with the last one the project is complete.

    `project` is locked, and as it stands now. Raises Refused `out-of-date` when the milestone isn't
    in the state that was read.
    """
    if not await work.projects.move_milestone(milestone.id, milestone.state, to):
        raise Refused("out-of-date")
    project = project.changed(milestone.id, state=to, due_minor=0, accept_at=None, escrow_minor=0)
    if any(m.state not in FINISHED for m in project.milestones):
        return project
    paid = any(m.state is MilestoneState.PAID for m in project.milestones)
    end = ProjectState.COMPLETE if paid else ProjectState.CANCELLED
    if await work.projects.move(project.id, ProjectState.RUNNING, end):
        project = replace(project, state=end, ended_at=work.now)
    return project


async def fresh(work: "Work", project: Project) -> Project:
    """The project as it stands now."""
    current = await work.projects.find(project.id)
    if current is None:
        raise LookupError(f"project {project.id} is gone")
    return current
