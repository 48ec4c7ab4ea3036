"""Opening a dispute: the other side and an operator are owed a reason."""

from conversations.card import report
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import disputes


async def _enter(turn: Turn, subject: Subject) -> Facts:
    project, milestone = await disputes.may_open(turn.work, turn.actor, subject["milestone"])
    return {"title": project.title, "what": milestone.what, "position": milestone.position}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor = turn.work, turn.actor
    project = await disputes.open_(work, actor, subject["milestone"], answers["reason"])
    await report(turn, project, "dispute-sent")


conversation = Conversation(
    "dispute",
    steps=(Text("reason", disputes.reason_text),),
    enter=_enter,
    finish=_finish,
)
