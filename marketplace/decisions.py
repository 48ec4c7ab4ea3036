"""The decisions of a project: how its disputes and proposals to cancel it ended. Kept for good, and
read by both members and by the operators who had to do with it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace import readers
from marketplace.cancellations import Cancellation
from marketplace.disputes import Dispute
from marketplace.people import Person
from marketplace.projects import Project

if TYPE_CHECKING:
    from marketplace.ports import Work


@dataclass(frozen=True, slots=True)
class Decisions:
    """Oldest first, those that are still open included."""

    project: Project
    entries: tuple[Dispute | Cancellation, ...]


async def of(work: "Work", actor: Person, project_id: int) -> Decisions:
    """Raises Refused `not-yours`."""
    project = await readers.readable_project(work, actor, project_id)
    entries: list[Dispute | Cancellation] = [
        *await work.disputes.of_project(project_id),
        *await work.cancellations.of_project(project_id),
    ]
    return Decisions(project, tuple(sorted(entries, key=begun_at)))


def begun_at(entry: Dispute | Cancellation) -> datetime:
    return entry.opened_at if isinstance(entry, Dispute) else entry.proposed_at
