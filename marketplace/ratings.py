"""After the last checkout the two sides rate each other. Rules: product.md, "Rules".

What one wrote is seen by nobody before both have written, or the time to write is over: so nobody
answers a rating with a rating.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.people import Person, Role
from marketplace.projects import Project, ProjectState, member_project
from marketplace.standings import ASPECTS, LEAST_STARS, MOST_STARS, Standing
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

OPEN_FOR = timedelta(days=14)
"""From the project's completion on; 14 times 86,400 seconds, whatever clocks do."""
REMIND_AFTER = timedelta(days=3)
MOST_COMMENT = 1000


class Aspect(StrEnum):
    QUALITY = "quality"
    COMMUNICATION = "communication"
    ON_TIME = "on-time"
    CLARITY = "clarity"
    FAIRNESS = "fairness"
    PAYMENT = "payment"


ASPECTS_OF: Mapping[Role, tuple[Aspect, Aspect, Aspect]] = MappingProxyType(
    {
        Role.FREELANCER: (Aspect.QUALITY, Aspect.COMMUNICATION, Aspect.ON_TIME),
        Role.CLIENT: (Aspect.CLARITY, Aspect.FAIRNESS, Aspect.PAYMENT),
    }
)
"""In what somebody is rated in each role."""

Stars = tuple[int, int, int]
"""One number from 1 to 5 for each aspect, in the order of `ASPECTS_OF`."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one member of a project says about the other, who is rated in `role`.

    `shows_at`: from then on it is visible, and stays as it is.
    """

    project_id: int
    author_id: int
    rated_id: int
    role: Role
    stars: Stars
    comment: str
    rated_at: datetime
    shows_at: datetime
    id: int = 0

    @property
    def mean(self) -> float:
        """Stars, from 1 to 5."""
        return sum(self.stars) / ASPECTS

    def visible(self, now: datetime) -> bool:
        return now >= self.shows_at


@dataclass(frozen=True, slots=True)
class Testimonial:
    """A visible rating as strangers read it: about which project, but not by whom."""

    rating: Rating
    title: str


def role_of(project: Project, person_id: int) -> Role:
    """The role that a member has in the project."""
    return Role.CLIENT if person_id == project.client_id else Role.FREELANCER


def closes_at(project: Project) -> datetime | None:
    """Until when the project can be rated, this moment excluded; None where it can't be at all."""
    if project.state is not ProjectState.COMPLETE or project.ended_at is None:
        return None
    return project.ended_at + OPEN_FOR


def open_at(project: Project, now: datetime) -> bool:
    """Whether its members can rate each other at this moment."""
    end = closes_at(project)
    return end is not None and now < end


# --- what may be entered -------------------------------------------------------------------


def comment_text(raw: str) -> str:
    """0-1,000 characters. Raises Refused `wrong-too-long`."""
    return measured(paragraph(raw), 0, MOST_COMMENT)


def checked_stars(raw: Sequence[int]) -> Stars:
    """One number from 1 to 5 an aspect. Raises Refused `wrong-stars`."""
    fits = [type(one) is int and LEAST_STARS <= one <= MOST_STARS for one in raw]
    if len(raw) != ASPECTS or not all(fits):
        raise Refused("wrong-stars", least=LEAST_STARS, most=MOST_STARS)
    return (raw[0], raw[1], raw[2])


# --- use cases -----------------------------------------------------------------------------


async def ask_when_complete(work: "Work", project: Project) -> None:
    """Asks both sides, if the project has just become complete."""
    if project.state is ProjectState.COMPLETE and project.ended_at is not None:
        await work.ratings.schedule(project.id, project.ended_at + REMIND_AFTER)
        work.happened(events.RatingAsked(project))


