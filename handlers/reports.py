"""Reporting a job, or the other one on a line."""

from conversations import report as conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import reports
from marketplace.reports import ReportKind
from views import callbacks
from views import reports as screens


async def report_job(turn: Turn, tap: callbacks.ReportJob) -> None:
    job = await reports.may_report_job(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.why_job(turn.t, job))


async def report_person(turn: Turn, tap: callbacks.ReportPerson) -> None:
    line = await reports.may_report_person(turn.work, turn.actor, tap.bid_id)
    other = line.other(turn.actor.id)
    await turn.window.show(screens.why_person(turn.t, tap.bid_id, other), line=tap.bid_id)


async def send_report(turn: Turn, tap: callbacks.SendReport) -> None:
    """At once, unless it needs words."""
    work, actor = turn.work, turn.actor
    if tap.kind is ReportKind.OTHER:
        subject = {"job": tap.job_id} if tap.job_id else {"bid": tap.bid_id}
        await turn.wizard.start(turn, conversation.conversation, subject)
        return
    if tap.job_id:
        await reports.report_job(work, actor, tap.job_id, tap.kind)
    else:
        await reports.report_person(work, actor, tap.bid_id, tap.kind)
    await turn.window.show(screens.sent(turn.t))


router = Routes(
    taps={
        callbacks.ReportJob: report_job,
        callbacks.ReportPerson: report_person,
        callbacks.SendReport: send_report,
    }
)
