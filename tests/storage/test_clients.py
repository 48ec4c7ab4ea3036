"""What became of a client's jobs and payments, on both databases, in exact figures.

Seen to fail: with hidden jobs counted, with a payment at the very moment of the first reminder
taken as on time, with late unpaid ones left out, and with everybody's payments counted.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import cancellations, checkout, disputes, escrow, hiding, jobs, outside
from marketplace.checkout import REMIND_AFTER
from marketplace.clients import ClientRecord
from marketplace.jobs import Job, JobState
from marketplace.people import Person
from marketplace.policy import Payments
from marketplace.projects import Project
from storage import tables
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import (
    MARC,
    OLA,
    accepted,
    delivered,
    given,
    hired,
    offered,
    posted,
    running,
    someone,
    within,
)
from tests.storage.test_due_plans import plan_of

DAY, MOMENT = REMIND_AFTER[0], timedelta(microseconds=1)
REASON = "Too cold, it should feel like an oven."


async def record(storage: Storage, client_id: int = MARC) -> ClientRecord:
    async with storage.begin() as work:
        return await work.clients.record(client_id)


async def due(storage: Storage, *amounts: int) -> tuple[Person, Person, Project]:
    """Ana, Marc, and their project with its first milestone accepted and not paid."""
    ana, marc, project = await running(storage, *(amounts or (20000,)))
    version = await delivered(storage, ana, project.milestones[0].id)
    return ana, marc, await accepted(storage, marc, version)


async def paid(storage: Storage, marc: Person, project: Project) -> None:
    """From the wallet, which is filled for it."""
    milestone = project.milestones[0]
    await given(storage, marc.id, milestone.amount_minor, f"gift {milestone.id}")
    await within(storage, lambda work: checkout.pay_from_wallet(work, marc, milestone.id))


# --- jobs ----------------------------------------------------------------------------------


async def test_nobody_has_no_record(storage: Storage) -> None:
    assert await record(storage, 10**9) == await record(storage, 2**70) == ClientRecord()


async def test_jobs_count_by_what_became_of_them(storage: Storage) -> None:
    """Hired, closed, expired, open, and opened again; none of somebody else's."""
    ana, marc, _ = await running(storage, 20000)
    await posted(storage, await someone(storage, OLA, "Ola"))
    closed, expired, reopened, _ = [await posted(storage, marc) for _ in range(4)]
    for job in (closed, reopened):
        await within(storage, lambda work, job=job: jobs.close(work, marc, job.id))
    await within(storage, lambda work: work.jobs.save(replace(expired, state=JobState.EXPIRED)))
    assert await record(storage) == ClientRecord(5, hired=1, ended=3)
    await within(storage, lambda work: jobs.renew(work, marc, reopened.id))
    assert await record(storage) == ClientRecord(5, hired=1, ended=2)
    assert await record(storage, ana.id) == ClientRecord()
    assert await record(storage, OLA) == ClientRecord(1)


async def test_hidden_jobs_count_nowhere_until_they_are_shown_again(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    first, second = await posted(storage, marc), await posted(storage, marc)
    for job in (first, second):
        await within(storage, lambda work, job=job: hiding.hide(work, job, "Looks like a scam."))
    await within(storage, lambda work: jobs.close(work, marc, second.id))
    assert await record(storage) == ClientRecord()

    async def restore(work: Any) -> Job:
        return await hiding.restore(work, await hiding.restorable(work, first.id), "It is fine.")

    await within(storage, restore)
    assert await record(storage) == ClientRecord(1)


async def test_a_cancelled_project_was_a_hire_and_nothing_fell_due(storage: Storage) -> None:
    ana, marc, project = await running(storage, 20000)
    await within(storage, lambda work: cancellations.propose(work, marc, project.id, REASON))
    await within(storage, lambda work: cancellations.agree(work, ana, project.id))
    assert await record(storage) == ClientRecord(1, hired=1)


# --- payments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "on_time"),
    [
        (timedelta(), 1),
        (DAY - MOMENT, 1),
        (DAY, 0),
        (timedelta(days=40), 0),
    ],
)
async def test_on_time_is_before_the_first_reminder_is_due(
    storage: Storage, clock: FakeClock, after: timedelta, on_time: int
) -> None:
    """Across the end of February, and to the microsecond."""
    clock.pass_(timedelta(days=-2, hours=11, microseconds=7))
    _, marc, project = await due(storage)
    clock.pass_(after)
    await paid(storage, marc, project)
    assert await record(storage) == ClientRecord(1, 1, 0, 1, on_time)


