"""Sending a milestone's result: files and a note, then "Mark completed"."""

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Files
from conversations.steps.step import Answers, Ask
from conversations.turn import Turn
from marketplace import deliveries, projects, quotas, waiting
from views import projects as screens


async def _enter(turn: Turn, subject: Subject) -> Facts:
    project, milestone = await deliveries.may_deliver(turn.work, turn.actor, subject["milestone"])
    return {
        "title": project.title,
        "what": milestone.what,
        "number": milestone.position,
        "count": len(project.milestones),
        "version": milestone.versions + 1,
        "milestone": milestone.id,
        "project": project.id,
    }


async def waiting_answers(turn: Turn, milestone_id: int) -> Answers | None:
    """What was marked completed already and waits, to go on from; without what could not be
    stored."""
    waits = await turn.work.waiting.find(milestone_id)
    if waits is None:
        return None
    lost = {file.id for file in waits.failed}
    kept = [file.id for file in waits.files if file.id not in lost]
    return {"result": {"files": kept, "note": waits.note}}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor, result = turn.work, turn.actor, answers["result"]
    project, milestone = await deliveries.may_deliver(work, actor, subject["milestone"])
    done = await waiting.mark_completed(work, actor, milestone.id, result["note"], result["files"])
    project = await projects.fresh(work, project)
    milestone = project.milestone(milestone.id)
    if isinstance(done, waiting.WaitingDelivery):
        screen = screens.delivery_waits(turn.t, project, milestone, done)
        shown = await turn.window.show(screen, line=project.bid_id)
        await work.waiting.shown_in(milestone.id, shown)
    else:
        screen = screens.delivered(turn.t, project, milestone, done)
        await turn.window.show(screen, line=project.bid_id)


async def _room(ask: Ask, total_bytes: int) -> None:
    project_id = ask.facts.get("project")
    if (
        project_id is not None
    ):  # a question of before an upgrade doesn't know it; the end asks again
        await quotas.fits_version(ask.turn.work, project_id, total_bytes)


conversation = Conversation(
    "delivery",
    steps=(Files("result", deliveries.MOST_FILES, note=True, by_link=True, room=_room),),
    enter=_enter,
    finish=_finish,
    review=False,
)
