"""Disputes: one side asks the operator to decide about a milestone in review or due.

While one is open nothing happens to its milestone: no acceptance, no decline, no new version, no
payment, no reminder. Rules: product.md, "Rules of the marketplace".
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import checkout, escrow, events, ratings
from marketplace.deliveries import DeliveryState
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import (
    Milestone,
    MilestoneState,
    Project,
    finish_milestone,
    fresh,
    open_next,
)
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work


class DisputeState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Dispute:
    """`award_minor`: what the operator gives the freelancer of the milestone's price, before the
    platform's fee: all of it (release), nothing (refund), or a part (split)."""

    id: int
    project_id: int
    milestone_id: int
    opened_by: int
    reason: str
    opened_at: datetime
    state: DisputeState = DisputeState.OPEN
    award_minor: int | None = None
    verdict: str = ""
    """The operator's reason, which both sides read."""
    ended_at: datetime | None = None


def reason_text(raw: str) -> str:
    return measured(paragraph(raw), 10, 1000)


async def may_open(work: "Work", actor: Person, milestone_id: int) -> tuple[Project, Milestone]:
    """A member's milestone in review or due, its project locked.

    Raises Refused: `not-yours`, `not-disputable`, `disputed`.
    """
    project, milestone = await _locked(work, milestone_id)
    if not project.is_member(actor.id):
        raise Refused("not-yours")
    if milestone.disputed:
        raise Refused("disputed")
    if milestone.state not in (MilestoneState.IN_REVIEW, MilestoneState.ACCEPTED):
        raise Refused("not-disputable", position=milestone.position)
    return project, milestone


async def open_(work: "Work", actor: Person, milestone_id: int, reason: str) -> Project:
    """Timers stop; the other side and the operators are told. Raises Refused as `may_open`."""
    project, milestone = await may_open(work, actor, milestone_id)
    dispute = Dispute(
        id=0,
        project_id=project.id,
        milestone_id=milestone_id,
        opened_by=actor.id,
        reason=reason_text(reason),
        opened_at=work.now,
    )
    dispute = replace(dispute, id=await work.disputes.add(dispute))
    project = await fresh(work, project)
    work.happened(events.DisputeOpened(project, project.milestone(milestone.id), dispute))
    return project


async def may_withdraw(work: "Work", actor: Person, milestone_id: int) -> Project:
    """Where the actor has opened a dispute that is still open. Raises Refused: `not-yours`,
    `already-ended`."""
    return (await _own(work, actor, milestone_id))[0]


async def withdraw(work: "Work", actor: Person, milestone_id: int) -> Project:
    """Whoever opened it takes it back; the time that it lasted is added to the review, or to the
    time until the client is reminded.

    Raises Refused as `may_withdraw`.
    """
    project, milestone, dispute = await _own(work, actor, milestone_id)
    dispute = replace(dispute, state=DisputeState.WITHDRAWN, ended_at=work.now)
    await _end(work, dispute)
    await _give_time(work, milestone, work.now - dispute.opened_at)
    project = await fresh(work, project)
    work.happened(events.DisputeWithdrawn(project, project.milestone(milestone_id), dispute))
    return project


async def decide(
    work: "Work", operator: Person, dispute_id: int, award_minor: int, verdict: str
) -> Dispute:
    """The operator gives the freelancer `award_minor` of the price; what is set aside pays it, and
    the rest of that returns to the client. Where nothing is, the client owes the award.

    Raises Refused: `gone`, `already-ended`, `wrong-amount-too-large`.
    """
    found = await work.disputes.find(dispute_id)
    if found is None:
        raise Refused("gone")
    project, milestone = await _locked(work, found.milestone_id)
    if not 0 <= award_minor <= milestone.amount_minor:
        raise Refused("wrong-amount-too-large", most_minor=milestone.amount_minor)
    dispute = replace(
        found,
        state=DisputeState.DECIDED,
        award_minor=award_minor,
        verdict=verdict,
        ended_at=work.now,
    )
    await _end(work, dispute)
    if award_minor:
        await _award(work, operator, project, milestone, dispute)
    else:
        await _refund(work, operator, project, milestone, dispute)
    return dispute


async def _award(
    work: "Work", operator: Person, project: Project, milestone: Milestone, dispute: Dispute
) -> None:
    """The milestone counts as accepted, and is paid as every other one is."""
    await _close_review(work, milestone, DeliveryState.ACCEPTED)
    if milestone.state is MilestoneState.IN_REVIEW:
        await work.projects.move_milestone(milestone.id, milestone.state, MilestoneState.ACCEPTED)
    project, opened = await open_next(work, await fresh(work, project))
    accepted = project.milestone(milestone.id)
    returned_minor = max(0, milestone.escrow_minor - (dispute.award_minor or 0))
    work.happened(events.DisputeDecided(project, accepted, dispute, opened, returned_minor))
    due = await work.checkouts.of_milestone(milestone.id)
    if due is None:
        await checkout.open_for(
            work,
            project,
            project.milestone(milestone.id),
            amount_minor=dispute.award_minor,
            actor_id=operator.id,
        )
    else:
        due = replace(
            due,
            amount_minor=dispute.award_minor or 0,
            claimed_at=None,
            opened_at=work.now,
            reminders=0,
        )
        await work.checkouts.change(due)
        await checkout.pay_or_ask(work, project, due, actor_id=operator.id)


async def _refund(
    work: "Work", operator: Person, project: Project, milestone: Milestone, dispute: Dispute
) -> None:
    """Nothing is paid; what is set aside returns to the client."""
    await _close_review(work, milestone, DeliveryState.CANCELLED)
    due = await work.checkouts.of_milestone(milestone.id)
    if due is not None:
        await checkout.cancel(work, due)
    returned_minor = await escrow.give_back(work, project, (milestone,), operator.id)
    await finish_milestone(work, project, milestone, MilestoneState.CANCELLED)
    project, opened = await open_next(work, await fresh(work, project))
    ended = project.milestone(milestone.id)
    work.happened(events.DisputeDecided(project, ended, dispute, opened, returned_minor))
    await ratings.ask_when_complete(work, project)


async def _close_review(work: "Work", milestone: Milestone, to: DeliveryState) -> None:
    delivery = await work.projects.in_review(milestone.id)
    if delivery is not None:
        await work.projects.decide(delivery.id, to, "", work.now)


async def _give_time(work: "Work", milestone: Milestone, lasted: timedelta) -> None:
    delivery = await work.projects.in_review(milestone.id)
    if delivery is not None:
        await work.projects.save_review(replace(delivery, accept_at=delivery.accept_at + lasted))
    due = await work.checkouts.of_milestone(milestone.id)
    if due is not None:
        await work.checkouts.change(replace(due, opened_at=due.opened_at + lasted))


async def _end(work: "Work", dispute: Dispute) -> None:
    if not await work.disputes.end(dispute):
        raise Refused("already-ended")


async def _own(
    work: "Work", actor: Person, milestone_id: int
) -> tuple[Project, Milestone, Dispute]:
    project, milestone = await _locked(work, milestone_id)
    if not project.is_member(actor.id):
        raise Refused("not-yours")
    dispute = await work.disputes.open_of(milestone_id)
    if dispute is None:
        raise Refused("already-ended")
    if dispute.opened_by != actor.id:
        raise Refused("not-yours")
    return project, milestone, dispute


async def _locked(work: "Work", milestone_id: int) -> tuple[Project, Milestone]:
    project = await work.projects.lock_by_milestone(milestone_id)
    if project is None:
        raise Refused("not-yours")
    return project, project.milestone(milestone_id)