async def may_rate(
    work: "Work", actor: Person, project_id: int, role: Role | None = None
) -> tuple[Project, Rating | None]:
    """The project that the actor can rate now, and what they said so far, which may be changed.

    `role`: of the one to be rated, where that is known. Raises Refused: `not-yours`,
    `rating-too-early`, `rating-cancelled`, `rating-over`, `rating-shown`.
    """
    project = await member_project(work, actor, project_id)
    given = await work.ratings.of_project(project.id)
    return project, _own(project, given, actor, role, work.now)


async def rate(
    work: "Work", actor: Person, project_id: int, role: Role, stars: Sequence[int], comment: str
) -> Rating | None:
    """Rates the other member, or changes what was said. With it both may have rated: then both are
    visible, and the other's is returned.

    Raises Refused as `may_rate`, `wrong-stars`, `wrong-too-long`.
    """
    project = await work.projects.lock(project_id)
    if project is None or not project.is_member(actor.id):
        raise Refused("not-yours")
    given = await work.ratings.of_project(project.id)
    _own(project, given, actor, role, work.now)
    end = closes_at(project)
    assert end is not None
    others = _by(given, project.other(actor.id))
    rating = Rating(
        project_id=project.id,
        author_id=actor.id,
        rated_id=project.other(actor.id),
        role=role,
        stars=checked_stars(stars),
        comment=comment_text(comment),
        rated_at=work.now,
        shows_at=end,
    )
    await work.ratings.put(rating)
    if others is None:
        await work.ratings.schedule_if_none(project.id, end)
        work.happened(events.RatingKept(project))
        return None
    await work.ratings.show(project.id, work.now)
    await work.ratings.schedule(project.id, None)
    both = await work.ratings.of_project(project.id)
    work.happened(events.RatingsShown(project, tuple(both), actor.id))
    return others


async def of_project(work: "Work", actor: Person, project_id: int) -> tuple[Project, list[Rating]]:
    """A project of the actor's, and its ratings that are visible. Raises Refused `not-yours`."""
    project = await member_project(work, actor, project_id)
    given = await work.ratings.of_project(project.id)
    return project, [rating for rating in given if rating.visible(work.now)]


async def standings_of(work: "Work", person_id: int) -> dict[Role, Standing]:
    """How one person stands in each role."""
    return {role: (await work.ratings.standings([person_id], role))[person_id] for role in Role}


async def follow_up(work: "Work", project_id: int) -> None:
    """What is due about a project's ratings: the reminder, or the end of the time for them.

    After a long downtime only the end counts. Changes nothing when nothing is due (any more).
    """
    project = await work.projects.lock(project_id)
    due_at = await work.ratings.scheduled(project_id)
    end = closes_at(project) if project else None
    if project is None or end is None or due_at is None or due_at > work.now:
        return
    given = await work.ratings.of_project(project_id)
    if work.now >= end:
        await work.ratings.schedule(project_id, None)
        work.happened(events.RatingsShown(project, tuple(given), None))
        return
    await work.ratings.schedule(project_id, end)
    heard = {rating.author_id for rating in given}
    for member_id in (project.client_id, project.freelancer_id):
        if member_id not in heard:
            work.happened(events.RatingMissing(await work.people.get(member_id), project))


# --- inside --------------------------------------------------------------------------------


def _own(
    project: Project, given: Sequence[Rating], actor: Person, role: Role | None, now: datetime
) -> Rating | None:
    """What the actor has said so far, and may still change. Raises Refused as `may_rate`."""
    if role is not None and role_of(project, project.other(actor.id)) is not role:
        raise Refused("not-yours")
    if project.state is ProjectState.RUNNING:
        raise Refused("rating-too-early")
    if project.state is ProjectState.CANCELLED:
        raise Refused("rating-cancelled")
    own = _by(given, actor.id)
    if own is not None and own.visible(now):
        raise Refused("rating-shown")
    if not open_at(project, now):
        raise Refused("rating-over", days=OPEN_FOR.days)
    return own


def _by(given: Sequence[Rating], author_id: int) -> Rating | None:
    return next((rating for rating in given if rating.author_id == author_id), None)
