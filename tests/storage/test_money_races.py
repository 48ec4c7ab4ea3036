"""Guarantees 1, 2, 4 and 7 while everybody is in a hurry: two programs on one database, and
everything that moves money at once. `ROUNDS=500` makes a night of it.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import combinations, permutations

import pytest

from marketplace import (
    cancellations,
    checkout,
    deliveries,
    disputes,
    escrow,
    payments,
    wallets,
    withdrawals,
)
from marketplace.deliveries import SILENCE, Delivery
from marketplace.payments import Payment
from marketplace.people import Person
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, given_by_charge, someone, within
from tests.storage.money_deals import KINDS, WHY, in_review, started, the_books_are_right
from tests.storage.racing import Act, race, two_programs
from tests.stories.truth import count

ROUNDS = int(os.environ.get("ROUNDS", "2"))
SECONDS = 120 + 10 * ROUNDS
PRICE = 1000
DECISIONS = ("accept", "decline", "silence", "newer version", "dispute", "cancel")


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    async with two_programs(database_url, clock) as opened:
        for program in opened:
            program.policy = replace(program.policy, fee_basis_points=1000)
        yield opened


@pytest.mark.timeout(SECONDS)
async def test_twenty_spenders_of_one_wallet_and_just_what_fits_succeeds(
    programs: list[Storage], clock: FakeClock
) -> None:
    """It holds ten prices; five people each fund, pay, withdraw and are paid by silence. Seen
    failing with the balance read before its account is locked (on PostgreSQL)."""
    ana, marc = await someone(programs[0], ANA, "Ana"), await _rich(programs[0], MARC, 0)
    spending = tables.ledger_transactions.c.kind.in_(["funding", "withdrawal", "checkout"])
    for number in range(ROUNDS):
        await within(programs[0], lambda work, n=number: payments.receive(work, _ten_prices(n)))
        acts = await within(programs[0], lambda work: _spenders(work, marc, ana))
        clock.pass_(SILENCE)
        await race(programs, *acts)
        spent = await count(programs[0], tables.ledger_transactions, spending)
        assert spent == 10 * (number + 1)
        assert await within(programs[0], lambda work: wallets.balance(work, MARC)) == 0
        assert not await within(programs[0], lambda work: work.projects.due_to_accept(work.now, 9))
        await _none_waits(programs[0], ana)
    await the_books_are_right(programs[0])


async def test_of_what_excludes_each_other_one_happens(
    programs: list[Storage], clock: FakeClock
) -> None:
    """Every three of six ways to go on with a milestone in review, at once; every other one is
    funded. Seen failing without the lock of the project."""
    ana, marc = await someone(programs[0], ANA, "Ana"), await _rich(programs[0], MARC)
    for turn, chosen in enumerate(combinations(DECISIONS, 3)):
        delivery = await within(programs[0], lambda work: in_review(work, marc, ana, PRICE))
        project = await within(
            programs[0], lambda work, d=delivery: work.projects.of_milestone(d.milestone_id)
        )
        assert project
        if turn % 2:
            await within(programs[0], lambda work, p=project: escrow.fund(work, marc, p.id, None))
        await within(
            programs[0], lambda work, p=project: cancellations.propose(work, marc, p.id, WHY)
        )
        clock.pass_(SILENCE)
        acts = _decisions(marc, ana, delivery, project.id)
        done = dict(
            zip(chosen, await race(programs, *(acts[name] for name in chosen)), strict=True)
        )
        model = await the_books_are_right(programs[0])
        state = model.by_id("deliveries")[delivery.id]["state"]
        assert (state == "accepted") == bool(done.get("accept"))
        assert (state == "declined") == bool(done.get("decline"))
        assert state != "auto_accepted" or "silence" in chosen
        assert state != "replaced" or done.get("newer version")
        assert state != "cancelled" or done.get("cancel")
        assert state != "in_review" or done.get("dispute")


@pytest.mark.timeout(SECONDS)
async def test_everything_at_once_and_nobody_waits_for_ever(
    programs: list[Storage], clock: FakeClock
) -> None:
    """Three people who work for each other; all of it succeeds. Seen failing ("deadlock detected")
    with accounts locked booking by booking, and with new accounts opened after others are locked.
    """
    people = [await _rich(programs[0], number) for number in (ANA, MARC, OLA)]
    for _ in range(ROUNDS):
        acts = await within(programs[0], lambda work: _acts(work, people))
        clock.pass_(SILENCE)
        done = await race(programs, *acts)
        assert done.count(None) == 6  # silence has nothing to say
        await the_books_are_right(programs[0])


async def _acts(work: UnitOfWork, people: list[Person]) -> list[Act]:
    pairs = list(permutations(people, 2))
    return [await kind(work, *pair, PRICE) for kind in KINDS for pair in pairs]


async def _rich(storage: Storage, number: int, minor: int = 1_000_000_00) -> Person:
    person = await someone(storage, number, f"Person {number}")
    if minor:
        await given_by_charge(storage, person, minor, f"gift {number}")
    return await within(storage, lambda work: wallets.set_auto_pay(work, person, on=True))


def _ten_prices(number: int) -> Payment:
    return Payment(MARC, "no invoice", 10 * PRICE, "USD", f"round {number}")


async def _spenders(work: UnitOfWork, marc: Person, ana: Person) -> list[Act]:
    """Twenty, mixed; each of a project of its own."""
    acts: list[Act] = []
    for _ in range(5):
        project = await started(work, marc, ana, PRICE)
        due, silent = [await in_review(work, marc, ana, PRICE) for _ in range(2)]
        await deliveries.accept(work, marc, due.id)
        acts += [
            lambda work, p=project: escrow.fund(work, marc, p.id, None),
            lambda work, d=due: checkout.pay_from_wallet(work, marc, d.milestone_id),
            lambda work, d=silent: deliveries.accept_silent(work, d.id),
            lambda work: withdrawals.ask(work, marc, PRICE, "My bank"),
        ]
    return acts


async def _none_waits(storage: Storage, operator: Person) -> None:
    """The withdrawals of a round are paid out, so that five more may wait in the next."""
    for found in await within(storage, lambda work: work.withdrawals.waiting(0, 100)):
        await within(storage, lambda work, f=found: withdrawals.pay(work, operator, f.id, "Sent."))


def _decisions(marc: Person, ana: Person, delivery: Delivery, project_id: int) -> dict[str, Act]:
    step, number = delivery.milestone_id, delivery.id
    return {
        "accept": lambda work: deliveries.accept(work, marc, number),
        "decline": lambda work: deliveries.decline(work, marc, number, WHY),
        "silence": lambda work: deliveries.accept_silent(work, number),
        "newer version": lambda work: deliveries.deliver(work, ana, step, "Better.", ()),
        "dispute": lambda work: disputes.open_(work, ana, step, WHY),
        "cancel": lambda work: cancellations.agree(work, ana, project_id),
    }
