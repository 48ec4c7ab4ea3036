"""Deals between two people at every stage that a deal can be in, made by the real use cases.

Nobody is told of anything: what people then see comes from what they do themselves.
"""

from dataclasses import dataclass, replace

from marketplace import (
    bids,
    cancellations,
    checkout,
    deliveries,
    disputes,
    files,
    invitations,
    invoices,
    jobs,
    payments,
    people,
)
from marketplace.files import FileKind, FileState, StoredFile
from marketplace.invoices import Purpose
from marketplace.jobs import Job, JobState
from marketplace.projects import Project
from simulator.people import Person
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import bid_terms, job_terms, payment_of, within

NOTE = "Here is the first step, in warm colours."
REASON = "Too cold, it should feel like an oven."
STAGES = (
    "open",
    "bid",
    "withdrawn",
    "turned down",
    "closed",
    "expired",
    "started",
    "review",
    "cancelling",
    "disputed",
    "declined",
    "due",
    "complete",
)

NEVER_SHOWN = "never-shown"
"""For deals whose files nobody looks at: they are not fetched either."""


@dataclass
class Deal:
    """What of it there is; -1 stands for what there is not yet."""

    stage: str
    job: int
    brief: int
    """The file attached to the job."""
    bid: int = -1
    project: int = -1
    milestones: tuple[int, int] = (-1, -1)
    delivery: int = -1
    file: int = -1
    """The file delivered."""
    dispute: int = -1
    said: int = -1
    """What the freelancer has sent in the chat."""
    key: str = "no-such-key-----"
    """Of a third person's profile, who is no part of the deal."""
    invitation: int = -1
    """Of the freelancer to the job."""


async def profile(storage: Storage, person: Person, role: str = "freelancer") -> None:
    """Makes somebody known, with a profile that is complete enough to bid."""

    async def act(work: UnitOfWork) -> None:
        known = await people.arrive(work, person.id, person.name, "en")
        known = await people.choose_role(work, known, people.Role(role))
        known = await people.set_details(work, known, person.name, "PT", "Porto")
        known = await people.set_skills(work, known, ["Python", "SQL"])
        await people.set_description(work, known, "Twelve years of calm, tested software.")

    await within(storage, act)


async def deal_at(storage: Storage, stage: str, ana: Person, marc: Person, file_id: str) -> Deal:
    """A deal of its own between Ana, who works, and Marc, who pays. `file_id`: Telegram's."""
    return await within(storage, lambda work: _made(work, stage, ana, marc, file_id))


async def invited(storage: Storage, deal: Deal, client_id: int, freelancer_id: int) -> int:
    """The freelancer is invited to the deal's job; returns the invitation's id."""

    async def act(work: UnitOfWork) -> int:
        client, freelancer = [await work.people.get(one) for one in (client_id, freelancer_id)]
        return (await invitations.invite(work, client, freelancer.share_key, deal.job)).id

    return await within(storage, act)


async def _made(work: UnitOfWork, stage: str, ana: Person, marc: Person, file_id: str) -> Deal:
    client, freelancer = await work.people.get(marc.id), await work.people.get(ana.id)
    brief = await files.announce(work, client, _file("brief.pdf", file_id))
    job = await jobs.post(work, client, job_terms("A shop for ceramics", brief.id))
    deal = Deal(stage, job.id, brief.id)
    if stage == "open":
        return deal
    bid = await bids.submit(work, freelancer, job.id, bid_terms(20000, 30000))
    deal.bid = bid.id
    if stage in ("bid", "withdrawn", "turned down", "closed", "expired"):
        await _end(work, stage, ana, marc, deal, job)
        return deal
    project = await bids.hire(work, client, bid.id)
    deal.project = project.id
    first, second = (milestone.id for milestone in project.milestones)
    deal.milestones = (first, second)
    if stage == "started":
        return deal
    await _delivered(work, stage, deal, project, file_id)
    return deal


async def _end(
    work: UnitOfWork, stage: str, ana: Person, marc: Person, deal: Deal, job: Job
) -> None:
    client, freelancer = await work.people.get(marc.id), await work.people.get(ana.id)
    if stage == "withdrawn":
        await bids.withdraw(work, freelancer, deal.bid)
    elif stage == "turned down":
        await bids.decline(work, client, deal.bid)
    elif stage == "closed":
        await jobs.close(work, client, job.id)
    elif stage == "expired":
        await work.jobs.save(replace(job, state=JobState.EXPIRED, closes_at=work.now))
        await work.bids.let_go(job.id)


async def _delivered(
    work: UnitOfWork, stage: str, deal: Deal, project: Project, file_id: str
) -> None:
    client = await work.people.get(project.client_id)
    freelancer = await work.people.get(project.freelancer_id)
    for milestone_id in deal.milestones if stage == "complete" else deal.milestones[:1]:
        sent = await files.announce(work, freelancer, _file("shop.zip", file_id))
        delivery = await deliveries.deliver(work, freelancer, milestone_id, NOTE, [sent.id])
        deal.delivery, deal.file = delivery.id, sent.id
        if stage == "cancelling":
            await cancellations.propose(work, client, project.id, REASON)
        elif stage == "disputed":
            await disputes.open_(work, client, milestone_id, REASON)
            opened = await work.disputes.open_of(milestone_id)
            deal.dispute = opened.id if opened else -1
        elif stage == "declined":
            await deliveries.decline(work, client, delivery.id, REASON)
        elif stage in ("due", "complete"):
            await deliveries.accept(work, client, delivery.id)
        if stage == "complete":
            _, due = await checkout.due(work, client, milestone_id)
            invoice = await invoices.for_project(
                work, Purpose.CHECKOUT, project, milestone_id, due.amount_minor
            )
            await payments.receive(work, payment_of(invoice, f"charge {milestone_id}"))


def _file(name: str, file_id: str) -> StoredFile:
    from datetime import UTC, datetime

    now = datetime(2026, 3, 1, tzinfo=UTC)
    kind = FileKind.DOCUMENT
    file = StoredFile(0, 0, name, "application/zip", 1000, kind, file_id, f"u{file_id}", now)
    return replace(file, state=FileState.FAILED) if file_id == NEVER_SHOWN else file
