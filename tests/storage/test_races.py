"""Guarantees 7 and 9: of acts that exclude each other exactly one wins, on both databases.

Each race starts at a barrier, in two programs on one database, and is run several times.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from marketplace import bids, checkout, jobs, projects
from marketplace.bids import BidState
from marketplace.checkout import Payment
from marketplace.errors import Refused
from marketplace.money import GATEWAY, wallet
from marketplace.projects import DeliveryState, MilestoneState
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    bid_terms,
    delivered,
    offered,
    posted,
    running,
    someone,
    within,
)

Act = Callable[[UnitOfWork], Awaitable[Any]]
ROUNDS = 3
REASON = "The colours are wrong."


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    opened = [open_storage(database_url, clock, in_flight=10) for _ in range(2)]
    yield opened
    for program in opened:
        await program.close()


async def race(programs: list[Storage], *acts: Act) -> list[Any]:
    """What each act returned, or None where the rules refused it."""
    barrier = asyncio.Barrier(len(acts))

    async def run(number: int, act: Act) -> Any:
        await barrier.wait()
        try:
            return await within(programs[number % len(programs)], act)
        except Refused:
            return None

    return await asyncio.gather(*(run(number, act) for number, act in enumerate(acts)))


async def test_two_hires_at_once_and_one_project(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL without the lock of the job (a unique index then refuses the
    second with an error that nobody expects)."""
    storage = programs[0]
    marc = await someone(storage, MARC, "Marc")
    bidders = [await someone(storage, OLA + n, f"Ola {n}") for n in range(4)]
    for _ in range(ROUNDS):
        job = await posted(storage, marc)
        offers = [await offered(storage, bidder, job) for bidder in bidders]
        hires = [lambda work, bid=bid: bids.hire(work, marc, bid.id) for bid in offers]
        won = [project for project in await race(programs, *hires) if project]
        assert len(won) == 1
        async with storage.begin() as work:
            states = [(await work.bids.find(bid.id)).state for bid in offers]  # type: ignore[union-attr]
        assert sorted(states) == [BidState.HIRED] + [BidState.LET_GO] * 3


