"""Deliveries: the versions of a milestone's result, and the client's decision on each.

Rules: product.md, "Delivery", "Decline" and the seven days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import checkout, events, quotas, readers
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import (
    Milestone,
    MilestoneState,
    Project,
    ProjectState,
    fresh,
    open_next,
)
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.files import StoredFile
    from marketplace.ports import Work

SILENCE = timedelta(seconds=604_800)
"""After this long without a decision a delivery is accepted by itself."""
MORE_TIME = timedelta(days=3)
REMIND_BEFORE = (timedelta(days=3), timedelta(days=1), timedelta(hours=3))
MOST_FILES = 20


class DeliveryState(StrEnum):
    """`replaced`: a newer version came before the client decided; `cancelled`: its project, or an
    operator's decision, ended the milestone first."""

    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    AUTO_ACCEPTED = "auto_accepted"
    DECLINED = "declined"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Version n of a milestone's result. Never overwritten."""

    id: int
    milestone_id: int
    version: int
    note: str
    completed_at: datetime
    accept_at: datetime
    state: DeliveryState = DeliveryState.IN_REVIEW
    extended: bool = False
    reminders: int = 0
    """How many of the reminders in `REMIND_BEFORE` were sent."""
    reason: str = ""
    decided_at: datetime | None = None
    files: tuple["StoredFile", ...] = ()


def note_text(raw: str) -> str:
    return measured(paragraph(raw), 0, 2000)


def decline_reason(raw: str) -> str:
    return measured(paragraph(raw), 10, 1000)


# --- use cases -----------------------------------------------------------------------------


async def deliver(
    work: "Work", actor: Person, milestone_id: int, note: str, file_ids: Iterable[int]
) -> Delivery:
    """ "Mark completed": the next version goes into review, for seven days from now.

    A version still in review is replaced and stays in the history. Raises Refused as `may_deliver`
    and `checked`.
    """
    project, milestone = await may_deliver(work, actor, milestone_id)
    note, files = await checked(work, actor, project, note, tuple(file_ids))
    await work.projects.replace_reviewed(milestone_id, work.now)
    delivery = await work.projects.add_delivery(
        Delivery(
            id=0,
            milestone_id=milestone_id,
            version=milestone.versions + 1,
            note=note,
            completed_at=work.now,
            accept_at=work.now + SILENCE,
            files=tuple(files),
        )
    )
    if milestone.state is MilestoneState.IN_PROGRESS:
        await _move(work, milestone, MilestoneState.IN_REVIEW)
    project = await fresh(work, project)
    work.happened(events.MilestoneDelivered(project, project.milestone(milestone_id), delivery))
    return delivery


async def may_deliver(work: "Work", actor: Person, milestone_id: int) -> tuple[Project, Milestone]:
    """The actor's milestone, if a version can be sent now; its project is locked.

    Raises Refused `not-yours`, `not-deliverable`, `disputed`.
    """
    project, milestone = await _freelancers(work, actor, milestone_id)
    _check_undisputed(milestone)
    if project.state is not ProjectState.RUNNING:
        raise Refused("not-deliverable", what=milestone.what)
    if milestone.state not in (MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW):
        raise Refused("not-deliverable", what=milestone.what)
    return project, milestone


async def checked(
    work: "Work", actor: Person, project: Project, note: str, file_ids: Sequence[int]
) -> tuple[str, list["StoredFile"]]:
    """What a delivery would hold.

    Raises Refused: `not-yours`, `delivery-empty`, `wrong-too-many-files`, of the note, or as
    `quotas.fits_version`.
    """
    note, files = note_text(note), await work.files.many(tuple(dict.fromkeys(file_ids)))
    if any(file.owner_id != actor.id for file in files):
        raise Refused("not-yours")
    if not note and not files:
        raise Refused("delivery-empty")
    if len(files) > MOST_FILES:
        raise Refused("wrong-too-many-files", most=MOST_FILES)
    await quotas.fits_version(work, project.id, sum(file.size_bytes for file in files))
    return note, files


async def accept(work: "Work", actor: Person, delivery_id: int) -> Project:
    """The client accepts; the next milestone opens and this one is checked out."""
    project, milestone, delivery = await reviewed(work, actor, delivery_id)
    await _accepted(work, project, milestone, delivery, DeliveryState.ACCEPTED)
    return await fresh(work, project)


async def accept_silent(work: "Work", delivery_id: int) -> None:
    """Accepts a delivery that nobody decided on for seven days. Nothing happens when not due."""
    found = await _locked_delivery(work, delivery_id)
    if found is None:
        return
    project, milestone, delivery = found
    due = delivery.state is DeliveryState.IN_REVIEW and delivery.accept_at <= work.now
    if due and not milestone.disputed:
        await _accepted(work, project, milestone, delivery, DeliveryState.AUTO_ACCEPTED)


async def decline(work: "Work", actor: Person, delivery_id: int, reason: str) -> Project:
    """The client declines with a reason of 10-1,000 characters; the work goes on."""
    project, milestone, delivery = await reviewed(work, actor, delivery_id)
    reason = decline_reason(reason)
    delivery = await _decide(work, delivery, DeliveryState.DECLINED, reason)
    await _move(work, milestone, MilestoneState.IN_PROGRESS)
    project = await fresh(work, project)
    work.happened(events.DeliveryDeclined(project, project.milestone(milestone.id), delivery))
    return project


