"""Rulings: what operators decide about other people's money, their jobs and themselves. Each has a
reason, and where money moves and there are several operators, a second one's approval before it
does. All of them are kept.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import bans, disputes, events, hiding, refunds, reports, withdrawals
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work


class RulingKind(StrEnum):
    PAY_WITHDRAWAL = "pay_withdrawal"
    REJECT_WITHDRAWAL = "reject_withdrawal"
    DECIDE_DISPUTE = "decide_dispute"
    REFUND = "refund"
    HIDE_JOB = "hide_job"
    RESTORE_JOB = "restore_job"
    BAN = "ban"
    UNBAN = "unban"


class RulingState(StrEnum):
    """`proposed`: waits for a second operator."""

    PROPOSED = "proposed"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ruling:
    """`subject`: the number of the withdrawal, dispute, job or person, or the charge's id.
    `amount_minor`: what it moves; of a dispute, what the freelancer is given."""

    id: int
    kind: RulingKind
    subject: str
    amount_minor: int
    reason: str
    ruled_by: int
    ruled_at: datetime
    project_id: int | None = None
    person_id: int | None = None
    """Whose money it is, where it is not a project's; whose job; who is banned."""
    state: RulingState = RulingState.PROPOSED
    second_by: int | None = None
    ended_at: datetime | None = None


def reason_text(raw: str) -> str:
    return measured(paragraph(raw), 5, 1000)


# --- the kinds -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rule:
    """`look` completes a ruling with what it is about, or raises Refused when it cannot be; `act`
    carries it out, by the operator who decided. `alone`: no second operator is needed."""

    look: Callable[["Work", Ruling], Awaitable[Ruling]]
    act: Callable[["Work", Person, Ruling], Awaitable[object]]
    alone: bool = False


async def _look_at_withdrawal(work: "Work", ruling: Ruling) -> Ruling:
    found = await withdrawals.waiting(work, int(ruling.subject))
    return replace(ruling, amount_minor=found.amount_minor, person_id=found.person_id)


async def _look_at_rejection(work: "Work", ruling: Ruling) -> Ruling:
    """Raises Refused `ruling-waits` where somebody says to have sent it: that is answered first."""
    ruling = await _look_at_withdrawal(work, ruling)
    if await work.rulings.payout_proposed(int(ruling.subject)):
        raise Refused("ruling-waits")
    return ruling


async def _look_at_dispute(work: "Work", ruling: Ruling) -> Ruling:
    """Raises Refused: `gone`, `own-dispute` for an operator who is a side of it, `already-ended`,
    `wrong-amount-too-large`."""
    found = await work.disputes.find(int(ruling.subject))
    project = await work.projects.find(found.project_id) if found else None
    if found is None or project is None:
        raise Refused("gone")
    if project.is_member(ruling.ruled_by):
        raise Refused("own-dispute")
    if found.state is not disputes.DisputeState.OPEN:
        raise Refused("already-ended", state=found.state.value)
    most_minor = project.milestone(found.milestone_id).amount_minor
    if not 0 <= ruling.amount_minor <= most_minor:
        raise Refused("wrong-amount-too-large", most_minor=most_minor)
    return replace(ruling, project_id=project.id)


async def _look_at_charge(work: "Work", ruling: Ruling) -> Ruling:
    charge = await refunds.refundable(work, ruling.subject)
    return replace(ruling, amount_minor=charge.amount_minor, person_id=charge.payer_id)


async def _look_at_listed(work: "Work", ruling: Ruling) -> Ruling:
    job = await hiding.hideable(work, int(ruling.subject))
    return _about(ruling, job.client_id)


async def _hide(work: "Work", by: Person, ruling: Ruling) -> None:
    job = await hiding.hideable(work, int(ruling.subject))
    await hiding.hide(work, job, ruling.reason)
    await reports.acted_on(work, by, await work.reports.open_about_job(job.id))


async def _look_at_hidden(work: "Work", ruling: Ruling) -> Ruling:
    job = await hiding.restorable(work, int(ruling.subject))
    return _about(ruling, job.client_id)


async def _restore(work: "Work", by: Person, ruling: Ruling) -> None:
    job = await hiding.restorable(work, int(ruling.subject))
    await hiding.restore(work, job, ruling.reason)


async def _look_at_person(work: "Work", ruling: Ruling) -> Ruling:
    person = await bans.bannable(work, int(ruling.subject))
    return _about(ruling, person.id)


async def _ban(work: "Work", by: Person, ruling: Ruling) -> None:
    person = await bans.bannable(work, int(ruling.subject))
    await bans.ban(work, person, ruling.reason)
    await reports.acted_on(work, by, await work.reports.open_about_person(person.id))


async def _look_at_banned(work: "Work", ruling: Ruling) -> Ruling:
    person = await bans.banned(work, int(ruling.subject))
    return _about(ruling, person.id)


async def _unban(work: "Work", by: Person, ruling: Ruling) -> None:
    await bans.unban(work, await bans.banned(work, int(ruling.subject)), ruling.reason)


def _about(ruling: Ruling, person_id: int) -> Ruling:
    """Raises Refused `own-matter` for an operator whose own job or ban it is."""
    if person_id == ruling.ruled_by:
        raise Refused("own-matter")
    return replace(ruling, person_id=person_id)


