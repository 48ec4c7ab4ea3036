"""What a saved search asks of a job and what a job has, both in parts that need only be
compared: so a new job meets only the few searches that it can answer, however many are saved
(docs/decisions/0020)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from marketplace.finding import Search
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.terms import indexed, is_unspaced
from marketplace.text import folded

SHORTEST_PIECE = 3
LONGEST_PIECE = 12
"""Characters of a piece of a word; longer terms are compared with the words themselves."""
ANY_JOB = "*"

Groups = Sequence[Sequence[str]]
"""Of each group a job must have at least one part."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A job answers the search if it has one of the `anchors` and one part of each group of
    `further`, and its budget reaches up to `least_minor` and down to `most_minor` (0 for any).

    Anchors are looked up; what is further is compared search by search.
    """

    anchors: tuple[str, ...]
    further: Groups = ()
    least_minor: int = 0
    most_minor: int = 0


def wanted(search: Search, person: Person) -> Wanted:
    """What the person asks of a job. Words come before skills, since many people ask for the same
    skills, and long words before short ones; mistyped words are not forgiven here."""
    words = [(term,) for term in sorted(search.terms, key=len, reverse=True)]
    skills = [tuple(dict.fromkeys(map(_skill, group))) for group in search.skill_groups(person)]
    anchors, *further = [*words, *sorted(skills, key=len)] or [(ANY_JOB,)]
    if words and len(anchors[0]) > LONGEST_PIECE:
        further.insert(0, anchors)
        anchors = (anchors[0][:LONGEST_PIECE],)
    return Wanted(anchors, tuple(further), search.least_minor, search.most_minor)


class Likely(NamedTuple):
    """A saved search that only what is `further` can keep from wanting a job."""

    saved_id: int
    person_id: int
    further: Groups


@dataclass(frozen=True, slots=True)
class Content:
    """What a job has, taken apart once for all searches that may want it. `parts`: what an anchor
    can be; `long_words`: those whose pieces are not all among them."""

    parts: frozenset[str]
    long_words: tuple[str, ...]

    def has_of_each(self, groups: Groups) -> bool:
        return all(any(map(self._has, group)) for group in groups)

    def _has(self, part: str) -> bool:
        if part in self.parts:
            return True
        return len(part) > LONGEST_PIECE and any(part in word for word in self.long_words)


def content_of(job: Job) -> Content:
    terms = job.terms
    words = {*indexed(terms.title), *indexed(terms.description), *indexed(" ".join(terms.skills))}
    pieces = {piece for word in words for piece in _pieces(word)}
    parts = frozenset((ANY_JOB, *pieces, *map(_skill, terms.skills)))
    return Content(parts, tuple(word for word in words if len(word) > LONGEST_PIECE))


def _skill(skill: str) -> str:
    """No term begins like that."""
    return "@" + folded(skill)


def _pieces(word: str) -> Iterator[str]:
    """All terms of at most LONGEST_PIECE characters that mean the word: short ones ("UI", "Go")
    and endings (".net") mean it as a whole, letters of unspaced scripts its beginning."""
    if word.startswith("."):
        yield word
        word = word[1:]
    elif len(word) < SHORTEST_PIECE:
        yield word
    if is_unspaced(word):
        yield word[:1]
    for length in range(SHORTEST_PIECE, min(len(word), LONGEST_PIECE) + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]
