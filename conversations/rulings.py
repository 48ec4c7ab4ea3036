"""What operators decide about other people's money, jobs and accounts: each asks for the words that
those concerned will read.

Who may is asked of the rules at every step that shows or does something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, Money, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import books, rulings, withdrawals
from marketplace.errors import Refused
from marketplace.projects import Project
from marketplace.rulings import Ruling, RulingKind
from views import admin_disputes, admin_rulings
from views.screen import Html


@dataclass(frozen=True)
class Award(Money):
    """A part of a milestone's price."""

    def readings(self, ask: Ask, raw: str) -> Sequence[Any]:
        """Those that are no more than the price. Raises Refused `wrong-amount-too-large`."""
        most_minor = ask.facts["price_minor"]
        fitting = [one for one in super().readings(ask, raw) if one <= most_minor]
        if not fitting:
            raise Refused("wrong-amount-too-large", most_minor=most_minor)
        return fitting


async def _half(ask: Ask) -> Sequence[int]:
    return (ask.facts["price_minor"] // 2,) if ask.facts["price_minor"] > 1 else ()


# --- withdrawals ---------------------------------------------------------------------------


async def _enter_payout(turn: Turn, subject: Subject) -> Facts:
    return await _enter_withdrawal(turn, RulingKind.PAY_WITHDRAWAL, subject)


async def _enter_rejection(turn: Turn, subject: Subject) -> Facts:
    return await _enter_withdrawal(turn, RulingKind.REJECT_WITHDRAWAL, subject)


async def _enter_withdrawal(turn: Turn, kind: RulingKind, subject: Subject) -> Facts:
    ruling = await rulings.look(turn.work, turn.actor, kind, str(subject["withdrawal"]))
    found = await withdrawals.waiting(turn.work, subject["withdrawal"])
    person = await turn.work.people.get(found.person_id)
    return {
        "title": person.shown_name,
        "amount": turn.t.money(ruling.amount_minor),
        "destination": found.destination,
        "second": await _second(turn, ruling),
    }


async def _finish_payout(turn: Turn, subject: Subject, answers: Answers) -> None:
    await _rule(turn, RulingKind.PAY_WITHDRAWAL, str(subject["withdrawal"]), answers)


async def _finish_rejection(turn: Turn, subject: Subject, answers: Answers) -> None:
    await _rule(turn, RulingKind.REJECT_WITHDRAWAL, str(subject["withdrawal"]), answers)


# --- disputes ------------------------------------------------------------------------------


async def _enter_verdict(turn: Turn, subject: Subject) -> Facts:
    work = turn.work
    kind, number = RulingKind.DECIDE_DISPUTE, str(subject["dispute"])
    ruling = await rulings.look(work, turn.actor, kind, number)
    dispute = await work.disputes.find(subject["dispute"])
    project = await work.projects.find(ruling.project_id or 0)
    if dispute is None or project is None:
        raise Refused("gone")
    step = project.milestone(dispute.milestone_id)
    return {
        "title": project.title,
        "position": step.position,
        "price": turn.t.money(step.amount_minor),
        "price_minor": step.amount_minor,
        "escrow_minor": step.escrow_minor,
        "fee_basis_points": project.fee_basis_points,
        "second": await _second(turn, ruling),
        **await _sides(turn, project),
    }


async def _sides(turn: Turn, project: Project) -> dict[str, str]:
    people = turn.work.people
    client, freelancer = project.client_id, project.freelancer_id
    return {
        "client": (await people.get(client)).shown_name,
        "freelancer": (await people.get(freelancer)).shown_name,
    }


def _consequences(turn: Turn, facts: Facts, answers: Answers) -> Html:
    names = ("price_minor", "fee_basis_points", "escrow_minor", "client", "freelancer")
    if answers.get("amount") is None:
        return Html("")
    return admin_disputes.shares_of(
        turn.t, award_minor=answers["amount"], **{name: facts[name] for name in names}
    )


async def _finish_verdict(turn: Turn, subject: Subject, answers: Answers) -> None:
    await _rule(turn, RulingKind.DECIDE_DISPUTE, str(subject["dispute"]), answers)


# --- refunds -------------------------------------------------------------------------------


async def _enter_refund(turn: Turn, subject: Subject) -> Facts:
    charge = await books.payment(turn.work, turn.actor, subject["payment"])
    ruling = await rulings.look(turn.work, turn.actor, RulingKind.REFUND, charge.id)
    person = await turn.work.people.get(charge.payer_id)
    amount = turn.t.money(charge.amount_minor)
    second = await _second(turn, ruling)
    return {"title": person.shown_name, "amount": amount, "second": second}


async def _finish_refund(turn: Turn, subject: Subject, answers: Answers) -> None:
    charge = await books.payment(turn.work, turn.actor, subject["payment"])
    await _rule(turn, RulingKind.REFUND, charge.id, answers)


# --- jobs and people -----------------------------------------------------------------------


def _about_job(name: str, kind: RulingKind) -> Conversation:
    async def enter(turn: Turn, subject: Subject) -> Facts:
        await rulings.look(turn.work, turn.actor, kind, str(subject["job"]))
        job = await turn.work.jobs.find(subject["job"])
        if job is None:
            raise Refused("gone")
        client = await turn.work.people.get(job.client_id)
        return {"title": job.title, "name": client.shown_name}

    async def finish(turn: Turn, subject: Subject, answers: Answers) -> None:
        await _rule(turn, kind, str(subject["job"]), answers)

    return Conversation(name, (_REASON,), finish, enter)


def _about_person(name: str, kind: RulingKind) -> Conversation:
    async def enter(turn: Turn, subject: Subject) -> Facts:
        await rulings.look(turn.work, turn.actor, kind, str(subject["person"]))
        return {"title": (await turn.work.people.get(subject["person"])).shown_name}

    async def finish(turn: Turn, subject: Subject, answers: Answers) -> None:
        await _rule(turn, kind, str(subject["person"]), answers)

    return Conversation(name, (_REASON,), finish, enter)


# --- all -----------------------------------------------------------------------------------


async def _second(turn: Turn, ruling: Ruling) -> str:
    """ "yes" where another operator has to approve, which is said before the tap."""
    return "yes" if await rulings.needs_second(turn.work, ruling) else "no"


async def _rule(turn: Turn, kind: RulingKind, subject: str, answers: Answers) -> None:
    ruling = await rulings.rule(
        turn.work, turn.actor, kind, subject, answers["reason"], answers.get("amount", 0)
    )
    name = await named(turn, ruling)
    await turn.window.show(admin_rulings.ruled(turn.t, ruling, name))


async def named(turn: Turn, ruling: Ruling) -> str:
    """What it is about: the person's name, or the title of the job or project."""
    if ruling.kind in (RulingKind.HIDE_JOB, RulingKind.RESTORE_JOB):
        job = await turn.work.jobs.find(int(ruling.subject))
        return job.title if job else ""
    if ruling.person_id:
        return (await turn.work.people.get(ruling.person_id)).shown_name
    project = await turn.work.projects.find(ruling.project_id or 0)
    return project.title if project else ""


_REASON = Text("reason", rulings.reason_text)
payout = Conversation("payout", (_REASON,), _finish_payout, _enter_payout)
rejection = Conversation("rejection", (_REASON,), _finish_rejection, _enter_rejection)
verdict = Conversation(
    "verdict",
    (Award("amount", likely=_half), _REASON),
    _finish_verdict,
    _enter_verdict,
    summed_up=_consequences,
)
refund = Conversation("refund", (_REASON,), _finish_refund, _enter_refund)
hide = _about_job("hide", RulingKind.HIDE_JOB)
restore = _about_job("restore", RulingKind.RESTORE_JOB)
ban = _about_person("ban", RulingKind.BAN)
unban = _about_person("unban", RulingKind.UNBAN)
conversations = (payout, rejection, verdict, refund, hide, restore, ban, unban)
