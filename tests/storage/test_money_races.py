"""Guarantees 1, 2, 4 and 7 while everybody is in a hurry: two programs on one database, and
everything that moves money at once. `ROUNDS=500` makes a night of it.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import permutations

import pytest

from marketplace import deliveries, wallets
from marketplace.deliveries import SILENCE
from marketplace.people import Person
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, given_by_charge, someone, within
from tests.storage.money_deals import KINDS, the_books_are_right
from tests.storage.racing import Act, race, two_programs

ROUNDS = int(os.environ.get("ROUNDS", "3"))


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    async with two_programs(database_url, clock) as opened:
        for program in opened:
            program.policy = replace(program.policy, fee_basis_points=1000)
        yield opened


async def test_everything_at_once_and_nobody_waits_for_ever(
    programs: list[Storage], clock: FakeClock
) -> None:
    """Three people who work for each other; all of it succeeds."""
    people = [await _rich(programs[0], number) for number in (ANA, MARC, OLA)]
    for _ in range(ROUNDS):
        acts = await within(programs[0], lambda work: _acts(work, people))
        clock.pass_(SILENCE)
        done = await race(programs, *acts)
        assert done.count(None) == 6  # silence has nothing to say
        await the_books_are_right(programs[0])


async def _acts(work: UnitOfWork, people: list[Person]) -> list[Act]:
    pairs = list(permutations(people, 2))
    return [await kind(work, *pair, 1000) for kind in KINDS for pair in pairs]


async def _rich(storage: Storage, number: int) -> Person:
    person = await someone(storage, number, f"Person {number}")
    await given_by_charge(storage, person, 1_000_000_00, f"gift {number}")
    return await within(storage, lambda work: wallets.set_auto_pay(work, person, on=True))
