"""Whom a job was told to is forgotten a month after its end, and nobody is told twice for all that.

Seen to fail: without the mark, a job that was opened again was told of anew; with the client's
row removed on the second day, too; with jobs that are open, or over for a week; and with a batch
that ended the walk.
"""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.jobs.forget_hits import KEEP_HITS, forget_hits
from marketplace import alerts, hiding, jobs
from marketplace.finding import Search
from marketplace.jobs import OPEN_FOR, Job
from marketplace.people import Person
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, hired, offered, posted, someone, within

SECOND = timedelta(seconds=1)


@pytest.fixture
async def marc(storage: Storage) -> Person:
    return await someone(storage, MARC, "Marc")


@pytest.fixture
async def ana(storage: Storage) -> Person:
    """She wants to hear of everything, and so does Ola."""
    ana, ola = await someone(storage, ANA, "Ana"), await someone(storage, OLA, "Ola")
    for person in (ana, ola):
        await within(storage, lambda work, p=person: alerts.save(work, p, Search("ceramics")))
    return ana


async def told(storage: Storage) -> int:
    """For how many people the jobs that wait are noted; they are told of them."""
    async with storage.begin() as work:
        waiting = await work.alerts.unmatched(100)
    noted = [await within(storage, lambda work, n=n: alerts.match(work, n)) for n in waiting]
    for person_id in (ANA, OLA):
        await within(storage, lambda work, p=person_id: alerts.tell(work, p))
    return sum(noted)


async def remembered(storage: Storage) -> set[tuple[int, int]]:
    hits = tables.alert_hits.c
    async with storage.engine.connect() as connection:
        rows = await connection.execute(sa.select(hits.job_id, hits.person_id))
        return {(row.job_id, row.person_id) for row in rows}


async def ends(storage: Storage, marc: Person, job: Job, how: str) -> None:
    if how == "expired":
        await within(storage, lambda work: jobs.expire(work, job.id))
    elif how == "closed":
        await within(storage, lambda work: jobs.close(work, marc, job.id))
    else:
        await hired(storage, marc, await offered(storage, await someone(storage, 7, "Eve"), job))


@pytest.mark.parametrize("how", ["expired", "closed", "hired"])
async def test_a_month_after_its_end_it_is_forgotten_who_was_told(
    storage: Storage, clock: FakeClock, marc: Person, ana: Person, how: str
) -> None:
    job = await posted(storage, marc)
    assert await told(storage) == 2
    if how == "hired":
        await ends(storage, marc, job, how)
    clock.pass_(OPEN_FOR)
    if how != "hired":
        await ends(storage, marc, job, "expired" if how == "expired" else "closed")
    clock.pass_(KEEP_HITS - SECOND)
    assert await forget_hits(storage) == 0
    clock.pass_(SECOND)
    assert await forget_hits(storage) == 2
    assert await remembered(storage) == (set() if how == "hired" else {(job.id, MARC)})
    assert await forget_hits(storage) == 0


async def test_who_opens_a_job_again_after_long_does_not_tell_of_it_twice(
    storage: Storage, clock: FakeClock, marc: Person, ana: Person
) -> None:
    """Another one is told of, as ever; and what was open again in time still knows whom."""
    old, again = await posted(storage, marc), await posted(storage, marc)
    assert await told(storage) == 4
    for job in (old, again):
        await within(storage, lambda work, job=job: jobs.close(work, marc, job.id))
    clock.pass_(KEEP_HITS)
    await within(storage, lambda work: jobs.renew(work, marc, again.id))
    clock.pass_(OPEN_FOR)
    assert await forget_hits(storage) == 2
    await within(storage, lambda work: jobs.renew(work, marc, old.id))
    new = await posted(storage, marc)
    assert await told(storage) == 2
    people = {MARC: {old.id}, ANA: {again.id, new.id}, OLA: {again.id, new.id}}
    kept = await remembered(storage)
    assert kept == {(job_id, person) for person, mine in people.items() for job_id in mine}
    for passed in (OPEN_FOR, KEEP_HITS):
        clock.pass_(passed)
        await within(storage, lambda work: jobs.renew(work, marc, old.id))
        assert await told(storage) == 0
        assert await forget_hits(storage) == 0


async def test_a_hidden_job_is_not_over(
    storage: Storage, clock: FakeClock, marc: Person, ana: Person
) -> None:
    job = await posted(storage, marc)
    assert await told(storage) == 2

    async def hide(work: UnitOfWork) -> None:
        await hiding.hide(work, await hiding.hideable(work, job.id), "Is it real?")

    await within(storage, hide)
    clock.pass_(OPEN_FOR + 2 * KEEP_HITS)
    assert await forget_hits(storage) == 0


async def test_many_go_in_small_batches(
    storage: Storage,
    clock: FakeClock,
    marc: Person,
    ana: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is in between stays."""
    monkeypatch.setattr("storage.old_hits.LOOKED_AT", 3)
    made = [await posted(storage, marc) for _ in range(7)]
    assert await told(storage) == 14
    for job in (*made[:3], *made[4:]):
        await within(storage, lambda work, job=job: jobs.close(work, marc, job.id))
    clock.pass_(OPEN_FOR + KEEP_HITS)
    assert await forget_hits(storage) == 12
    marks = {(job.id, MARC) for job in made if job != made[3]}
    assert await remembered(storage) == marks | {(made[3].id, ANA), (made[3].id, OLA)}
