"""What is wrong with a job or a person, in the reporter's own words."""

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import reports
from marketplace.reports import ReportKind
from views import reports as screens
from views.screen import Screen


async def _enter(turn: Turn, subject: Subject) -> Facts:
    """Subject: {"job": its id} or {"bid": the line's}."""
    work, actor = turn.work, turn.actor
    if "job" in subject:
        return {"title": (await reports.may_report_job(work, actor, subject["job"])).title}
    line = await reports.may_report_person(work, actor, subject["bid"])
    return {"title": line.other(actor.id).shown_name}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    work, actor, words = turn.work, turn.actor, answers["words"]
    if "job" in subject:
        await reports.report_job(work, actor, subject["job"], ReportKind.OTHER, words)
    else:
        await reports.report_person(work, actor, subject["bid"], ReportKind.OTHER, words)
    return screens.sent(turn.t)


conversation = Conversation(
    "report",
    steps=(Text("words", reports.report_words),),
    enter=_enter,
    finish=_finish,
    review=False,
)
