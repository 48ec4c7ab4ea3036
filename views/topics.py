"""A project's topic in each member's chat: made once, and named as the project stands."""

from collections.abc import Iterable, Sequence

from marketplace.events import Event
from marketplace.people import Person
from marketplace.projects import Project, ProjectState
from marketplace.topics import Topic
from views.mailbag import Mailbag
from views.texts import Texts, short

LONGEST_NAME = 128
"""Characters (Bot API, createForumTopic)."""
_NAMES = {
    ProjectState.RUNNING: "topic-running",
    ProjectState.COMPLETE: "topic-complete",
    ProjectState.CANCELLED: "topic-cancelled",
}


def name(t: Texts, project: Project, other: Person) -> str:
    """What it is about and with whom, and whether it is done."""
    label = t.label(
        _NAMES[project.state], title=short(project.title, 70), name=short(other.shown_name, 40)
    )
    return short(label, LONGEST_NAME)


async def follow(bag: Mailbag, events: Sequence[Event]) -> None:
    """Before the notices: those of a new project belong into its topic already."""
    for project in {project.id: project for project in _touched(events)}.values():
        for person_id in (project.client_id, project.freelancer_id):
            await _keep(bag, project, person_id)


def _touched(events: Iterable[Event]) -> Iterable[Project]:
    """As they stand now: later events know more."""
    for event in events:
        line = getattr(event, "line", None)
        project = getattr(event, "project", None) or getattr(line, "project", None)
        if isinstance(project, Project):
            yield project


async def _keep(bag: Mailbag, project: Project, person_id: int) -> None:
    t = await bag.texts(person_id)
    now = name(t, project, await bag.person(project.other(person_id)))
    topic = await bag.work.topics.of(person_id, project.bid_id)
    if topic is None:
        if await bag.work.topics.begin(Topic(person_id, project.bid_id, now)):
            await bag.call(person_id, "createForumTopic", {"name": now}, project.bid_id)
    elif topic.open and topic.name != now:
        await bag.work.topics.rename(topic, now)
        await bag.call(person_id, "editForumTopic", {"name": now}, project.bid_id)
