"""Searches that a person has saved, and the new jobs that they are told of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.finding import Order, Search
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person
from marketplace.terms import indexed, is_unspaced
from marketplace.text import folded

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_SAVED = 20
SHORTEST_PIECE = 3
LONGEST_PIECE = 12
"""Characters of an anchor; what it leaves out is compared afterwards."""
ANY_JOB = "*"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """`daily`: told of once a day instead of at once. `muted`: not at all, until it is unmuted."""

    id: int
    person_id: int
    search: Search
    daily: bool = False
    muted: bool = False


# --- which job answers which search --------------------------------------------------------


def anchors(search: Search, person: Person) -> tuple[str, ...]:
    """What a job must have at least one of to answer the search: so a new job meets only the few
    searches that it can answer, however many are saved (docs/decisions/0020)."""
    if search.terms:
        return (_anchor(max(search.terms, key=len)),)
    groups = search.skill_groups(person)
    if groups:
        return tuple(dict.fromkeys(_skill(one) for one in min(groups, key=len)))
    return (ANY_JOB,)


def anchors_of(job: Job) -> set[str]:
    """The anchors of all searches that the job may answer."""
    pieces = {piece for word in _words(job) for piece in _pieces(word)}
    return {ANY_JOB, *pieces, *(_skill(one) for one in job.terms.skills)}


@dataclass(frozen=True, slots=True)
class Content:
    """What searches look for in a job, taken apart once for all of them: `words` and folded
    `skills`."""

    terms: JobTerms
    words: frozenset[str]
    skills: frozenset[str]


def content_of(job: Job) -> Content:
    return Content(job.terms, frozenset(_words(job)), frozenset(map(folded, job.terms.skills)))


def answers(job: Content, search: Search, person: Person) -> bool:
    """Whether the job is one that the person asked for; mistyped words are not forgiven here."""
    if search.least_minor and job.terms.budget_max_minor < search.least_minor:
        return False
    if search.most_minor and job.terms.budget_min_minor > search.most_minor:
        return False
    groups = search.skill_groups(person)
    if any(job.skills.isdisjoint(map(folded, group)) for group in groups):
        return False
    return all(_is_in(term, job.words) for term in search.terms)


def _words(job: Job) -> set[str]:
    terms = job.terms
    return {*indexed(terms.title), *indexed(terms.description), *indexed(" ".join(terms.skills))}


def _is_whole(term: str) -> bool:
    """Whether it means whole words alone: "UI", "Go", ".net"."""
    return term.startswith(".") or (len(term) < SHORTEST_PIECE and not is_unspaced(term))


def _is_in(term: str, words: frozenset[str]) -> bool:
    if _is_whole(term):
        return term in words
    if len(term) < SHORTEST_PIECE:
        return any(word.startswith(term) for word in words)
    return any(term in word for word in words)


def _anchor(term: str) -> str:
    return term[:LONGEST_PIECE]


def _skill(skill: str) -> str:
    return "#" + folded(skill)


def _pieces(word: str) -> Iterator[str]:
    """Whatever of the word can be an anchor."""
    if len(word) < SHORTEST_PIECE or word.startswith("."):
        yield word
    if is_unspaced(word):
        yield word[:1]
    for length in range(SHORTEST_PIECE, min(len(word), LONGEST_PIECE) + 1):
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


# --- use cases -----------------------------------------------------------------------------


async def save(work: "Work", actor: Person, search: Search) -> SavedSearch:
    """From now on the actor is told of new jobs that answer it: at once, or daily where it asks
    for nothing in particular. What was mistyped is saved as it was meant. Saved already, it is
    unmuted.

    Raises Refused `too-many-saved`.
    """
    meant = await _as_meant(work, actor, search)
    lasting = replace(meant, order=Order.NEWEST, within_days=0, unbid=False)
    saved = await work.alerts.lock_all(actor.id)
    same = next((one for one in saved if one.search == lasting), None)
    if same:
        return await _changed(work, replace(same, muted=False)) if same.muted else same
    if len(saved) >= MOST_SAVED:
        raise Refused("too-many-saved", most=MOST_SAVED)
    new = SavedSearch(0, actor.id, lasting, daily=lasting == Search())
    return await work.alerts.add(new, anchors(lasting, actor))


async def _as_meant(work: "Work", actor: Person, search: Search) -> Search:
    found = await work.finding.search(search, actor, None, 1, counted=False)
    meant = dict(found.instead)
    words = " ".join(meant.get(term, term) for term in search.terms)
    return replace(search, query=words) if meant else search


async def own(work: "Work", actor: Person, saved_id: int) -> SavedSearch:
    """Raises Refused `gone` for what is no saved search of the actor's."""
    found = await work.alerts.find(saved_id)
    if found is None or found.person_id != actor.id:
        raise Refused("gone")
    return found


async def mute(work: "Work", actor: Person, saved_id: int, *, muted: bool) -> SavedSearch:
    """Raises Refused as `own`."""
    return await _changed(work, replace(await own(work, actor, saved_id), muted=muted))


async def tell_daily(work: "Work", actor: Person, saved_id: int, *, daily: bool) -> SavedSearch:
    """Raises Refused as `own`."""
    return await _changed(work, replace(await own(work, actor, saved_id), daily=daily))


async def stop(work: "Work", actor: Person, saved_id: int) -> SavedSearch:
    """Forgets it. Raises Refused as `own`."""
    found = await own(work, actor, saved_id)
    await work.alerts.remove(saved_id)
    return found


async def _changed(work: "Work", saved: SavedSearch) -> SavedSearch:
    await work.alerts.save(saved)
    return saved


async def follow_skills(work: "Work", person: Person) -> None:
    """The person's skills have changed: what looks for "my skills" looks for the new ones."""
    for saved in await work.alerts.of(person.id):
        if saved.search.own_skills:
            await work.alerts.anchor(saved.id, anchors(saved.search, person))


async def match(work: "Work", job_id: int) -> int:
    """Notes who is to be told of a new job, each person once, whatever comes later. Returns how
    many that are."""
    await work.alerts.matched(job_id)
    job = await work.jobs.find(job_id)
    if job is None or not job.listed:
        return 0
    likely = await work.alerts.that_may_want(job, anchors_of(job))
    hits: dict[int, int] = {}
    content = content_of(job)
    for saved, person in likely:
        if person.id not in hits and answers(content, saved.search, person):
            hits[person.id] = saved.id
    return await work.alerts.note(job.id, hits)


async def tell(work: "Work", person_id: int) -> None:
    """Tells a person of all jobs that were noted for them and can still be bid on."""
    person = await work.people.get(person_id)
    for saved, jobs in _by_search(await work.alerts.take(person_id)):
        listed = tuple(job for job in jobs if job.listed)
        if listed and not saved.muted:
            work.happened(events.JobsMatched(person, saved, listed))


def _by_search(
    noted: Iterable[tuple[SavedSearch, Job]],
) -> Sequence[tuple[SavedSearch, list[Job]]]:
    grouped: dict[int, tuple[SavedSearch, list[Job]]] = {}
    for saved, job in noted:
        grouped.setdefault(saved.id, (saved, []))[1].append(job)
    return [*grouped.values()]
