"""Jobs that people have saved, on both databases.

Seen to fail: with the jobs of everybody listed, and without the limit.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import jobs, saved_jobs
from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.saved_jobs import MOST_SAVED, Page
from storage import tables
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, job_terms, posted, someone, within


async def cast(storage: Storage, clock: FakeClock, count: int) -> tuple[Person, Person, list[Job]]:
    """Ana, Marc, and so many jobs of Marc's, all of which Ana has saved."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    made = [await posted(storage, marc, job_terms(f"Shop number {n}")) for n in range(count)]
    for job in made:
        clock.pass_(timedelta(seconds=1))
        await save(storage, ana, job.id)
    return ana, marc, made


async def save(storage: Storage, person: Person, job_id: int) -> None:
    await within(storage, lambda work: saved_jobs.save(work, person, job_id))


async def unsave(storage: Storage, person: Person, job_id: int) -> None:
    await within(storage, lambda work: saved_jobs.unsave(work, person, job_id))


async def page(storage: Storage, person: Person, number: int = 0, size: int = 2) -> Page:
    async with storage.begin() as work:
        return await saved_jobs.page(work, person, number, size)


async def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        await act
    return refused.value.key


async def test_the_last_saved_comes_first_page_by_page(storage: Storage, clock: FakeClock) -> None:
    ana, _, (first, second, third) = await cast(storage, clock, 3)
    await unsave(storage, ana, first.id)
    clock.pass_(timedelta(seconds=1))
    await save(storage, ana, first.id)
    assert await page(storage, ana) == Page((first, third), 0, more=True)
    assert await page(storage, ana, 1) == Page((second,), 1)
    for beyond in (2, 10**9, 2**63):
        assert await page(storage, ana, beyond) == Page((second,), 1)
    assert await page(storage, ana, -1) == await page(storage, ana)
    assert await page(storage, await someone(storage, OLA, "Ola")) == Page()


async def test_a_page_that_is_exactly_full_is_the_last(storage: Storage, clock: FakeClock) -> None:
    ana, _, (first, second) = await cast(storage, clock, 2)
    assert await page(storage, ana) == Page((second, first))


async def test_saved_once_and_taken_off_once(storage: Storage, clock: FakeClock) -> None:
    """Also what is closed meanwhile stays, and can be taken off."""
    ana, marc, (job,) = await cast(storage, clock, 1)
    assert await refusal(save(storage, ana, job.id)) == "job-saved-already"
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    assert not (await page(storage, ana)).jobs[0].listed
    await unsave(storage, ana, job.id)
    assert await refusal(unsave(storage, ana, job.id)) == "job-not-saved"
    assert await page(storage, ana) == Page()


async def test_what_can_not_be_saved(storage: Storage, clock: FakeClock) -> None:
    ana, marc, (job,) = await cast(storage, clock, 1)
    assert await refusal(save(storage, marc, job.id)) == "own-job-saved"
    for gone in (job.id + 10**6, 2**70):
        assert await refusal(save(storage, ana, gone)) == "job-not-open"
        assert await refusal(unsave(storage, ana, gone)) == "job-not-saved"
    other = await posted(storage, marc)
    await within(storage, lambda work: jobs.close(work, marc, other.id))
    assert await refusal(save(storage, ana, other.id)) == "job-not-open"


async def test_a_hundred_at_most(storage: Storage, clock: FakeClock) -> None:
    ana, _, (job,) = await cast(storage, clock, 1)
    ola = await someone(storage, OLA, "Ola")
    ids = [job.id + n for n in range(1, MOST_SAVED + 1)]
    async with storage.engine.begin() as connection:
        row = (await connection.execute(sa.select(tables.jobs))).mappings().one()
        await connection.execute(tables.jobs.insert(), [{**row, "id": one} for one in ids])
        kept = [{"person_id": ANA, "job_id": one, "at": clock.now()} for one in ids[:-1]]
        await connection.execute(tables.saved_jobs.insert(), kept)
    assert await refusal(save(storage, ana, ids[-1])) == "too-many-saved-jobs"
    await save(storage, ola, ids[-1])
    await unsave(storage, ana, ids[0])
    await save(storage, ana, ids[-1])
    last = await page(storage, ana, 10**9, 5)
    assert (last.number, last.more) == (MOST_SAVED // 5 - 1, False)
