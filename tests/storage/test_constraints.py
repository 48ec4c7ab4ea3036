"""What the database itself refuses, should the rules ever fail to.

Each case was seen failing (nothing was refused) with the CHECKs, the unique indexes or the foreign
keys taken out of the migration.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.exc import IntegrityError

from marketplace import deliveries
from storage import tables
from storage.types import Instant, storable
from storage.unit_of_work import Storage
from tests.storage.deal import ANA, MARC, delivered, offered, posted, running, someone, within

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def copy_row(storage: Storage, table: Table, **changes: Any) -> None:
    """Inserts the table's newest row a second time, with these changes."""
    async with storage.engine.begin() as connection:
        newest = select(table).order_by(*(c.desc() for c in table.primary_key))
        row = (await connection.execute(newest)).first()
        assert row
        values = {**row._mapping, **changes}
        if "id" in values and "id" not in changes:
            del values["id"]
        await connection.execute(table.insert().values(values))


async def change_rows(storage: Storage, table: Table, **changes: Any) -> None:
    async with storage.engine.begin() as connection:
        await connection.execute(table.update().values(changes))


async def test_one_live_bid_and_one_hired_bid(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    await offered(storage, ana, await posted(storage, marc))
    with pytest.raises(IntegrityError):
        await copy_row(storage, tables.bids)
    await copy_row(storage, tables.bids, state="hired")
    with pytest.raises(IntegrityError):
        await copy_row(storage, tables.bids, state="hired", freelancer_id=MARC)
    for _ in range(2):
        await copy_row(storage, tables.bids, state="withdrawn")


async def test_one_project_a_job_and_a_bid(storage: Storage) -> None:
    ana, marc, _ = await running(storage)
    job = await posted(storage, marc)
    bid = await offered(storage, ana, job)
    for other in ({"job_id": job.id}, {"bid_id": bid.id}):
        with pytest.raises(IntegrityError):
            await copy_row(storage, tables.projects, **other)
    same = {"job_id": job.id, "bid_id": bid.id, "client_id": ANA}
    with pytest.raises(IntegrityError):
        await copy_row(storage, tables.projects, **same)


async def test_versions_are_unique_and_one_is_in_review(storage: Storage) -> None:
    ana, _, project = await running(storage)
    await delivered(storage, ana, project.milestones[0].id)
    for changes in (
        {"version": 2},
        {"state": "declined", "decided_at": NOW},
        {"version": 2, "state": "declined"},
        {"version": 0, "state": "declined", "decided_at": NOW},
        {"version": 2, "state": "lost", "decided_at": NOW},
        {"version": 2, "state": "declined", "decided_at": NOW, "milestone_id": 0},
    ):
        with pytest.raises(IntegrityError):
            await copy_row(storage, tables.deliveries, **changes)
    await copy_row(storage, tables.deliveries, version=2, state="declined", decided_at=NOW)


async def test_one_checkout_a_milestone_paid_or_due(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    await within(storage, lambda work: deliveries.accept(work, marc, delivery.id))
    other = project.milestones[1].id
    for changes in (
        {},
        {"milestone_id": other, "amount_minor": 0},
        {"milestone_id": other, "state": "paid"},
        {"milestone_id": other, "state": "paid", "paid_at": NOW},
        {"milestone_id": other, "paid_at": NOW},
        {"milestone_id": other, "paid_from": "escrow"},
    ):
        with pytest.raises(IntegrityError):
            await copy_row(storage, tables.checkouts, **changes)
    await copy_row(storage, tables.checkouts, milestone_id=other)


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        (tables.people, {"role": "boss"}),
        (tables.jobs, {"state": "gone"}),
        (tables.jobs, {"budget_min_minor": 0}),
        (tables.jobs, {"budget_max_minor": 1}),
        (tables.jobs, {"client_id": 1}),
        (tables.bids, {"state": "gone"}),
        (tables.bids, {"amount_minor": 0}),
        (tables.bids, {"days": 0}),
        (tables.bid_milestones, {"amount_minor": -1}),
        (tables.projects, {"state": "gone"}),
        (tables.milestones, {"state": "gone"}),
        (tables.milestones, {"amount_minor": 0}),
        (tables.milestones, {"position": 1}),
        (tables.outbox, {"state": "gone"}),
        (tables.ledger_accounts, {"balance_minor": -1}),
    ],
    ids=lambda value: value.name if isinstance(value, Table) else "-".join(value),
)
async def test_what_no_row_may_say(storage: Storage, table: Table, changes: dict[str, Any]) -> None:
    await running(storage)
    async with storage.begin() as work:
        await work.outbox.put(1, "sendMessage", {})
        await work.commit()
    if table is tables.ledger_accounts:
        async with storage.engine.begin() as connection:
            await connection.execute(table.insert().values(name="wallet:1", balance_minor=0))
    with pytest.raises(IntegrityError):
        await change_rows(storage, table, **changes)


async def test_moments_are_exact_and_sort_as_they_are(storage: Storage) -> None:
    """Also those given in another zone. Seen failing on SQLite with SQLAlchemy's own type."""
    elsewhere = datetime.fromisoformat("2026-03-01T12:00:00.000001+02:00")
    moments = [NOW, NOW + timedelta(microseconds=1), elsewhere, NOW.replace(year=1990)]
    async with storage.engine.begin() as connection:
        for number, at in enumerate(moments):
            await connection.execute(tables.seen_updates.insert().values(update_id=number, at=at))
        at = tables.seen_updates.c.at
        rows = (await connection.execute(select(at).order_by(at))).scalars().all()
        assert rows == sorted(moments)
        assert {row.utcoffset() for row in rows} == {timedelta(0)}
        before = select(tables.seen_updates.c.update_id).where(at < NOW).order_by(at)
        assert (await connection.execute(before)).scalars().all() == [3, 2]


def test_a_moment_without_a_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(datetime(2026, 3, 1), storage.engine.dialect)  # noqa: DTZ001


def test_storable_text() -> None:
    assert storable("plain") == "plain"
    assert storable("a\0b") == "ab"
    assert storable("Ação 🎨 \ufeff数") == "Ação 🎨 \ufeff数"
    assert storable("\ud83c\udfa8 \ud800") == "🎨 \ufffd"
