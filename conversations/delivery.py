"""Sending a milestone's result: files and a note, then "Mark completed"."""

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Files
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import deliveries, projects
from views import projects as screens


async def _enter(turn: Turn, subject: Subject) -> Facts:
    project, milestone = await deliveries.may_deliver(turn.work, turn.actor, subject["milestone"])
    return {
        "title": project.title,
        "what": milestone.what,
        "number": milestone.position,
        "count": len(project.milestones),
        "version": milestone.versions + 1,
    }


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor, result = turn.work, turn.actor, answers["result"]
    project, milestone = await deliveries.may_deliver(work, actor, subject["milestone"])
    delivery = await deliveries.deliver(work, actor, milestone.id, result["note"], result["files"])
    project = await projects.fresh(work, project)
    milestone = project.milestone(milestone.id)
    screen = screens.delivered(turn.t, project, milestone, delivery)
    await turn.window.show(screen, line=project.bid_id)


conversation = Conversation(
    "delivery",
    steps=(Files("result", deliveries.MOST_FILES, note=True),),
    enter=_enter,
    finish=_finish,
    review=False,
)
