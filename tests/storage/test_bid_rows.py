"""Bids with their plans, round trip, and hiring."""

from dataclasses import replace

import pytest

from marketplace import bids, jobs
from marketplace.bids import BidState
from marketplace.errors import Refused
from marketplace.jobs import JobState
from marketplace.projects import MilestoneState
from storage.unit_of_work import Storage
from tests.storage.deal import ANA, MARC, OLA, bid_terms, hired, offered, posted, someone, within


async def test_a_bid_comes_back_as_it_was(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    bid = await offered(storage, ana, job, 30000, 10000, 20000)
    async with storage.begin() as work:
        assert await work.bids.find(bid.id) == bid
        assert await work.bids.live_of(ANA, job.id) == bid
        assert await work.bids.live_of(MARC, job.id) is None
        assert await work.bids.find(bid.id + 1) is None
        assert [step.amount_minor for step in bid.terms.plan] == [30000, 10000, 20000]
    changed = await within(storage, lambda work: bids.edit(work, ana, bid.id, bid_terms(5000)))
    async with storage.begin() as work:
        assert await work.bids.find(bid.id) == changed == replace(bid, terms=bid_terms(5000))


async def test_a_withdrawn_bid_makes_room_for_another(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    first = await offered(storage, ana, job)
    with pytest.raises(Refused, match="already-bid"):
        await offered(storage, ana, job)
    await within(storage, lambda work: bids.withdraw(work, ana, first.id))
    second = await offered(storage, ana, job)
    async with storage.begin() as work:
        assert await work.bids.live_of_job(job.id) == [second]
        assert await work.bids.count_live(job.id) == 1
        mine = await work.bids.of_freelancer(ANA, None, 10)
        assert [(bid.id, bid.state) for bid in mine] == [
            (second.id, BidState.LIVE),
            (first.id, BidState.WITHDRAWN),
        ]
        assert await work.bids.of_freelancer(ANA, second.id, 10) == mine[1:]
        assert await work.bids.of_freelancer(ANA, None, 1) == mine[:1]


async def test_a_move_happens_from_the_state_it_was_in(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid = await offered(storage, ana, await posted(storage, marc))
    async with storage.begin() as work:
        assert not await work.bids.move(bid.id, BidState.DECLINED, BidState.LIVE)
        assert await work.bids.move(bid.id, BidState.LIVE, BidState.DECLINED)
        assert not await work.bids.move(bid.id, BidState.LIVE, BidState.HIRED)


async def test_hiring_starts_the_project_and_lets_the_others_go(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    others = [await someone(storage, OLA + n, f"Ola {n}") for n in range(3)]
    job = await posted(storage, marc)
    bid = await offered(storage, ana, job, 20000, 30000)
    lost = [await offered(storage, other, job, 40000, 1000) for other in others]
    async with storage.begin() as work:
        live = await work.bids.live_of_job(job.id)
        assert [one.id for one in live] == [bid.id, *(one.id for one in lost)]
    project = await hired(storage, marc, bid)
    async with storage.begin() as work:
        now_job = await work.jobs.find(job.id)
        assert now_job
        assert now_job.state is JobState.HIRED
        states = [await work.bids.find(one.id) for one in (bid, *lost)]
        assert [one.state for one in states if one] == [BidState.HIRED] + [BidState.LET_GO] * 3
        assert await work.bids.let_go(job.id) == []
        assert await work.projects.find(project.id) == project
        assert [step.state for step in project.milestones] == [
            MilestoneState.IN_PROGRESS,
            MilestoneState.UPCOMING,
        ]


async def test_a_closed_job_lets_its_bidders_go_with_their_plans(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    bid = await offered(storage, ana, job, 100, 200)
    async with storage.begin() as work:
        assert await work.bids.let_go(job.id) == [
            replace(bid, state=BidState.LET_GO, nudge_at=None)
        ]
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    async with storage.begin() as work:
        gone = await work.bids.find(bid.id)
        assert gone
        assert gone.state is BidState.LET_GO