async def test_what_is_not_paid_counts_from_the_first_reminder_on(
    storage: Storage, clock: FakeClock
) -> None:
    ana, _, _ = await due(storage)
    clock.pass_(DAY - MOMENT)
    assert await record(storage) == ClientRecord(1, 1)
    clock.pass_(MOMENT)
    assert await record(storage) == ClientRecord(1, 1, 0, 1, 0)
    assert await record(storage, ana.id) == ClientRecord()


async def test_what_was_set_aside_is_on_time_however_late_it_is_accepted(
    storage: Storage, clock: FakeClock
) -> None:
    ana, marc, project = await running(storage, 20000, 30000)
    await given(storage, MARC, 20000)
    first = project.milestones[0].id
    await within(storage, lambda work: escrow.fund(work, marc, project.id, first))
    version = await delivered(storage, ana, first)
    clock.pass_(timedelta(days=6))
    await accepted(storage, marc, version)
    assert await record(storage) == ClientRecord(1, 1, 0, 1, 1)


async def test_several_projects_add_up(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await due(storage)
    await paid(storage, marc, project)
    for _ in range(2):
        bid = await offered(storage, ana, await posted(storage, marc), 20000)
        project = await hired(storage, marc, bid)
        version = await delivered(storage, ana, project.milestones[0].id)
        project = await accepted(storage, marc, version)
        clock.pass_(DAY)
    await paid(storage, marc, project)
    assert await record(storage) == ClientRecord(3, 3, 0, 3, 1)


async def test_while_it_is_disputed_nothing_is_late(storage: Storage, clock: FakeClock) -> None:
    """And afterwards the time of the dispute is given back."""
    ana, marc, project = await due(storage)
    milestone = project.milestones[0].id
    await within(storage, lambda work: disputes.open_(work, ana, milestone, REASON))
    clock.pass_(timedelta(days=9))
    assert await record(storage) == ClientRecord(1, 1)
    await within(storage, lambda work: disputes.withdraw(work, ana, milestone))
    await paid(storage, marc, project)
    assert await record(storage) == ClientRecord(1, 1, 0, 1, 1)


async def test_outside_of_the_bot_it_counts_when_the_client_said_so(
    storage: Storage, clock: FakeClock
) -> None:
    """The freelancer may take a week to look; until then nothing is known."""
    storage.policy = replace(storage.policy, payments=Payments.OFF)
    ana, marc, project = await due(storage)
    milestone = project.milestones[0].id
    await within(storage, lambda work: outside.claim_paid(work, marc, milestone))
    clock.pass_(timedelta(days=7))
    assert await record(storage) == ClientRecord(1, 1)
    await within(storage, lambda work: outside.confirm_receipt(work, ana, milestone))
    assert await record(storage) == ClientRecord(1, 1, 0, 1, 1)


async def test_what_was_said_and_has_not_arrived_is_late(
    storage: Storage, clock: FakeClock
) -> None:
    storage.policy = replace(storage.policy, payments=Payments.OFF)
    ana, marc, project = await due(storage)
    milestone = project.milestones[0].id
    await within(storage, lambda work: outside.claim_paid(work, marc, milestone))
    clock.pass_(timedelta(days=2))
    await within(storage, lambda work: outside.deny_receipt(work, ana, milestone))
    assert await record(storage) == ClientRecord(1, 1, 0, 1, 0)


# --- speed ---------------------------------------------------------------------------------


async def test_a_record_is_one_statement_that_reads_indexes_only(storage: Storage) -> None:
    """`plan_of` takes the one statement that is said."""
    plan = await plan_of(storage, lambda work: work.clients.record(MARC))
    for index in ("ix_jobs_client", "ix_checkouts_payer"):
        assert index in plan
    assert "Seq Scan" not in plan
    assert "SCAN jobs" not in plan
    assert "SCAN checkouts" not in plan


async def test_only_the_newest_thousand_count(storage: Storage) -> None:
    """Seen to fail without the limit."""
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    async with storage.engine.begin() as connection:
        row = (await connection.execute(sa.select(tables.jobs))).mappings().one()
        old = [{**row, "id": job.id + n} for n in range(1, 1001)]
        await connection.execute(tables.jobs.insert(), old)
        await connection.execute(
            tables.jobs.update().where(tables.jobs.c.id == job.id).values(state="closed")
        )
    assert await record(storage) == ClientRecord(1000)
