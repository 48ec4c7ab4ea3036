"""Disputes, cancellation, and what was decided."""

from conversations import cancellation as cancellation_conversation
from conversations import dispute as dispute_conversation
from conversations.card import report
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import cancellations, disputes, projects
from marketplace import decisions as decided
from marketplace.disputes import DisputeState
from marketplace.projects import Project
from views import callbacks
from views import cancellations as cancellation_screens
from views import decisions as decision_screens
from views import disputes as dispute_screens
from views import trouble as screens


async def trouble(turn: Turn, tap: callbacks.Trouble) -> None:
    work = turn.work
    project = await projects.member_project(work, turn.actor, tap.project_id)
    every = await work.disputes.of_project(project.id)
    screen = screens.trouble(
        turn.t,
        project,
        reader=turn.actor,
        other=await work.people.get(project.other(turn.actor.id)),
        disputes=[one for one in every if one.state is DisputeState.OPEN],
        proposal=await work.cancellations.open_of(project.id),
    )
    await turn.window.show(screen, line=project.bid_id)


async def decisions(turn: Turn, tap: callbacks.Decisions) -> None:
    """For both members, and for operators who had to do with it."""
    work = turn.work
    found = await decided.of(work, turn.actor, tap.project_id)
    project = found.project
    back = _where_from(turn, project)
    screen = decision_screens.decisions(
        turn.t,
        found,
        await work.people.get(project.client_id),
        await work.people.get(project.freelancer_id),
        max(tap.skip, 0),
        back,
    )
    await turn.window.show(screen, line=_line(turn, project))


# --- disputes ------------------------------------------------------------------------------


async def open_dispute(turn: Turn, tap: callbacks.OpenDispute) -> None:
    await disputes.may_open(turn.work, turn.actor, tap.milestone_id)
    subject = {"milestone": tap.milestone_id}
    await turn.wizard.start(turn, dispute_conversation.conversation, subject)


async def withdraw_dispute(turn: Turn, tap: callbacks.WithdrawDispute) -> None:
    if not tap.sure:
        project = await disputes.may_withdraw(turn.work, turn.actor, tap.milestone_id)
        milestone = project.milestone(tap.milestone_id)
        screen = dispute_screens.confirm_withdraw(turn.t, project, milestone)
        await turn.window.show(screen, line=project.bid_id)
        return
    project = await disputes.withdraw(turn.work, turn.actor, tap.milestone_id)
    turn.window.say(turn.t.label("toast-dispute-withdrawn"))
    await report(turn, project, "done-dispute-withdrawn")


# --- cancellation --------------------------------------------------------------------------


async def propose_cancel(turn: Turn, tap: callbacks.ProposeCancel) -> None:
    await cancellations.may_propose(turn.work, turn.actor, tap.project_id)
    subject = {"project": tap.project_id}
    await turn.wizard.start(turn, cancellation_conversation.conversation, subject)


async def agree_cancel(turn: Turn, tap: callbacks.AgreeCancel) -> None:
    if not tap.sure:
        project, _ = await cancellations.may_agree(turn.work, turn.actor, tap.project_id)
        client = await turn.work.people.get(project.client_id)
        screen = cancellation_screens.confirm_agree(turn.t, project, client)
        await turn.window.show(screen, line=project.bid_id)
        return
    project = await cancellations.agree(turn.work, turn.actor, tap.project_id)
    turn.window.say(turn.t.label("toast-cancel-agreed"))
    await report(turn, project, "done-cancel-agreed")


async def refuse_cancel(turn: Turn, tap: callbacks.RefuseCancel) -> None:
    project = await cancellations.refuse(turn.work, turn.actor, tap.project_id)
    turn.window.say(turn.t.label("toast-cancel-refused"))
    await report(turn, project, "done-cancel-refused")


async def withdraw_cancel(turn: Turn, tap: callbacks.WithdrawCancel) -> None:
    project = await cancellations.withdraw(turn.work, turn.actor, tap.project_id)
    turn.window.say(turn.t.label("toast-cancel-withdrawn"))
    await report(turn, project, "done-cancel-withdrawn")


# --- inside --------------------------------------------------------------------------------


def _where_from(turn: Turn, project: Project) -> callbacks.OpenProject | callbacks.AdminProject:
    if project.is_member(turn.actor.id):
        return callbacks.OpenProject(id=project.id)
    return callbacks.AdminProject(id=project.id)


def _line(turn: Turn, project: Project) -> int | None:
    """An operator is no part of the talk: a reply of theirs goes nowhere."""
    return project.bid_id if project.is_member(turn.actor.id) else None


router = Routes(
    taps={
        callbacks.Trouble: trouble,
        callbacks.Decisions: decisions,
        callbacks.OpenDispute: open_dispute,
        callbacks.WithdrawDispute: withdraw_dispute,
        callbacks.ProposeCancel: propose_cancel,
        callbacks.AgreeCancel: agree_cancel,
        callbacks.RefuseCancel: refuse_cancel,
        callbacks.WithdrawCancel: withdraw_cancel,
    },
)
