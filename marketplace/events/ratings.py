"""Ratings: asked for, given, shown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.people import Person
    from marketplace.projects import Project
    from marketplace.ratings import Rating


@dataclass(frozen=True, slots=True)
class RatingAsked(Event):
    """The project is complete: both sides are asked to rate each other."""

    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingKept(Event):
    """One side has rated, or changed what they said; nobody else may see anything of it."""

    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingMissing(Event):
    """`reader` has not rated for three days."""

    reader: "Person"
    project: "Project"


@dataclass(frozen=True, slots=True)
class RatingsShown(Event):
    """All there are can be seen from now on. `actor_id`: whose rating was the second one; None
    where the time for them is over, with two, one, or none."""

    project: "Project"
    ratings: "tuple[Rating, ...]"
    actor_id: int | None