async def take_more_time(work: "Work", actor: Person, delivery_id: int) -> Delivery:
    """The client takes 3 more days to look, once per delivery. Raises Refused `time-taken`."""
    project, milestone, delivery = await reviewed(work, actor, delivery_id)
    if delivery.extended:
        raise Refused("time-taken")
    accept_at = delivery.accept_at + MORE_TIME
    delivery = replace(delivery, accept_at=accept_at, extended=True, reminders=0)
    await work.projects.save_review(delivery)
    project = await fresh(work, project)
    work.happened(events.MoreTimeTaken(project, project.milestone(milestone.id), delivery))
    return delivery


async def remind(work: "Work", delivery_id: int) -> None:
    """One reminder for all that are due by now (after a long downtime only the last counts)."""
    found = await _locked_delivery(work, delivery_id)
    if found is None or found[2].state is not DeliveryState.IN_REVIEW:
        return
    project, milestone, delivery = found
    if milestone.disputed:
        return
    left = delivery.accept_at - work.now
    due = sum(left <= before for before in REMIND_BEFORE)
    if due > delivery.reminders and left > timedelta(0):
        await work.projects.save_review(replace(delivery, reminders=due))
        work.happened(events.ReviewReminder(project, milestone, delivery))


def next_reminder_at(delivery: Delivery) -> datetime | None:
    """When the next reminder of this delivery is due; None when all were sent."""
    if delivery.reminders >= len(REMIND_BEFORE):
        return None
    return delivery.accept_at - REMIND_BEFORE[delivery.reminders]


async def history(work: "Work", actor: Person, project_id: int) -> tuple[Project, list[Delivery]]:
    """Every version of every milestone, oldest first, with files, for whoever may read the project
    (marketplace/readers.py). Raises Refused `not-yours`."""
    project = await readers.readable_project(work, actor, project_id)
    return project, await work.projects.deliveries(project_id)


async def version(work: "Work", actor: Person, delivery_id: int) -> Delivery:
    """One version, with its files, for whoever may read its project. Raises Refused
    `not-yours`."""
    found = await work.projects.delivery(delivery_id)
    project = await work.projects.of_milestone(found.milestone_id) if found else None
    if found is None or project is None or not await readers.may_read(work, actor, project):
        raise Refused("not-yours")
    return found


async def reviewed(
    work: "Work", actor: Person, delivery_id: int
) -> tuple[Project, Milestone, Delivery]:
    """A delivery that the actor, the client, can decide on now; its project is locked.

    Raises Refused: `not-yours`, `already-decided` (with the state it is in), `disputed`.
    """
    found = await _locked_delivery(work, delivery_id)
    if found is None or found[0].client_id != actor.id:
        raise Refused("not-yours")
    if found[2].state is not DeliveryState.IN_REVIEW:
        raise Refused("already-decided", state=found[2].state.value, version=found[2].version)
    _check_undisputed(found[1])
    return found


async def _accepted(
    work: "Work", project: Project, milestone: Milestone, delivery: Delivery, how: DeliveryState
) -> Project:
    delivery = await _decide(work, delivery, how, "")
    await _move(work, milestone, MilestoneState.ACCEPTED)
    project = project.changed(milestone.id, state=MilestoneState.ACCEPTED, accept_at=None)
    project, opened = await open_next(work, project)
    accepted = project.milestone(milestone.id)
    work.happened(events.DeliveryAccepted(project, accepted, delivery, opened))
    by_silence = how is DeliveryState.AUTO_ACCEPTED
    await checkout.open_for(work, project, accepted, by_silence=by_silence)
    return project


async def _decide(work: "Work", delivery: Delivery, to: DeliveryState, reason: str) -> Delivery:
    if not await work.projects.decide(delivery.id, to, reason, work.now):
        raise Refused("already-decided", state=delivery.state.value, version=delivery.version)
    return replace(delivery, state=to, reason=reason, decided_at=work.now)


async def _move(work: "Work", milestone: Milestone, to: MilestoneState) -> None:
    if not await work.projects.move_milestone(milestone.id, milestone.state, to):
        raise Refused("out-of-date")


def _check_undisputed(milestone: Milestone) -> None:
    if milestone.disputed:
        raise Refused("disputed")


async def _freelancers(work: "Work", actor: Person, milestone_id: int) -> tuple[Project, Milestone]:
    project = await work.projects.lock_by_milestone(milestone_id)
    if project is None or project.freelancer_id != actor.id:
        raise Refused("not-yours")
    return project, project.milestone(milestone_id)


async def _locked_delivery(
    work: "Work", delivery_id: int
) -> tuple[Project, Milestone, Delivery] | None:
    """Locks the project first (the root), then reads what is true now."""
    delivery = await work.projects.review(delivery_id)
    project = await work.projects.lock_by_milestone(delivery.milestone_id) if delivery else None
    if delivery is None or project is None:
        return None
    current = await work.projects.review(delivery_id)
    return (project, project.milestone(delivery.milestone_id), current) if current else None
