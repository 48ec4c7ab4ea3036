"""Disputes and cancellations."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.cancellations import Cancellation
    from marketplace.disputes import Dispute
    from marketplace.projects import Milestone, Project


@dataclass(frozen=True, slots=True)
class DisputeOpened(Event):
    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn(Event):
    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"


@dataclass(frozen=True, slots=True)
class DisputeDecided(Event):
    """`opened`: the milestone that is in progress from now on, if any; `returned_minor`: what of
    its escrow goes back into the client's wallet."""

    project: "Project"
    milestone: "Milestone"
    dispute: "Dispute"
    opened: "Milestone | None"
    returned_minor: int = 0


@dataclass(frozen=True, slots=True)
class CancellationProposed(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class CancellationRefused(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class CancellationWithdrawn(Event):
    project: "Project"
    proposal: "Cancellation"


@dataclass(frozen=True, slots=True)
class ProjectCancelled(Event):
    """`returned_minor`: what went from escrow back into the client's wallet."""

    project: "Project"
    proposal: "Cancellation"
    returned_minor: int
