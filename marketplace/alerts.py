"""Searches that a person has saved, and the new jobs that they are told of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.finding import Order, Search
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.wanted import content_of, wanted

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_SAVED = 20


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """`daily`: told of once a day instead of at once. `muted`: not at all, until it is unmuted."""

    id: int
    person_id: int
    search: Search
    daily: bool = False
    muted: bool = False


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
    person = await work.people.get(actor.id)  # with the skills of now: they may just have changed
    return await work.alerts.add(new, wanted(lasting, person))


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
            await work.alerts.want(saved.id, wanted(saved.search, person))


async def match(work: "Work", job_id: int) -> int:
    """Notes who is to be told of a new job, each person once, whatever comes later. Returns how
    many that are."""
    await work.alerts.matched(job_id)
    job = await work.jobs.find(job_id)
    if job is None or not job.listed:
        return 0
    content = content_of(job)
    hits: dict[int, int] = {}
    for one in await work.alerts.that_may_want(job, content.parts):
        if one.person_id not in hits and content.has_of_each(one.further):
            hits[one.person_id] = one.saved_id
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