_RULES = {
    RulingKind.PAY_WITHDRAWAL: _Rule(
        _look_at_withdrawal,
        lambda work, by, ruling: withdrawals.pay(work, by, int(ruling.subject), ruling.reason),
    ),
    # The money only goes back to where it was.
    RulingKind.REJECT_WITHDRAWAL: _Rule(
        _look_at_rejection,
        lambda work, by, ruling: withdrawals.reject(work, by, int(ruling.subject), ruling.reason),
        alone=True,
    ),
    RulingKind.DECIDE_DISPUTE: _Rule(
        _look_at_dispute,
        lambda work, by, ruling: disputes.decide(
            work, by, int(ruling.subject), ruling.amount_minor, ruling.reason
        ),
    ),
    RulingKind.REFUND: _Rule(
        _look_at_charge,
        lambda work, by, ruling: refunds.refund(work, by, ruling.subject, ruling.reason),
    ),
    # No money moves, and what was done in haste is undone as fast.
    RulingKind.HIDE_JOB: _Rule(_look_at_listed, _hide, alone=True),
    RulingKind.RESTORE_JOB: _Rule(_look_at_hidden, _restore, alone=True),
    RulingKind.BAN: _Rule(_look_at_person, _ban, alone=True),
    RulingKind.UNBAN: _Rule(_look_at_banned, _unban, alone=True),
}


# --- use cases -----------------------------------------------------------------------------


async def look(
    work: "Work", actor: Person, kind: RulingKind, subject: str, amount_minor: int = 0
) -> Ruling:
    """What the actor, an operator, would decide; nothing is kept yet.

    Raises Refused: `not-operator`, `ruling-waits` when one is proposed already, or as its kind.
    """
    work.policy.check_operator(actor)
    if await work.rulings.proposed_about(kind, subject):
        raise Refused("ruling-waits")
    ruling = Ruling(0, kind, subject, amount_minor, "", actor.id, work.now)
    return await _RULES[kind].look(work, ruling)


async def rule(
    work: "Work",
    actor: Person,
    kind: RulingKind,
    subject: str,
    reason: str,
    amount_minor: int = 0,
) -> Ruling:
    """Decides, at once or with a second operator's approval. Raises Refused as `look`, or of the
    reason."""
    ruling = await look(work, actor, kind, subject, amount_minor)
    ruling = replace(ruling, reason=reason_text(reason))
    ruling = replace(ruling, id=await work.rulings.add(ruling))
    if await needs_second(work, ruling):
        work.happened(events.RulingProposed(ruling))
        return ruling
    return await _carry_out(work, actor, ruling)


async def approve(work: "Work", actor: Person, ruling_id: int) -> Ruling:
    """A second operator's yes. Raises Refused: `not-operator`, `gone`, `already-ended`,
    `own-ruling`, `own-dispute`, or as its kind when things have changed."""
    ruling = await _waiting(work, actor, ruling_id)
    if ruling.ruled_by == actor.id:
        raise Refused("own-ruling")
    done = await _carry_out(work, actor, ruling)
    work.happened(events.RulingApproved(done))
    return done


async def refuse(work: "Work", actor: Person, ruling_id: int) -> Ruling:
    """An operator's no, or the first one's change of mind. Raises Refused: `not-operator`, `gone`,
    `already-ended`, `own-dispute`."""
    ruling = await _waiting(work, actor, ruling_id)
    ended = replace(ruling, state=RulingState.REFUSED, second_by=actor.id, ended_at=work.now)
    await _end(work, ended)
    work.happened(events.RulingRefused(ended))
    return ended


async def _carry_out(work: "Work", actor: Person, ruling: Ruling) -> Ruling:
    second = actor.id if actor.id != ruling.ruled_by else None
    done = replace(ruling, state=RulingState.DONE, second_by=second, ended_at=work.now)
    await _end(work, done)
    first = await work.people.get(ruling.ruled_by)
    await _RULES[ruling.kind].act(work, first, done)
    return done


async def _waiting(work: "Work", actor: Person, ruling_id: int) -> Ruling:
    work.policy.check_operator(actor)
    ruling = await work.rulings.find(ruling_id)
    if ruling is None:
        raise Refused("gone")
    if ruling.state is not RulingState.PROPOSED:
        raise Refused("already-ended", state=ruling.state.value)
    if actor.id in await _sides(work, ruling):
        raise Refused("own-dispute")
    return ruling


async def needs_second(work: "Work", ruling: Ruling) -> bool:
    """Whether another operator has to approve it: one who is no side of it, since one who is would
    leave it, and the money with it, waiting for ever."""
    others = {*work.policy.operators} - {ruling.ruled_by}
    return not _RULES[ruling.kind].alone and bool(others - await _sides(work, ruling))


async def _sides(work: "Work", ruling: Ruling) -> set[int]:
    """Whom a dispute is between; nobody where it is about something else."""
    project = await work.projects.find(ruling.project_id) if ruling.project_id else None
    return {project.client_id, project.freelancer_id} if project else set()


async def _end(work: "Work", ended: Ruling) -> None:
    """Compare-and-swap: of two operators who tap at once, one does it."""
    if not await work.rulings.end(ended):
        raise Refused("already-ended", state=ended.state.value)
