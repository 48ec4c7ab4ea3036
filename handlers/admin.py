"""/admin: what operators see and decide. Each use case asks whether the actor is one."""

from conversations import rulings as ruling_conversations
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import books, rulings
from marketplace.errors import Refused
from marketplace.rulings import Ruling, RulingKind
from views import admin as screens
from views import (
    admin_disputes,
    admin_rulings,
    admin_withdrawals,
    callbacks,
)

PAGE = 8


async def admin(turn: Turn, tap: callbacks.Admin | None = None) -> None:
    await turn.window.show(screens.home(turn.t, await books.glance(turn.work, turn.actor)))


# --- withdrawals ---------------------------------------------------------------------------


async def withdrawals(turn: Turn, tap: callbacks.AdminWithdrawals) -> None:
    work = turn.work
    work.policy.check_operator(turn.actor)
    found = await work.withdrawals.waiting(tap.after, PAGE + 1)
    listed = [(one, (await work.people.get(one.person_id)).shown_name) for one in found[:PAGE]]
    screen = admin_withdrawals.withdrawals(turn.t, listed, more=len(found) > PAGE)
    await turn.window.show(screen)


async def withdrawal(turn: Turn, tap: callbacks.AdminWithdrawal) -> None:
    work = turn.work
    asked, account = await books.withdrawal(work, turn.actor, tap.id)
    proposed = await work.rulings.proposed_about(RulingKind.PAY_WITHDRAWAL, str(tap.id))
    screen = admin_withdrawals.withdrawal(turn.t, asked, account, proposed=proposed)
    await turn.window.show(screen)


async def rule_withdrawal(turn: Turn, tap: callbacks.RuleWithdrawal) -> None:
    wanted = ruling_conversations.payout if tap.pay else ruling_conversations.rejection
    await turn.wizard.start(turn, wanted, {"withdrawal": tap.id})


# --- disputes ------------------------------------------------------------------------------


async def disputes(turn: Turn, tap: callbacks.AdminDisputes) -> None:
    work = turn.work
    work.policy.check_operator(turn.actor)
    found = await work.disputes.all_open(tap.after, PAGE + 1)
    pairs = [(one, await work.projects.find(one.project_id)) for one in found[:PAGE]]
    listed = [(one, project) for one, project in pairs if project is not None]
    await turn.window.show(admin_disputes.listed(turn.t, listed, more=len(found) > PAGE))


async def dispute(turn: Turn, tap: callbacks.AdminDispute) -> None:
    work = turn.work
    work.policy.check_operator(turn.actor)
    found = await work.disputes.find(tap.id)
    project = await work.projects.find(found.project_id) if found else None
    if found is None or project is None:
        raise Refused("gone")
    screen = admin_disputes.dispute(
        turn.t,
        found,
        project,
        await work.people.get(project.client_id),
        await work.people.get(project.freelancer_id),
        proposed=await work.rulings.proposed_about(RulingKind.DECIDE_DISPUTE, str(tap.id)),
    )
    await turn.window.show(screen)


async def rule_dispute(turn: Turn, tap: callbacks.RuleDispute) -> None:
    """Releasing and refunding have their amount already; it can still be changed at the end."""
    work = turn.work
    kind, subject = RulingKind.DECIDE_DISPUTE, str(tap.id)
    await rulings.look(work, turn.actor, kind, subject)
    found = await work.disputes.find(tap.id)
    project = await work.projects.of_milestone(found.milestone_id) if found else None
    if found is None or project is None:
        raise Refused("gone")
    price_minor = project.milestone(found.milestone_id).amount_minor
    amounts = {"release": price_minor, "refund": 0}
    answers = {"amount": amounts[tap.how]} if tap.how in amounts else {}
    wanted = ruling_conversations.verdict
    await turn.wizard.start(turn, wanted, {"dispute": tap.id}, answers=answers)


# --- second approvals ----------------------------------------------------------------------


async def all_rulings(turn: Turn, tap: callbacks.AdminRulings) -> None:
    turn.work.policy.check_operator(turn.actor)
    found = await turn.work.rulings.proposed(tap.after, PAGE + 1)
    listed = [(one, await ruling_conversations.named(turn, one)) for one in found[:PAGE]]
    await turn.window.show(admin_rulings.listed(turn.t, listed, more=len(found) > PAGE))


async def ruling(turn: Turn, tap: callbacks.AdminRuling) -> None:
    turn.work.policy.check_operator(turn.actor)
    found = await turn.work.rulings.find(tap.id)
    if found is None:
        raise Refused("gone")
    await _show_ruling(turn, found)


async def approve(turn: Turn, tap: callbacks.ApproveRuling) -> None:
    done = await rulings.approve(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-ruling-done"))
    await _show_ruling(turn, done)


async def refuse(turn: Turn, tap: callbacks.RefuseRuling) -> None:
    ended = await rulings.refuse(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-ruling-refused"))
    await _show_ruling(turn, ended)


async def _show_ruling(turn: Turn, one: Ruling) -> None:
    name = await ruling_conversations.named(turn, one)
    by = await turn.work.people.get(one.ruled_by)
    await turn.window.show(admin_rulings.ruling(turn.t, one, name, by, turn.actor))


router = Routes(
    for_operators={"admin": admin},
    taps={
        callbacks.Admin: admin,
        callbacks.AdminWithdrawals: withdrawals,
        callbacks.AdminWithdrawal: withdrawal,
        callbacks.RuleWithdrawal: rule_withdrawal,
        callbacks.AdminDisputes: disputes,
        callbacks.AdminDispute: dispute,
        callbacks.RuleDispute: rule_dispute,
        callbacks.AdminRulings: all_rulings,
        callbacks.AdminRuling: ruling,
        callbacks.ApproveRuling: approve,
        callbacks.RefuseRuling: refuse,
    },
)
