"""Bans: somebody begins nothing new here any more. They neither post nor bid, hire nor write to
people without a common project; what runs goes on to its end, so that nobody's money is held up.

Their open jobs are hidden with them, and come back with them; their live bids are let go.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from marketplace import events, hiding
from marketplace.bids import Bid, BidState
from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work


async def bannable(work: "Work", person_id: int) -> Person:
    """Locked. Raises Refused: `gone`, `operator-stays`, `banned-already`."""
    person = await _locked(work, person_id)
    if person.id in work.policy.operators:
        raise Refused("operator-stays")
    if person.banned:
        raise Refused("banned-already", name=person.shown_name)
    return person


async def ban(work: "Work", person: Person, why: str) -> Person:
    """`person`: as `bannable` gives them: they post and bid nothing meanwhile. Jobs are locked in
    the order of their ids, so that two bans never wait for each other."""
    await work.people.ban(person.id, work.now, why)
    person = replace(person, banned_at=work.now, banned_why=why)
    own = await work.jobs.open_of(person.id)
    made = {bid.job_id: bid for bid in await work.bids.live_of_freelancer(person.id)}
    for job_id in sorted({*own, *made}):
        job = await work.jobs.lock(job_id)
        if job is not None and job_id in made:
            await _let_go(work, job, made[job_id])
        elif job is not None and job.listed:
            await hiding.hide(work, job, why, by_ban=True)
    work.happened(events.PersonBanned(person))
    return person


async def _let_go(work: "Work", job: Job, bid: Bid) -> None:
    """Unless it was withdrawn or decided on this very moment."""
    if await work.bids.move(bid.id, BidState.LIVE, BidState.LET_GO):
        gone = replace(bid, state=BidState.LET_GO, nudge_at=None)
        work.happened(events.BidRemoved(job, gone))


async def banned(work: "Work", person_id: int) -> Person:
    """Locked. Raises Refused: `gone`, `not-banned`."""
    person = await _locked(work, person_id)
    if not person.banned:
        raise Refused("not-banned", name=person.shown_name)
    return person


async def unban(work: "Work", person: Person, why: str) -> Person:
    """`person`: as `banned` gives them. Exactly the jobs that the ban has hidden come back."""
    await work.people.ban(person.id, None, "")
    person = replace(person, banned_at=None, banned_why="")
    for job in await _all_locked(work, await work.jobs.hidden_by_ban(person.id)):
        await hiding.restore(work, job, why)
    work.happened(events.PersonUnbanned(person, why))
    return person


async def _all_locked(work: "Work", job_ids: Iterable[int]) -> list[Job]:
    found = [await work.jobs.lock(job_id) for job_id in job_ids]
    return [job for job in found if job is not None and job.hidden_by_ban]


async def _locked(work: "Work", person_id: int) -> Person:
    if await work.people.find(person_id) is None:
        raise Refused("gone")
    return await work.people.lock(person_id)
