"""Reports, hidden jobs and banned people, for operators. Each use case asks whether the actor is
one."""

from conversations import rulings as ruling_conversations
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import reports
from marketplace.errors import Refused
from marketplace.reports import Report
from views import admin_reports as screens
from views import callbacks

PAGE = 8


async def all_reports(turn: Turn, tap: callbacks.AdminReports) -> None:
    work = turn.work
    work.policy.check_operator(turn.actor)
    found = await work.reports.newest_open(tap.before or None, PAGE + 1)
    listed = [
        (
            one,
            await work.jobs.find(one.job_id) if one.job_id else None,
            await work.people.get(one.person_id),
        )
        for one in found[:PAGE]
    ]
    screen = screens.listed(turn.t, listed, before=tap.before, more=len(found) > PAGE)
    await turn.window.show(screen)


async def report(turn: Turn, tap: callbacks.AdminReport) -> None:
    await _show(turn, await reports.opened(turn.work, turn.actor, tap.id))


async def dismiss(turn: Turn, tap: callbacks.DismissReport) -> None:
    dismissed = await reports.dismiss(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-report-dismissed"))
    await _show(turn, dismissed)


async def _show(turn: Turn, one: Report) -> None:
    work = turn.work
    screen = screens.report(
        turn.t,
        one,
        await work.jobs.find(one.job_id) if one.job_id else None,
        await work.people.get(one.person_id),
        await work.people.get(one.reported_by),
        others=len(
            [other for other in await work.reports.open_about_person(one.person_id) if other != one]
        ),
    )
    await turn.window.show(screen)


# --- jobs ----------------------------------------------------------------------------------


async def job(turn: Turn, tap: callbacks.AdminJob) -> None:
    turn.work.policy.check_operator(turn.actor)
    found = await turn.work.jobs.find(tap.id)
    if found is None:
        raise Refused("gone")
    client = await turn.work.people.get(found.client_id)
    await turn.window.show(screens.job(turn.t, found, client))


async def hidden(turn: Turn, tap: callbacks.AdminHidden) -> None:
    turn.work.policy.check_operator(turn.actor)
    found = await turn.work.jobs.hidden(tap.before or None, PAGE + 1)
    more = len(found) > PAGE
    await turn.window.show(screens.hidden(turn.t, found[:PAGE], before=tap.before, more=more))


async def hide(turn: Turn, tap: callbacks.HideJob) -> None:
    await turn.wizard.start(turn, ruling_conversations.hide, {"job": tap.id})


async def restore(turn: Turn, tap: callbacks.RestoreJob) -> None:
    await turn.wizard.start(turn, ruling_conversations.restore, {"job": tap.id})


# --- people --------------------------------------------------------------------------------


async def banned(turn: Turn, tap: callbacks.AdminBanned) -> None:
    turn.work.policy.check_operator(turn.actor)
    found = await turn.work.people.banned(tap.before or None, PAGE + 1)
    more = len(found) > PAGE
    await turn.window.show(screens.banned(turn.t, found[:PAGE], before=tap.before, more=more))


async def ban(turn: Turn, tap: callbacks.BanPerson) -> None:
    await turn.wizard.start(turn, ruling_conversations.ban, {"person": tap.id})


async def unban(turn: Turn, tap: callbacks.UnbanPerson) -> None:
    await turn.wizard.start(turn, ruling_conversations.unban, {"person": tap.id})


router = Routes(
    taps={
        callbacks.AdminReports: all_reports,
        callbacks.AdminReport: report,
        callbacks.DismissReport: dismiss,
        callbacks.AdminJob: job,
        callbacks.AdminHidden: hidden,
        callbacks.HideJob: hide,
        callbacks.RestoreJob: restore,
        callbacks.AdminBanned: banned,
        callbacks.BanPerson: ban,
        callbacks.UnbanPerson: unban,
    },
)
