"""Choosing among the bids on one's job: in which order they stand, the shortlist, side by side.

A shortlist is the client's own: its bidders never hear of it. Only live bids count; what was on it
and is decided or withdrawn has left it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from marketplace.bids import Bid, offered_bid
from marketplace.errors import Refused
from marketplace.fit import fit
from marketplace.jobs import Job, own_open_job
from marketplace.people import Person, Role
from marketplace.standings import Standing

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_CANDIDATES = 200
"""Live bids of one job that are listed; the oldest."""
MOST_SHORTLISTED = 20
LEAST_COMPARED, MOST_COMPARED = 2, 3


class Order(StrEnum):
    """In which live bids are listed, the best first."""

    FIT = "fit"
    PRICE = "price"
    DAYS = "days"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live bid beside who made it, and what its client knows of both."""

    bid: Bid
    freelancer: Person
    fit: int = 0
    """0 to 100 points; see marketplace/fit.py."""
    wilson: float = 0.0
    """Lower bound of the freelancer's ratings, 0 to 1; 0 where there is none."""
    count: int = 0
    """How many ratings."""
    mean: float = 0.0
    """Of their 1 to 5 stars."""
    shortlisted: bool = False
    picked: bool = False
    """To be compared, where more are on the shortlist than fit side by side."""


def in_order(candidates: Iterable[Candidate], order: Order) -> list[Candidate]:
    """The best first; equal ones by fit, then the earlier bid first."""
    best = _BEST[order]
    return sorted(candidates, key=lambda one: (best(one), -one.fit, one.bid.id))


def by_rating(wilson: float) -> float:
    """Many good ratings come before one perfect one, so a bare mean never counts."""
    return -wilson


_BEST: dict[Order, Callable[[Candidate], Any]] = {
    Order.FIT: lambda one: (-one.fit, by_rating(one.wilson)),
    Order.PRICE: lambda one: one.bid.terms.amount_minor,
    Order.DAYS: lambda one: one.bid.terms.days,
    Order.RATING: lambda one: by_rating(one.wilson),
}


def shortlist(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [one for one in candidates if one.shortlisted]


def compared(listed: Sequence[Candidate]) -> list[Candidate]:
    """Those of a shortlist that stand side by side: all of two or three, of more the picked ones.
    Empty where the client has to pick first. Raises Refused `too-few-to-compare`."""
    if len(listed) < LEAST_COMPARED:
        raise Refused("too-few-to-compare")
    if len(listed) <= MOST_COMPARED:
        return list(listed)
    picked = [one for one in listed if one.picked]
    return picked if LEAST_COMPARED <= len(picked) <= MOST_COMPARED else []


# --- use cases -----------------------------------------------------------------------------


async def candidates(work: "Work", job: Job) -> list[Candidate]:
    """The live bids of the job, the oldest first. The caller has looked whose job it is."""
    found = await work.shortlists.candidates(job.id, MOST_CANDIDATES)
    people = [one.freelancer.id for one in found]
    standings = await work.ratings.standings(people, Role.FREELANCER) if people else {}
    return [_known(job, one, standings[one.freelancer.id]) for one in found]


async def put(work: "Work", actor: Person, bid_id: int) -> tuple[Job, Bid]:
    """Puts a live bid on its client's shortlist. Nobody is told.

    Raises Refused: as `offered_bid`; `shortlisted-already`, `shortlist-full`.
    """
    job, bid = await offered_bid(work, actor, bid_id)
    listed = await work.shortlists.of_job(job.id)
    if bid.id in listed:
        raise Refused("shortlisted-already")
    if len(listed) >= MOST_SHORTLISTED:
        raise Refused("shortlist-full", most=MOST_SHORTLISTED)
    await work.shortlists.add(bid.id)
    return job, bid


async def take_off(work: "Work", actor: Person, bid_id: int) -> tuple[Job, Bid]:
    """Raises Refused: as `offered_bid`; `not-shortlisted`."""
    job, bid = await offered_bid(work, actor, bid_id)
    if not await work.shortlists.remove(bid.id):
        raise Refused("not-shortlisted")
    return job, bid


async def pick(work: "Work", actor: Person, bid_id: int, *, picked: bool) -> Job:
    """Whether this one of the shortlist is to stand side by side with others.

    Raises Refused: as `offered_bid`; `not-shortlisted`, `picked-already`, `too-many-picked`.
    """
    job, bid = await offered_bid(work, actor, bid_id)
    listed = await work.shortlists.of_job(job.id)
    if bid.id not in listed:
        raise Refused("not-shortlisted")
    if listed[bid.id] is picked:
        raise Refused("picked-already")
    if picked and sum(listed.values()) >= MOST_COMPARED:
        raise Refused("too-many-picked", most=MOST_COMPARED)
    await work.shortlists.pick(bid.id, picked=picked)
    return job


async def own_candidates(work: "Work", actor: Person, job_id: int) -> tuple[Job, list[Candidate]]:
    """The actor's own open job with its live bids. Raises Refused `not-yours`, `job-not-open`."""
    job = await own_open_job(work, actor, job_id)
    return job, await candidates(work, job)


def _known(job: Job, one: Candidate, standing: Standing) -> Candidate:
    points = fit(job.terms, one.freelancer.skills, one.bid.terms)
    return replace(
        one, fit=points, wilson=standing.lower_bound, count=standing.count, mean=standing.mean
    )
