"""Deals at the moment before money moves, made by the real use cases, and what must hold after."""

from collections.abc import Callable
from itertools import count

from sqlalchemy import text

from marketplace import (
    bids,
    cancellations,
    checkout,
    deliveries,
    disputes,
    escrow,
    invoices,
    jobs,
    payments,
)
from marketplace.deliveries import Delivery
from marketplace.invoices import Purpose
from marketplace.people import Person
from marketplace.projects import Project
from storage.unit_of_work import Storage, UnitOfWork
from tests.faults.money_model import TABLES, Model
from tests.storage.deal import bid_terms, job_terms, payment_of
from tests.storage.racing import Act

WHY = "This is why, in enough words."
_numbers = count(1)


async def started(work: UnitOfWork, client: Person, freelancer: Person, *amounts: int) -> Project:
    job = await jobs.post(work, client, job_terms())
    bid = await bids.submit(work, freelancer, job.id, bid_terms(*amounts))
    return await bids.hire(work, client, bid.id)


async def in_review(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Delivery:
    project = await started(work, client, freelancer, minor)
    return await deliveries.deliver(work, freelancer, project.milestones[0].id, "Look.", ())


async def paid_by_charge(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    """Telegram tells of a payment for a milestone that is due."""
    delivery = await in_review(work, client, freelancer, minor)
    project = await deliveries.accept(work, client, delivery.id)
    invoice = await invoices.for_project(
        work, Purpose.CHECKOUT, project, delivery.milestone_id, minor
    )
    payment = payment_of(invoice, f"charge {next(_numbers)}")
    return lambda work: payments.receive(work, payment)


async def paid_from_wallet(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    delivery = await in_review(work, client, freelancer, minor)
    await deliveries.accept(work, client, delivery.id)
    return lambda work: checkout.pay_from_wallet(work, client, delivery.milestone_id)


async def paid_by_silence(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    delivery = await in_review(work, client, freelancer, minor)
    return lambda work: deliveries.accept_silent(work, delivery.id)


async def funded(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    project = await started(work, client, freelancer, minor // 2, minor - minor // 2)
    return lambda work: escrow.fund(work, client, project.id, None)


async def split(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    """An operator gives half of what is set aside to each side."""
    delivery = await in_review(work, client, freelancer, minor)
    project = await work.projects.of_milestone(delivery.milestone_id)
    assert project
    await escrow.fund(work, client, project.id, None)
    await disputes.open_(work, client, delivery.milestone_id, WHY)
    dispute = await work.disputes.open_of(delivery.milestone_id)
    assert dispute
    return lambda work: disputes.decide(work, client, dispute.id, minor // 2, WHY)


async def called_off(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Act:
    """Two funded milestones return to the client."""
    project = await started(work, client, freelancer, minor, minor)
    await escrow.fund(work, client, project.id, None)
    await cancellations.propose(work, client, project.id, WHY)
    return lambda work: cancellations.agree(work, freelancer, project.id)


KINDS: tuple[Callable[..., object], ...] = (
    paid_by_charge,
    paid_from_wallet,
    paid_by_silence,
    funded,
    split,
    called_off,
)


async def the_books_are_right(storage: Storage) -> Model:
    """What was committed, after looking at it in every way that the machine does."""
    async with storage.engine.connect() as connection:
        rows = {
            name: [dict(row._mapping) for row in (await connection.execute(text(sql))).all()]
            for name, sql in TABLES.items()
        }
    model = Model.of(rows, None)
    model.check({row["id"]: row["amount_minor"] for row in model.charges})
    return model
