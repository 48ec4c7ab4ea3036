"""Rating the other side of a complete project: three times stars, and words where one likes."""

from conversations.card import report
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Stars, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import projects, ratings
from marketplace.people import Role
from marketplace.projects import Project
from marketplace.ratings import ASPECTS_OF, Rating
from views import ratings as screens


async def begin(turn: Turn, project_id: int) -> None:
    """Asks; with what was said so far, which can be changed. Raises Refused as
    `ratings.may_rate`."""
    project, own = await ratings.may_rate(turn.work, turn.actor, project_id)
    role = ratings.role_of(project, project.other(turn.actor.id))
    first = _answers_of(own) if own else None
    await turn.wizard.start(turn, _OF[role], {"project": project.id}, first=first)


def _answers_of(own: Rating) -> Answers:
    aspects = (aspect.value for aspect in ASPECTS_OF[own.role])
    return {**dict(zip(aspects, own.stars, strict=True)), "comment": own.comment or None}


def _about(role: Role) -> Conversation:
    """`role`: of the one who is rated."""

    async def enter(turn: Turn, subject: Subject) -> Facts:
        project, _ = await ratings.may_rate(turn.work, turn.actor, subject["project"], role)
        other = await turn.work.people.get(project.other(turn.actor.id))
        return {"title": project.title, "name": other.shown_name}

    async def finish(turn: Turn, subject: Subject, answers: Answers) -> None:
        stars = [answers[aspect.value] for aspect in ASPECTS_OF[role]]
        comment, project_id = answers["comment"] or "", subject["project"]
        others = await ratings.rate(turn.work, turn.actor, project_id, role, stars, comment)
        project = await projects.member_project(turn.work, turn.actor, project_id)
        await _thanks(turn, project, others)

    aspects = tuple(Stars(aspect.value) for aspect in ASPECTS_OF[role])
    comment = Text("comment", ratings.comment_text, optional=True)
    return Conversation(f"rate-{role.value}", (*aspects, comment), enter=enter, finish=finish)


async def _thanks(turn: Turn, project: Project, others: Rating | None) -> None:
    """With what the other one said, once it may be read."""
    if others is None:
        await report(turn, project, "done-rated")
        return
    author = await turn.work.people.get(others.author_id)
    screen = screens.shown(turn.t, project, others, author, own_turn=True)
    await turn.window.show(screen, line=project.bid_id)


_OF = {role: _about(role) for role in Role}
conversations = tuple(_OF.values())
