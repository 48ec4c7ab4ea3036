"""A deal between Ana, who works, and Marc, who pays, made by the real use cases.

Each function opens a unit of work of its own and commits it.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from marketplace import (
    bids,
    checkout,
    deliveries,
    files,
    invoices,
    jobs,
    money,
    payments,
    people,
    templates,
)
from marketplace.bids import Bid, BidTerms, PlannedMilestone
from marketplace.deliveries import Delivery
from marketplace.files import FileKind, StoredFile
from marketplace.invoices import Invoice, Purpose
from marketplace.jobs import Job, JobTerms
from marketplace.payments import Payment
from marketplace.people import Person
from marketplace.projects import Project
from marketplace.templates import AmountAt, Template
from storage.unit_of_work import Storage, UnitOfWork

ANA, MARC, OLA = 100, 200, 300
PITCH = "I have built twenty shops like this one."
TEMPLATE = "Hello {client}, “{title}” is what I do: {skills}. Yours, {name}"
DESCRIPTION = "A shop for handmade ceramics, with payment and delivery."

Got = TypeVar("Got")


async def within(storage: Storage, act: Callable[[UnitOfWork], Awaitable[Got]]) -> Got:
    """What `act` returns, committed."""
    async with storage.begin() as work:
        got = await act(work)
        await work.commit()
        return got


async def someone(storage: Storage, person_id: int, name: str) -> Person:
    """Somebody with a profile that is complete enough to bid."""

    async def act(work: UnitOfWork) -> Person:
        person = await people.arrive(work, person_id, name, "en")
        person = await people.set_details(work, person, name, "PT", "Porto")
        person = await people.set_skills(work, person, ["Python", "SQL"])
        return await people.set_description(work, person, "Twelve years of calm, tested software.")

    return await within(storage, act)


def job_terms(title: str = "A shop for ceramics", *file_ids: int) -> JobTerms:
    return JobTerms(title, DESCRIPTION, ("Python",), 50000, 80000, file_ids)


def bid_terms(*amounts: int) -> BidTerms:
    """A bid whose plan is these amounts, four days each."""
    plan = tuple(PlannedMilestone(f"step {n}", a, 4) for n, a in enumerate(amounts, start=1))
    return BidTerms(sum(amounts), 4 * len(amounts), PITCH, plan)


async def posted(storage: Storage, client: Person, terms: JobTerms | None = None) -> Job:
    return await within(storage, lambda work: jobs.post(work, client, terms or job_terms()))


async def offered(storage: Storage, freelancer: Person, job: Job, *amounts: int) -> Bid:
    terms = bid_terms(*(amounts or (20000, 30000)))
    return await within(storage, lambda work: bids.submit(work, freelancer, job.id, terms))


async def kept(
    storage: Storage, person: Person, name: str, text: str = TEMPLATE, days: int = 10
) -> Template:
    """A pitch template that asks for the middle of the budget."""
    at = AmountAt.MIDDLE
    return await within(storage, lambda work: templates.add(work, person, name, text, at, days))


async def hired(storage: Storage, client: Person, bid: Bid) -> Project:
    return await within(storage, lambda work: bids.hire(work, client, bid.id))


async def running(storage: Storage, *amounts: int) -> tuple[Person, Person, Project]:
    """Ana, Marc, and the project for which Marc has just hired her."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid = await offered(storage, ana, await posted(storage, marc), *amounts)
    return ana, marc, await hired(storage, marc, bid)


def a_file(name: str = "shop.zip") -> StoredFile:
    """As Telegram tells of it, not announced yet."""
    from datetime import UTC, datetime

    now = datetime(2026, 3, 1, tzinfo=UTC)
    return StoredFile(0, 0, name, "application/zip", 1000, FileKind.DOCUMENT, "T", "U", now)


async def sent_file(storage: Storage, owner: Person, name: str = "shop.zip") -> StoredFile:
    return await within(storage, lambda work: files.announce(work, owner, a_file(name)))


async def delivered(
    storage: Storage, freelancer: Person, milestone_id: int, *file_ids: int
) -> Delivery:
    return await within(
        storage,
        lambda work: deliveries.deliver(work, freelancer, milestone_id, "Here it is.", file_ids),
    )


async def accepted(storage: Storage, client: Person, delivery: Delivery) -> Project:
    return await within(storage, lambda work: deliveries.accept(work, client, delivery.id))


async def completed(storage: Storage, project_id: int) -> Project:
    """Every milestone of a running project is delivered, accepted and paid, one after the other."""

    async def act(work: UnitOfWork) -> Project:
        project = await work.projects.find(project_id)
        assert project
        client = await work.people.get(project.client_id)
        freelancer = await work.people.get(project.freelancer_id)
        for step in project.milestones:
            version = await deliveries.deliver(work, freelancer, step.id, "Here it is.", [])
            await deliveries.accept(work, client, version.id)
            _, due = await checkout.due(work, client, step.id)
            purpose, total = Purpose.CHECKOUT, due.amount_minor
            invoice = await invoices.for_project(work, purpose, project, step.id, total)
            await payments.receive(work, payment_of(invoice, f"charge {step.id}"))
        done = await work.projects.find(project_id)
        assert done
        return done

    return await within(storage, act)


async def invoiced(storage: Storage, client: Person, milestone_id: int) -> Invoice:
    """An invoice for a due checkout, as a tap on Pay makes it."""

    async def act(work: UnitOfWork) -> Invoice:
        project, due = await checkout.due(work, client, milestone_id)
        purpose, total = Purpose.CHECKOUT, due.amount_minor
        return await invoices.for_project(work, purpose, project, milestone_id, total)

    return await within(storage, act)


def payment_of(invoice: Invoice, charge_id: str) -> Payment:
    return Payment(invoice.payer_id, invoice.payload, invoice.amount_minor, "USD", charge_id)


async def given_by_charge(
    storage: Storage, person: Person, amount_minor: int, charge_id: str
) -> None:
    """Puts money into somebody's wallet as Telegram would report it: it fits no invoice."""
    payment = Payment(person.id, "no invoice", amount_minor, "USD", charge_id)
    await within(storage, lambda work: payments.receive(work, payment))


async def given(storage: Storage, person_id: int, amount_minor: int, key: str = "gift") -> None:
    """Puts money into somebody's wallet."""
    target = money.wallet(person_id)
    await within(
        storage,
        lambda work: money.move(
            work,
            key,
            money.Cause(money.Kind.PAYMENT),
            money.GATEWAY,
            target,
            amount_minor,
        ),
    )
