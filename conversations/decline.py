"""Declining a delivery: the freelancer is owed a reason."""

from conversations.card import report
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import deliveries


async def _enter(turn: Turn, subject: Subject) -> Facts:
    project, milestone, delivery = await deliveries.reviewed(
        turn.work, turn.actor, subject["delivery"]
    )
    return {"title": project.title, "what": milestone.what, "version": delivery.version}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor = turn.work, turn.actor
    project = await deliveries.decline(work, actor, subject["delivery"], answers["reason"])
    await report(turn, project, "decline-sent")


conversation = Conversation(
    "decline",
    steps=(Text("reason", deliveries.decline_reason),),
    enter=_enter,
    finish=_finish,
    review=False,
)
