"""The books as operators read them agree with the ledger.

Seen to fail with waiting withdrawals counted as sent, and with the gateway's sign kept.
"""

from dataclasses import replace

import pytest

from marketplace import books, escrow, money, payments, refunds, withdrawals
from marketplace.books import EscrowFlow, Flows
from marketplace.errors import Refused
from marketplace.invoices import top_up
from marketplace.money import Kind
from marketplace.people import Person
from marketplace.projects import Project
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import TAKES_MONEY
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    accepted,
    delivered,
    payment_of,
    running,
    someone,
    within,
)

PRICE, SECOND, CAME = 20000, 30000, 90000


async def played(storage: Storage) -> tuple[Person, Person, Person, Project]:
    """Marc has topped up and set both milestones aside; Ana is paid for the first, at a tenth."""
    storage.policy = replace(TAKES_MONEY, fee_basis_points=1000, operators=(OLA,))
    ola = await someone(storage, OLA, "Ólga")
    ana, marc, project = await running(storage, PRICE, SECOND)

    async def pays(work: UnitOfWork) -> None:
        invoice = await top_up(work, marc, CAME)
        await payments.receive(work, payment_of(invoice, "charge-1"))
        await escrow.fund(work, marc, project.id, None)

    await within(storage, pays)
    await accepted(storage, marc, await delivered(storage, ana, project.milestones[0].id))
    return ola, ana, marc, project


async def test_at_a_glance(storage: Storage) -> None:
    ola, ana, *_ = await played(storage)
    await within(storage, lambda work: withdrawals.ask(work, ana, 5000, "IBAN PT50"))
    async with storage.begin() as work:
        seen = await books.glance(work, ola)
    assert (seen.withdrawals, seen.disputes, seen.rulings) == (1, 0, 0)
    assert (seen.gateway_minor, seen.escrow_minor, seen.fees_minor) == (CAME, SECOND, 2000)
    assert (seen.withdrawing_minor, seen.paid_out_minor) == (5000, 0)
    assert seen.wallets_minor == CAME - PRICE - SECOND + 18000 - 5000
    assert seen.discrepancies == 0


async def test_what_went_through_a_wallet(storage: Storage) -> None:
    ola, ana, marc, _ = await played(storage)
    first = await within(storage, lambda work: withdrawals.ask(work, ana, 5000, "IBAN PT50"))
    await within(storage, lambda work: withdrawals.pay(work, ola, first.id, "Sent it today"))
    await within(storage, lambda work: withdrawals.ask(work, ana, 6000, "IBAN PT50"))
    third = await within(storage, lambda work: withdrawals.ask(work, ana, 7000, "IBAN PT50"))
    await within(storage, lambda work: withdrawals.reject(work, ola, third.id, "No such IBAN"))
    async with storage.begin() as work:
        anas = await books.of_person(work, ola, ANA)
        marcs = await books.of_person(work, ola, MARC)
    assert anas.flows == Flows(earned_minor=18000, paid_out_minor=5000)
    assert (anas.wallet.balance_minor, anas.wallet.withdrawing_minor) == (7000, 6000)
    assert marcs.flows == Flows(came_minor=CAME, spent_minor=PRICE + SECOND)
    assert marc.id == MARC


async def test_a_payment_has_a_number_that_stays(storage: Storage) -> None:
    ola, _, marc, _ = await played(storage)

    async def pays_again(work: UnitOfWork) -> None:
        await payments.receive(work, payment_of(await top_up(work, marc, 700), "charge-2"))

    await within(storage, pays_again)
    async with storage.begin() as work:
        (newest, second), (oldest, first) = await books.payments(work, ola, MARC, None, 10)
        assert [first.id, second.id] == ["charge-1", "charge-2"]
        assert await books.payments(work, ola, MARC, newest, 10) == [(oldest, first)]
        assert await books.payments(work, ola, ANA, None, 10) == []
        assert await books.payment(work, ola, newest) == second
        with pytest.raises(Refused, match="gone"):
            await books.payment(work, ola, newest + 1000)
    await within(storage, lambda work: refunds.refund(work, ola, "charge-2", "Paid twice"))
    async with storage.begin() as work:
        assert (await books.payment(work, ola, newest)).refunded_at
        assert (await books.of_person(work, ola, MARC)).flows.sent_back_minor == 700


async def test_the_books_of_a_project(storage: Storage) -> None:
    ola, _, marc, project = await played(storage)
    first, second = (step.id for step in project.milestones)
    async with storage.begin() as work:
        now = await work.projects.find(project.id)
        assert now is not None
        await escrow.give_back(work, now, now.milestones[1:], OLA)
        found = await books.of_project(work, ola, project.id)
        lines = await books.ledger(work, ola, project.id, None, 50)
        older = await books.ledger(work, ola, project.id, lines[1].id, 50)
    assert found.escrow == {
        first: EscrowFlow(PRICE, PRICE, 0),
        second: EscrowFlow(SECOND, 0, SECOND),
    }
    assert [flow.held_minor for flow in found.escrow.values()] == [0, 0]
    assert found.checkouts[first].fee_minor == 2000
    assert (found.client.id, found.freelancer.id, found.readable) == (marc.id, ANA, False)
    assert sum(line.amount_minor for line in lines) == 0
    assert {line.kind for line in lines} == {Kind.FUNDING, Kind.CHECKOUT, Kind.RETURN}
    assert (lines[0].account, lines[0].position) == (money.wallet(MARC), 2)
    assert older == lines[2:]


async def test_people_and_projects_are_found_by_number_or_name(storage: Storage) -> None:
    ola, _, _, project = await played(storage)
    async with storage.begin() as work:
        for words, ids in (
            ("ana", [ANA]),
            ("Ólg", [OLA]),
            (str(MARC), [MARC]),
            ("%", []),
            ("nobody", []),
        ):
            found = await books.find_people(work, ola, words)
            assert [person.id for person in found] == ids, words
        for words in ("CERAM", f"#{project.id}", "A shop"):
            (found_one,) = await books.find_projects(work, ola, words)
            assert found_one.id == project.id
        assert await books.find_projects(work, ola, "bakery") == []


async def test_the_books_are_for_operators_only(storage: Storage) -> None:
    _, ana, _, project = await played(storage)
    asked = await within(storage, lambda work: withdrawals.ask(work, ana, 5000, "IBAN PT50"))
    reads = (
        lambda work: books.glance(work, ana),
        lambda work: books.find_people(work, ana, "ana"),
        lambda work: books.find_projects(work, ana, "shop"),
        lambda work: books.of_person(work, ana, ANA),
        lambda work: books.statement(work, ana, ANA, None, 5),
        lambda work: books.payments(work, ana, ANA, None, 5),
        lambda work: books.payment(work, ana, 1),
        lambda work: books.of_project(work, ana, project.id),
        lambda work: books.ledger(work, ana, project.id, None, 5),
        lambda work: books.withdrawal(work, ana, asked.id),
    )
    for read in reads:
        with pytest.raises(Refused, match="not-operator"):
            await within(storage, read)
