"""Finding open jobs: what can be asked, and how well a job answers it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.terms import asked, indexed
from marketplace.text import measured, one_line

MOST_QUERY = 256
COUNTED = 1000
"""So many jobs are counted exactly; beyond, it is "1,000+"."""
BEST_OF = 100
"""The best match is looked for among the newest so many: older ones are rarely still wanted."""


class Order(StrEnum):
    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class Search:
    """What one person looks for. Empty fields ask for nothing.

    `least_minor`, `most_minor`: the job's budget reaches so far up, or down; 0 for any.
    `within_days`: posted in the last so many days. `own_skills`: any of the searcher's skills.
    `unbid`: without the jobs that the searcher has bid on.
    """

    query: str = ""
    skills: tuple[str, ...] = ()
    every_skill: bool = False
    least_minor: int = 0
    most_minor: int = 0
    within_days: int = 0
    own_skills: bool = False
    unbid: bool = False
    order: Order = Order.NEWEST

    @property
    def terms(self) -> tuple[str, ...]:
        return asked(self.query)

    @property
    def filters(self) -> int:
        """How many filters are set."""
        return sum(
            map(
                bool,
                (
                    self.skills,
                    self.least_minor or self.most_minor,
                    self.within_days,
                    self.own_skills,
                    self.unbid,
                ),
            )
        )

    def unfiltered(self) -> "Search":
        return Search(query=self.query, order=self.order)

    def plain(self) -> dict[str, Any]:
        """As JSON, without what asks for nothing; `search_of` reads it."""
        told = {**asdict(self), "skills": list(self.skills), "order": self.order.value}
        return {name: value for name, value in told.items() if value}

    def skill_groups(self, person: Person | None) -> tuple[tuple[str, ...], ...]:
        """Of each group the job must ask for at least one skill."""
        own = (person.skills,) if self.own_skills and person and person.skills else ()
        chosen = tuple((skill,) for skill in self.skills) if self.every_skill else (self.skills,)
        return tuple(group for group in (*chosen, *own) if group)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page goes on: behind this job. `score` and `top`, the newest job when the first page
    was shown, only with the best match."""

    before: int
    score: int = 0
    top: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One page. `total`: how many there are in all, at most COUNTED + 1; None behind page one.

    `instead`: where nothing was found, what was looked for in place of what was typed.
    `countries`: where the jobs' clients are from, by their ids; "" where they have not said.
    """

    jobs: tuple[Job, ...]
    following: Place | None = None
    total: int | None = None
    instead: tuple[tuple[str, str], ...] = ()
    countries: Mapping[int, str] = field(default_factory=dict)


def search_of(plain: Mapping[str, Any]) -> Search:
    """A search from `Search.plain`."""
    told = {**plain, "skills": tuple(plain.get("skills", ()))}
    return Search(**{**told, "order": Order(plain.get("order", Order.NEWEST))})


def query_text(raw: str) -> str:
    """What a person searches for; raises Refused `search-no-words` for mere punctuation, or as
    `measured`."""
    query = measured(one_line(raw), 1, MOST_QUERY)
    if not asked(query):
        raise Refused("search-no-words")
    return query


def score(title: str, terms: tuple[str, ...]) -> int:
    """How well a title answers the terms: whole words before beginnings before pieces, all
    together in their order before apart, short titles before long ones. Higher is better."""
    words = indexed(title)
    points = 100 * sum(max((_likeness(word, term) for word in words), default=0) for term in terms)
    if len(terms) > 1 and f" {' '.join(terms)} " in f" {' '.join(words)} ":
        points += 200
    return points + 50 * len(terms) // max(len(words), 1)


def _likeness(word: str, term: str) -> int:
    if word == term:
        return 6
    if word.startswith(term):
        return 4
    return 2 if term in word else 0