async def test_hire_close_withdraw_and_decline_at_once(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL without the lock of the job."""
    storage = programs[0]
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    for _ in range(ROUNDS):
        job = await posted(storage, marc)
        bid = await offered(storage, ana, job)
        hired, closed, withdrawn, declined = await race(
            programs,
            lambda work: bids.hire(work, marc, bid.id),  # noqa: B023
            lambda work: jobs.close(work, marc, job.id),  # noqa: B023
            lambda work: bids.withdraw(work, ana, bid.id),  # noqa: B023
            lambda work: bids.decline(work, marc, bid.id),  # noqa: B023
        )
        async with storage.begin() as work:
            now = await work.bids.find(bid.id)
            project = await work.projects.of_bid(bid.id)
        assert now
        assert bool(project) is bool(hired) is (now.state is BidState.HIRED)
        assert not (hired and (closed or withdrawn or declined))
        assert not (withdrawn and declined)


async def test_one_freelancer_bids_once(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL without the lock of the job (an error instead of a refusal)."""
    ana, marc = await someone(programs[0], ANA, "Ana"), await someone(programs[0], MARC, "Marc")
    for _ in range(ROUNDS):
        job = await posted(programs[0], marc)
        submit: Act = lambda work: bids.submit(work, ana, job.id, bid_terms(100))  # noqa: B023, E731
        assert len([bid for bid in await race(programs, *[submit] * 6) if bid]) == 1


async def test_accept_decline_newer_version_and_silence(
    programs: list[Storage], clock: FakeClock
) -> None:
    """Seen failing on PostgreSQL without the lock of the project, and with the state read in the
    same statement as the lock."""
    storage = programs[0]
    ana, marc, project = await running(storage, *[1000] * ROUNDS)
    for step in project.milestones:
        delivery = await delivered(storage, ana, step.id)
        clock.pass_(timedelta(days=7))
        await race(
            programs,
            lambda work: projects.accept(work, marc, delivery.id),  # noqa: B023
            lambda work: projects.decline(work, marc, delivery.id, REASON),  # noqa: B023
            lambda work: projects.accept_silent(work, delivery.id),  # noqa: B023
            lambda work: projects.deliver(work, ana, step.id, "Better.", ()),  # noqa: B023
            lambda work: projects.accept(work, marc, delivery.id),  # noqa: B023
        )
        async with storage.begin() as work:
            found = await work.projects.deliveries(project.id)
            mine = [d for d in found if d.milestone_id == step.id]
            now = (await projects.member_project(work, ana, project.id)).milestone(step.id)
            owed = await work.checkouts.of_milestone(step.id)
        _is_consistent([d.state for d in mine], now.state, owed is not None)
        if now.state is not MilestoneState.ACCEPTED:
            if now.state is MilestoneState.IN_PROGRESS:
                await delivered(storage, ana, step.id)
            async with storage.begin() as work:
                last = (await work.projects.deliveries(project.id))[-1]
            await within(storage, lambda work: projects.accept(work, marc, last.id))  # noqa: B023


def _is_consistent(
    versions: list[DeliveryState], milestone: MilestoneState, has_checkout: bool
) -> None:
    """One decision for the first version; a second exists only if the first did not end it."""
    accepted = (DeliveryState.ACCEPTED, DeliveryState.AUTO_ACCEPTED)
    if versions[0] in accepted:
        assert len(versions) == 1
        assert milestone is MilestoneState.ACCEPTED
    else:
        assert versions[0] in (DeliveryState.DECLINED, DeliveryState.REPLACED)
        sent_again = versions[1:] == [DeliveryState.IN_REVIEW]
        assert milestone is (MilestoneState.IN_REVIEW if sent_again else MilestoneState.IN_PROGRESS)
        assert sent_again or versions[0] is DeliveryState.DECLINED
    assert has_checkout is (milestone is MilestoneState.ACCEPTED)


async def test_two_newer_versions_at_once_have_two_numbers(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL when the versions are counted in the statement that locks: it
    sees those of before the wait."""
    ana, _, project = await running(programs[0])
    step = project.milestones[0].id
    deliver: Act = lambda work: projects.deliver(work, ana, step, "Look.", ())  # noqa: E731
    assert all(await race(programs, *[deliver] * 6))
    async with programs[0].begin() as work:
        found = await work.projects.deliveries(project.id)
        assert [d.version for d in found] == [1, 2, 3, 4, 5, 6]
        assert [d.state for d in found] == [DeliveryState.REPLACED] * 5 + [DeliveryState.IN_REVIEW]


async def test_more_time_is_taken_once(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL without the lock of the project."""
    ana, marc, project = await running(programs[0])
    delivery = await delivered(programs[0], ana, project.milestones[0].id)
    more: Act = lambda work: projects.take_more_time(work, marc, delivery.id)  # noqa: E731
    assert len([d for d in await race(programs, *[more] * 6) if d]) == 1
    async with programs[0].begin() as work:
        now = await work.projects.delivery(delivery.id)
        assert now
        assert now.accept_at == delivery.accept_at + projects.MORE_TIME


async def test_a_milestone_is_paid_once_however_often_money_comes(
    programs: list[Storage],
) -> None:
    """Three charges for one invoice, each reported twice, at once. Seen failing on PostgreSQL
    without the lock of the project and the compare-and-swap of `mark_paid`."""
    storage = programs[0]
    ana, marc, project = await running(storage, 1000)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    await within(storage, lambda work: projects.accept(work, marc, delivery.id))
    async with storage.begin() as work:
        due = await checkout.due(work, marc, project.milestones[0].id)
    pay = [Payment(MARC, due.payload, 1000, "USD", f"charge {n}") for n in (1, 2, 3, 1, 2, 3)]
    acts = [lambda work, one=one: checkout.receive(work, one) for one in pay]
    assert len([paid for paid in await race(programs, *acts) if paid]) == 1
    async with storage.begin() as work:
        assert await work.ledger.balance(wallet(ANA)) == 1000
        assert await work.ledger.balance(wallet(MARC)) == 2000
        assert await work.ledger.balance(GATEWAY) == -3000
        assert await work.ledger.discrepancies() == []
        now = await work.projects.find(project.id)
        assert now
        assert now.milestones[0].state is MilestoneState.PAID


async def test_a_file_is_claimed_by_one_of_several_workers(programs: list[Storage]) -> None:
    """Seen failing on PostgreSQL without FOR UPDATE SKIP LOCKED."""
    from tests.storage.deal import sent_file

    ana = await someone(programs[0], ANA, "Ana")
    sent = {(await sent_file(programs[0], ana)).id for _ in range(12)}
    claims = await race(programs, *[lambda work: work.ingest.due(3)] * 6)
    claimed = [file.id for files in claims for file in files]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) <= sent
