"""Bids beside who made them, and the client's shortlist, on both databases.

Seen to fail: with bids that are over left among the live ones, and without the job's lock on
PostgreSQL (six picked).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import bids, choosing, jobs
from marketplace.bids import Bid
from marketplace.choosing import Candidate
from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import ANA, MARC, OLA, offered, posted, someone, within

Act = Callable[[UnitOfWork], Awaitable[object]]


async def offers(storage: Storage, count: int) -> tuple[Person, Job, list[Bid]]:
    """Marc's job with so many bids, of Ola 0, Ola 1 …"""
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    bidders = [await someone(storage, OLA + n, f"Ola {n}") for n in range(count)]
    return marc, job, [await offered(storage, bidder, job, 20000, 30000) for bidder in bidders]


async def found(storage: Storage, job: Job, limit: int = 200) -> list[Candidate]:
    async with storage.begin() as work:
        return await work.shortlists.candidates(job.id, limit)


async def test_candidates_are_the_live_bids_with_their_people(storage: Storage) -> None:
    marc, job, (first, second, third) = await offers(storage, 3)
    ana = await someone(storage, ANA, "Ana")
    other = await offered(storage, ana, await posted(storage, marc))
    long_plan = await offered(storage, ana, job, *range(1000, 21000, 1000))
    await within(storage, lambda work: bids.decline(work, marc, second.id))
    got = await found(storage, job)
    assert [one.bid for one in got] == [first, third, long_plan]
    async with storage.begin() as work:
        assert [one.freelancer for one in got] == [
            await work.people.get(bid.freelancer_id) for bid in (first, third, long_plan)
        ]
    assert not any(one.shortlisted or one.picked for one in got)
    assert [one.bid for one in await found(storage, job, 2)] == [first, third]
    assert other not in [one.bid for one in got]


async def test_candidates_are_one_statement_and_their_ratings_another(storage: Storage) -> None:
    """Seen to fail with the person of each bid looked up by itself."""
    _, job, _ = await offers(storage, 5)
    said: list[str] = []

    def hear(_: Any, __: Any, sql: str, *___: Any) -> None:
        said.append(sql)

    engine = storage.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        async with storage.begin() as work:
            got = await choosing.candidates(work, job)
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)
    assert len(got) == 5
    assert {one.fit for one in got} == {100}
    assert len([sql for sql in said if "SELECT" in sql.upper()]) == 2


async def test_a_shortlist_keeps_what_was_put_on_it(storage: Storage) -> None:
    marc, job, (first, second) = await offers(storage, 2)
    await within(storage, lambda work: choosing.put(work, marc, first.id))
    assert [one.shortlisted for one in await found(storage, job)] == [True, False]
    with pytest.raises(Refused, match="shortlisted-already"):
        await within(storage, lambda work: choosing.put(work, marc, first.id))
    with pytest.raises(Refused, match="not-shortlisted"):
        await within(storage, lambda work: choosing.take_off(work, marc, second.id))
    await within(storage, lambda work: choosing.take_off(work, marc, first.id))
    assert [one.shortlisted for one in await found(storage, job)] == [False, False]


async def test_only_live_bids_count(storage: Storage) -> None:
    marc, job, (first, second, third) = await offers(storage, 3)
    for bid in (first, second, third):
        await within(storage, lambda work, bid=bid: choosing.put(work, marc, bid.id))
    await within(storage, lambda work: bids.decline(work, marc, first.id))
    async with storage.begin() as work:
        bidder = await work.people.get(second.freelancer_id)
    await within(storage, lambda work: bids.withdraw(work, bidder, second.id))
    async with storage.begin() as work:
        assert await work.shortlists.of_job(job.id) == {third.id: False}
    again = await offered(storage, bidder, job)
    assert [(one.bid.id, one.shortlisted) for one in await found(storage, job)] == [
        (third.id, True),
        (again.id, False),
    ]


async def test_whose_shortlist_it_is(storage: Storage) -> None:
    """Neither the bidder nor anybody else; on a job that is over, nobody."""
    marc, job, (bid,) = await offers(storage, 1)
    ana = await someone(storage, ANA, "Ana")
    async with storage.begin() as work:
        bidder = await work.people.get(bid.freelancer_id)
    for actor in (bidder, ana):
        for act in acts_on(actor, bid):
            with pytest.raises(Refused, match="not-yours"):
                await within(storage, act)
        with pytest.raises(Refused, match="not-yours"):
            await within(
                storage, lambda work, actor=actor: choosing.own_candidates(work, actor, job.id)
            )
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    for act in acts_on(marc, bid):
        with pytest.raises(Refused, match="job-not-open"):
            await within(storage, act)


def acts_on(actor: Person, bid: Bid) -> tuple[Act, ...]:
    return (
        lambda work: choosing.put(work, actor, bid.id),
        lambda work: choosing.take_off(work, actor, bid.id),
        lambda work: choosing.pick(work, actor, bid.id, picked=True),
    )


async def test_three_at_most_stand_side_by_side(storage: Storage) -> None:
    marc, job, made = await offers(storage, 5)
    for bid in made[:4]:
        await within(storage, lambda work, bid=bid: choosing.put(work, marc, bid.id))

    def picks(bid: Bid, *, picked: bool = True) -> Awaitable[object]:
        return within(storage, lambda work: choosing.pick(work, marc, bid.id, picked=picked))

    for bid in made[:3]:
        await picks(bid)
    with pytest.raises(Refused, match="too-many-picked"):
        await picks(made[3])
    with pytest.raises(Refused, match="picked-already"):
        await picks(made[0])
    with pytest.raises(Refused, match="not-shortlisted"):
        await picks(made[4])
    await picks(made[0], picked=False)
    await picks(made[3])
    listed = choosing.shortlist(await found(storage, job))
    assert [one.bid.id for one in choosing.compared(listed)] == [bid.id for bid in made[1:4]]


async def test_picks_at_the_same_time_are_three_at_most(storage: Storage) -> None:
    marc, job, made = await offers(storage, 6)
    for bid in made:
        await within(storage, lambda work, bid=bid: choosing.put(work, marc, bid.id))

    async def picks(bid: Bid) -> bool:
        try:
            await within(storage, lambda work: choosing.pick(work, marc, bid.id, picked=True))
        except Refused:
            return False
        return True

    done = await asyncio.gather(*(picks(bid) for bid in made))
    async with storage.begin() as work:
        listed = await work.shortlists.of_job(job.id)
    assert sum(done) == sum(listed.values()) == 3


async def test_a_shortlist_is_short(storage: Storage) -> None:
    marc, _, made = await offers(storage, choosing.MOST_SHORTLISTED + 1)
    for bid in made[:-1]:
        await within(storage, lambda work, bid=bid: choosing.put(work, marc, bid.id))
    with pytest.raises(Refused, match="shortlist-full"):
        await within(storage, lambda work: choosing.put(work, marc, made[-1].id))


async def test_what_is_compared(storage: Storage) -> None:
    _, job, _ = await offers(storage, 4)
    four = [replace(one, shortlisted=True) for one in await found(storage, job)]
    for count in (0, 1):
        with pytest.raises(Refused, match="too-few-to-compare"):
            choosing.compared(four[:count])
    for count in (2, 3):
        assert choosing.compared(four[:count]) == four[:count]
    assert choosing.compared(four) == []
    picked = [replace(one, picked=n in (1, 3)) for n, one in enumerate(four)]
    assert choosing.compared(picked) == [picked[1], picked[3]]
    assert choosing.compared([replace(four[0], picked=True), *four[1:]]) == []
