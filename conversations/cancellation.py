"""Proposing to cancel a project: the other side is owed a reason."""

from conversations.card import report
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import cancellations
from views import cancellations as words
from views.screen import Html, lines


async def _enter(turn: Turn, subject: Subject) -> Facts:
    work, actor = turn.work, turn.actor
    project = await cancellations.may_propose(work, actor, subject["project"])
    other = await work.people.get(project.other(actor.id))
    client = await work.people.get(project.client_id)
    told = words.consequences(turn.t, project, client)
    return {"title": project.title, "name": other.shown_name, "told": [*map(str, told.values())]}


def _consequences(turn: Turn, facts: Facts, answers: Answers) -> Html:
    return lines(turn.t("cancellation-would"), *facts["told"])


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor = turn.work, turn.actor
    project = await cancellations.propose(work, actor, subject["project"], answers["reason"])
    await report(turn, project, "cancellation-sent")


conversation = Conversation(
    "cancellation",
    steps=(Text("reason", cancellations.reason_text),),
    enter=_enter,
    finish=_finish,
    summed_up=_consequences,
)
