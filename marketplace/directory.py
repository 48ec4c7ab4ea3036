"""Freelancers as clients find them: by words, or by what a job needs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import KEY_LENGTH, Person
from marketplace.text import folded, measured, one_line, parted

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_QUERY = 100
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: everybody in the order of the directory comes before or after it."""

    busy: bool
    shared: int
    active_at: datetime
    key: str

    def packed(self) -> str:
        """At most 32 characters: "0.3.1772366400.Xyz…"."""
        return f"{self.busy:d}.{self.shared}.{int(self.active_at.timestamp())}.{self.key}"

    @classmethod
    def unpacked(cls, packed: str) -> "Place | None":
        """None for the beginning, and for what is no place."""
        parts = packed.split(".")
        if len(parts) != 4 or not all(p.isascii() and p.isdigit() for p in parts[:3]):
            return None
        busy, shared, seconds = int(parts[0][:1]), int(parts[1][:2]), int(parts[2][:10])
        return cls(bool(busy), shared, datetime.fromtimestamp(seconds, UTC), parts[3][:KEY_LENGTH])


@dataclass(frozen=True, slots=True)
class Found:
    """A freelancer in the directory; `shared`: those of their skills that were asked for."""

    person: Person
    shared: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Of the directory of a job, which is in the order of `shared`."""
        person = self.person
        return Place(person.busy, len(self.shared), person.active_at, person.share_key)


def query_text(raw: str) -> str:
    """What a client looks for; raises Refused `search-no-words` for mere punctuation."""
    query = measured(one_line(raw), 1, MOST_QUERY)
    if not query_words(query):
        raise Refused("search-no-words")
    return query


def query_words(query: str) -> tuple[str, ...]:
    """Its words, folded, each once, at most eight."""
    return tuple(dict.fromkeys(parted(query)))[:MOST_WORDS]


# --- use cases -----------------------------------------------------------------------------


async def newest(
    work: "Work", actor: Person, query: str, after: Place | None, limit: int
) -> list[Found]:
    """Who has words that begin with all those of the query, available ones first, then who was
    active last. An empty query finds everybody but the actor."""
    words = query_words(query)
    people = await work.directory.newest(words, actor.id, after, limit)
    return [Found(person, _begun(person, words)) for person in people]


async def fitting(
    work: "Work", actor: Person, job: Job, after: Place | None, limit: int
) -> list[Found]:
    """Who has skills that the job needs: available ones first, then who has the most of them."""
    wanted = {folded(skill) for skill in job.terms.skills}
    people = await work.directory.fitting(wanted, actor.id, after, limit)
    return [
        Found(person, tuple(skill for skill in person.skills if folded(skill) in wanted))
        for person in people
    ]


async def listed(work: "Work", actor: Person, key: str) -> Person:
    """The freelancer of a public key, whom clients may see; oneself in any case.

    Raises Refused `not-listed`, whatever the reason.
    """
    person = await work.directory.of_key(key)
    if person is None or not (person.listed or person.id == actor.id):
        raise Refused("not-listed")
    return person


def _begun(person: Person, words: tuple[str, ...]) -> tuple[str, ...]:
    """The skills that one of the words begins."""
    return tuple(s for s in person.skills if any(p.startswith(words) for p in parted(s)))
