"""Who may read a project's history, and what was said: its members, and operators while they have
to do with it."""

from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import Project

if TYPE_CHECKING:
    from marketplace.ports import Work


async def readable_project(work: "Work", actor: Person, project_id: int) -> Project:
    """A project that the actor may read. Raises Refused `not-yours`."""
    project = await work.projects.find(project_id)
    if project is None or not await may_read(work, actor, project):
        raise Refused("not-yours")
    return project


async def may_read(work: "Work", actor: Person, project: Project) -> bool:
    """A member always; an operator where a dispute is open or was decided, asked anew each time."""
    if project.is_member(actor.id):
        return True
    return actor.id in work.policy.operators and await work.disputes.concern_operators(project.id)


async def may_judge_line(work: "Work", actor: Person, bid_id: int) -> bool:
    """An operator, where one of the two on the line has reported the other and nobody has decided,
    or a dispute gives them something to decide; asked anew each time."""
    if actor.id not in work.policy.operators:
        return False
    if await work.reports.any_on_line(bid_id):
        return True
    project = await work.projects.of_bid(bid_id)
    return project is not None and await work.disputes.concern_operators(project.id)
