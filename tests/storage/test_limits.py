"""A day's most of jobs and bids, by the time of the n-th newest, whoever comes at once.

Seen to fail: without the lock in `people.check_not_banned`, twenty jobs at once were twenty jobs on
PostgreSQL; with the limit asked of live bids only, whoever withdraws could bid without end.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace import bids, jobs
from marketplace.errors import Refused
from storage.unit_of_work import Storage
from tests.conftest import TAKES_MONEY, FakeClock
from tests.storage.deal import ANA, MARC, bid_terms, job_terms, offered, posted, someone, within
from tests.storage.racing import race, two_programs

A_DAY = timedelta(days=1)
LIMITED = replace(TAKES_MONEY, jobs_a_day=3, bids_a_day=3)


async def refusal(storage: Storage, act: object) -> Refused:
    with pytest.raises(Refused) as refused:
        await within(storage, act)  # type: ignore[arg-type]
    return refused.value


async def test_jobs_within_any_24_hours(storage: Storage, clock: FakeClock) -> None:
    """Closed ones count; changing one does not."""
    storage.policy = LIMITED
    marc = await someone(storage, MARC, "Marc")
    first = clock.now()
    own = []
    for _ in range(3):
        own.append(await posted(storage, marc))
        clock.pass_(timedelta(hours=1))
    await within(storage, lambda work: jobs.close(work, marc, own[0].id))
    await within(storage, lambda work: jobs.edit(work, marc, own[1].id, job_terms("Another title")))
    refused = await refusal(storage, lambda work: jobs.post(work, marc, job_terms()))
    assert (refused.key, refused.facts) == ("too-many-jobs", {"most": 3, "at": first + A_DAY})
    clock.pass_(first + A_DAY - clock.now() - timedelta(microseconds=1))
    await refusal(storage, lambda work: jobs.may_post(work, marc))
    clock.pass_(timedelta(microseconds=1))
    await posted(storage, marc)
    refused = await refusal(storage, lambda work: jobs.may_post(work, marc))
    assert refused.facts["at"] == first + timedelta(hours=1) + A_DAY


async def test_bids_within_any_24_hours(storage: Storage, clock: FakeClock) -> None:
    """Withdrawn ones count; changing one does not."""
    storage.policy = replace(LIMITED, jobs_a_day=0)
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    first = clock.now()
    offers = [await posted(storage, marc) for _ in range(4)]
    made = [await offered(storage, ana, job) for job in offers[:3]]
    await within(storage, lambda work: bids.withdraw(work, ana, made[0].id))
    await within(storage, lambda work: bids.edit(work, ana, made[1].id, bid_terms(100)))
    refused = await refusal(storage, lambda work: bids.may_bid(work, ana, offers[3].id))
    assert (refused.key, refused.facts) == ("too-many-bids", {"most": 3, "at": first + A_DAY})
    clock.pass_(A_DAY)
    await offered(storage, ana, offers[3])


async def test_a_limit_is_one_persons_own_and_none_is_none(storage: Storage) -> None:
    storage.policy = replace(LIMITED, jobs_a_day=1)
    for person_id in (ANA, MARC):
        await posted(storage, await someone(storage, person_id, "Somebody"))
    storage.policy = replace(LIMITED, jobs_a_day=0)
    marc = await someone(storage, MARC, "Marc")
    for _ in range(12):
        await posted(storage, marc)


async def test_twenty_at_once_are_ten(database_url: str, clock: FakeClock) -> None:
    async with two_programs(database_url, clock) as programs:
        for program in programs:
            program.policy = replace(TAKES_MONEY, jobs_a_day=10, bids_a_day=10)
        marc, ana = await someone(programs[0], MARC, "Marc"), await someone(programs[0], ANA, "Ana")
        posts = [lambda work: jobs.post(work, marc, job_terms())] * 20
        assert sum(job is not None for job in await race(programs, *posts)) == 10
        for program in programs:
            program.policy = replace(TAKES_MONEY, bids_a_day=10)
        open_jobs = [await posted(programs[0], marc) for _ in range(20)]
        terms = bid_terms(100)
        made = await race(
            programs,
            *(lambda work, job=job: bids.submit(work, ana, job.id, terms) for job in open_jobs),
        )
        assert sum(bid is not None for bid in made) == 10
