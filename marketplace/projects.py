"""Projects: a job with its hired freelancer, and the milestones in their order.

States of a milestone: upcoming → in_progress → in_review → accepted → paid, and in_review →
in_progress on a decline (product.md, "Rules of the marketplace").
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.people import Person

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

    def milestone(self, milestone_id: int) -> Milestone:
        return next(m for m in self.milestones if m.id == milestone_id)

    @property
    def current(self) -> Milestone | None:
        """The first milestone that still needs the freelancer or the client's decision."""
        open_states = (MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)
        return next((m for m in self.milestones if m.state in open_states), None)

    @property
    def amount_minor(self) -> int:
        return sum(m.amount_minor for m in self.milestones)

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
        )
    )


async def member_project(work: "Work", actor: Person, project_id: int) -> Project:
    """A project of the actor's. Raises Refused `not-yours`."""
    project = await work.projects.find(project_id)
    if project is None or not project.is_member(actor.id):
        raise Refused("not-yours")
    return project


async def mark_paid(work: "Work", project: Project, milestone_id: int) -> Project:
    """An accepted milestone has been paid; with the last one the project is complete."""
    await work.projects.move_milestone(milestone_id, MilestoneState.ACCEPTED, MilestoneState.PAID)
    project = await fresh(work, project)
    if any(m.state is not MilestoneState.PAID for m in project.milestones):
        return project
    await work.projects.move(project.id, ProjectState.RUNNING, ProjectState.COMPLETE)
    return await fresh(work, project)


async def fresh(work: "Work", project: Project) -> Project:
    """The project as it stands now."""
    current = await work.projects.find(project.id)
    if current is None:
        raise LookupError(f"project {project.id} is gone")
    return current
