"""Guarantee 2: payments as Telegram tells of them, half of them twice, in any order, two programs
at once, and killed at the commit now and then. `PAYMENTS=10000` makes a night of it.

Seen to fail: with a charge booked under a key of its own each time it is told; with the update
noted as seen in a transaction of its own (money is lost).
"""

import asyncio
import os
import random
from collections import Counter

import pytest
from structlog.testing import capture_logs

from storage import audit, tables
from tests.conftest import FakeClock
from tests.faults.money_inbox import GOOD, Inbox, inboxes, payment_update, top_up
from tests.storage.deal import ANA, MARC, OLA, someone, within
from tests.storage.money_deals import the_books_are_right
from tests.stories.truth import count, values

PAYMENTS = int(os.environ.get("PAYMENTS", "300"))
A_BATCH = 100
AT_ONCE = 6


@pytest.mark.timeout(120 + PAYMENTS // 5)
async def test_every_charge_is_credited_once(database_url: str) -> None:
    dice, clock = random.Random(PAYMENTS), FakeClock()
    told: dict[str, int] = {}
    tally: Counter[str] = Counter()
    with capture_logs() as said:
        await _tried(database_url, dice, clock, told, tally)
    assert [line for line in said if line["log_level"] != "info"] == []  # nothing was tried twice
    print(f"{len(told)} charges of {sum(told.values())} minor units; {dict(tally)}")


async def _tried(
    database_url: str,
    dice: random.Random,
    clock: FakeClock,
    told: dict[str, int],
    tally: Counter[str],
) -> None:
    async with inboxes(database_url, clock) as programs:
        for number in (ANA, MARC, OLA):
            await someone(programs[0].storage, number, f"Person {number}")
        for batch in range(PAYMENTS // A_BATCH):
            updates = await _updates(programs[0], dice, batch, told)
            await _delivered(programs, dice, updates, tally)
        storage = programs[0].storage
        model = await the_books_are_right(storage)
        assert {row["id"]: row["amount_minor"] for row in model.charges} == told
        assert model.balances["gateway"] == -sum(told.values())
        assert await values(storage, tables.parked_updates.c.error) == []
        assert await count(storage, tables.seen_updates) == tally["updates"]
        found = await audit.examine(storage.engine, clock.now())
        assert found.findings == ()


# --- helpers -----------------------------------------------------------------------------------


async def _updates(
    inbox: Inbox, dice: random.Random, batch: int, told: dict[str, int]
) -> list[bytes]:
    """A batch: mostly for what can be paid, some that fit nothing; every tenth charge comes in
    two updates."""
    made = []
    for number in range(A_BATCH):
        client, freelancer = dice.sample([ANA, MARC, OLA], 2)
        kind = dice.choice([top_up, top_up, *GOOD])
        minor = dice.choice([100, 2_500, 33_333])

        async def act(work, kind=kind, pays=client, works=freelancer, minor=minor):  # type: ignore[no-untyped-def]
            people = [await work.people.get(pays), await work.people.get(works)]
            lacks = minor if kind is top_up else await _more(work, pays, minor)
            return await kind(work, *people, lacks)

        invoice = await within(inbox.storage, act)
        charge, update_id = f"charge {batch} {number}", 10_000 * batch + number
        payload, amount, payer = invoice.payload, invoice.amount_minor, client
        if dice.random() < 0.1:
            odd = [("no such", amount, payer), (payload, amount + 1, payer)]
            payload, amount, payer = dice.choice([*odd, (payload, amount, freelancer)])
        told[charge] = amount
        made.append(payment_update(update_id, payer, charge, payload, amount))
        if number % 10 == 0:
            made.append(payment_update(update_id + 5_000, payer, charge, payload, amount))
    return made


async def _more(work, person: int, minor: int) -> int:  # type: ignore[no-untyped-def]
    """More than the wallet holds, so that there is something to ask for."""
    return int(await work.ledger.balance(f"wallet:{person}")) + minor


async def _delivered(
    programs: list[Inbox], dice: random.Random, updates: list[bytes], tally: Counter[str]
) -> None:
    """Each at least once to its end, half of them twice, in any order."""
    tally["updates"] += len(updates)
    again = dice.sample(updates, len(updates) // 2)
    deliveries = [*updates, *again]
    dice.shuffle(deliveries)
    fate = [dice.random() for _ in deliveries]
    turns = asyncio.Semaphore(AT_ONCE)

    async def deliver(number: int, update: bytes) -> None:
        inbox = programs[number % len(programs)]
        async with turns:
            if fate[number] < 0.1:
                when = "before" if fate[number] < 0.05 else "after"
                tally[f"killed {when} the commit"] += 1
                await inbox.tell_and_die(update, when)
            tally["deliveries"] += 1
            await inbox.tell(update)

    await asyncio.gather(*(deliver(n, update) for n, update in enumerate(deliveries)))
