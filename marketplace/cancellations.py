"""Cancelling a project: one side proposes, the other agrees.

Milestones that are not accepted end; what is set aside for them returns to the client. What is
accepted already stays to be paid: the work was done.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import escrow, events
from marketplace.deliveries import DeliveryState
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import (
    FINISHED,
    Milestone,
    MilestoneState,
    Project,
    ProjectState,
    fresh,
)
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work


class CancellationState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A proposal to end a project."""

    id: int
    project_id: int
    proposed_by: int
    reason: str
    proposed_at: datetime
    state: CancellationState = CancellationState.OPEN
    ended_at: datetime | None = None


def reason_text(raw: str) -> str:
    return measured(paragraph(raw), 10, 1000)


async def may_propose(work: "Work", actor: Person, project_id: int) -> Project:
    """A member's running project, locked. Raises Refused: `not-yours`, `not-running`,
    `disputed-project`, `cancellation-proposed`."""
    project = await _locked(work, actor, project_id)
    _check_undisputed(project)
    if await work.cancellations.open_of(project_id):
        raise Refused("cancellation-proposed")
    return project


async def propose(work: "Work", actor: Person, project_id: int, reason: str) -> Project:
    """The other side is asked. Raises Refused as `may_propose`, or of the reason."""
    project = await may_propose(work, actor, project_id)
    proposal = Cancellation(
        id=0,
        project_id=project_id,
        proposed_by=actor.id,
        reason=reason_text(reason),
        proposed_at=work.now,
    )
    proposal = replace(proposal, id=await work.cancellations.add(proposal))
    work.happened(events.CancellationProposed(project, proposal))
    return project


async def may_agree(work: "Work", actor: Person, project_id: int) -> tuple[Project, Cancellation]:
    """What the actor is asked to consent to; the project is locked.

    Raises Refused: `not-yours`, `not-running`, `disputed-project`, `no-cancellation`.
    """
    project, proposal = await _answering(work, actor, project_id)
    _check_undisputed(project)
    return project, proposal


async def agree(work: "Work", actor: Person, project_id: int) -> Project:
    """The other side consents: the project is cancelled. Raises Refused as `may_agree`."""
    project, proposal = await may_agree(work, actor, project_id)
    await _end(work, proposal, CancellationState.AGREED)
    ended = [m for m in project.milestones if ends(m)]
    for milestone in ended:
        await _close(work, milestone)
    returned_minor = await escrow.give_back(work, project, ended, actor.id)
    await work.projects.move(project.id, ProjectState.RUNNING, ProjectState.CANCELLED)
    project = await fresh(work, project)
    work.happened(events.ProjectCancelled(project, proposal, returned_minor))
    return project


async def refuse(work: "Work", actor: Person, project_id: int) -> Project:
    """The other side wants to go on. Raises Refused: `not-yours`, `not-running`,
    `no-cancellation`."""
    project, proposal = await _answering(work, actor, project_id)
    await _end(work, proposal, CancellationState.REFUSED)
    work.happened(events.CancellationRefused(project, proposal))
    return project


async def withdraw(work: "Work", actor: Person, project_id: int) -> Project:
    """Whoever proposed it takes it back. Raises Refused as `refuse`."""
    project = await _locked(work, actor, project_id)
    proposal = await work.cancellations.open_of(project_id)
    if proposal is None or proposal.proposed_by != actor.id:
        raise Refused("no-cancellation")
    await _end(work, proposal, CancellationState.WITHDRAWN)
    work.happened(events.CancellationWithdrawn(project, proposal))
    return project


def ends(milestone: Milestone) -> bool:
    """Whether a cancellation ends it: one that is accepted stays to be paid."""
    return milestone.state not in (*FINISHED, MilestoneState.ACCEPTED)


async def _close(work: "Work", milestone: Milestone) -> None:
    delivery = await work.projects.in_review(milestone.id)
    if delivery is not None:
        await work.projects.decide(delivery.id, DeliveryState.CANCELLED, "", work.now)
    to = MilestoneState.CANCELLED
    if not await work.projects.move_milestone(milestone.id, milestone.state, to):
        raise Refused("out-of-date")


async def _answering(work: "Work", actor: Person, project_id: int) -> tuple[Project, Cancellation]:
    project = await _locked(work, actor, project_id)
    proposal = await work.cancellations.open_of(project_id)
    if proposal is None or proposal.proposed_by == actor.id:
        raise Refused("no-cancellation")
    return project, proposal


async def _end(work: "Work", proposal: Cancellation, state: CancellationState) -> None:
    if not await work.cancellations.end(replace(proposal, state=state, ended_at=work.now)):
        raise Refused("no-cancellation")


async def _locked(work: "Work", actor: Person, project_id: int) -> Project:
    project = await work.projects.lock(project_id)
    if project is None or not project.is_member(actor.id):
        raise Refused("not-yours")
    if project.state is not ProjectState.RUNNING:
        raise Refused("not-running")
    return project


def _check_undisputed(project: Project) -> None:
    if any(milestone.disputed for milestone in project.milestones):
        raise Refused("disputed-project")
