"""The migrations make the schema that the tables describe, on both databases."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from marketplace import deliveries, payments
from marketplace.wallets import Side
from storage import schema
from storage.audit import examine
from storage.engine import database_url as our_url
from storage.engine import open_engine
from storage.tables import metadata
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import (
    MARC,
    accepted,
    delivered,
    given_by_charge,
    invoiced,
    payment_of,
    running,
    within,
)


async def ask(url: str, question: Callable[[Connection], Any]) -> Any:
    engine = open_engine(url, 1)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


def differences(connection: Connection) -> list[Any]:
    """Seen to find a column, an index and a nullability that were taken out of the migration."""
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "target_metadata": metadata,
            "include_name": lambda name, kind, _: kind != "table" or "job_index" not in name,
        },
    )
    return compare_metadata(context, metadata)


def conditions(connection: Connection) -> dict[str, Any]:
    """What alembic does not compare: the CHECKs and the conditions of partial indexes."""
    inspector = inspect(connection)
    found: dict[str, Any] = {}
    for table in metadata.tables:
        for check in inspector.get_check_constraints(table):
            found[str(check["name"])] = check["sqltext"]
        for index in inspector.get_indexes(table):
            options = index.get("dialect_options", {})
            where = [str(v) for k, v in options.items() if k.endswith("_where")]
            found[str(index["name"])] = (index["column_names"], index["unique"], where)
    return found


async def test_the_migrations_make_the_schema_of_the_tables(own_database_url: str) -> None:
    assert await ask(own_database_url, differences) == []
    assert await schema.is_current(own_database_url)
    migrated = await ask(own_database_url, conditions)
    assert {"ck_jobs_budget", "uq_bids_live", "ck_ledger_accounts_balance"} <= migrated.keys()
    await schema.downgrade(own_database_url)
    await ask(own_database_url, metadata.create_all)
    assert await ask(own_database_url, conditions) == migrated


async def test_down_to_nothing_and_up_again(own_database_url: str) -> None:
    await schema.downgrade(own_database_url)
    assert await ask(own_database_url, _tables) == {"alembic_version"}
    assert await schema.current_revision(own_database_url) is None
    assert not await schema.is_current(own_database_url)
    await schema.migrate(own_database_url)
    assert await schema.is_current(own_database_url)
    assert await ask(own_database_url, differences) == []


MIGRATE = """
import asyncio, sys
from storage.schema import migrate
print("ready", flush=True)
sys.stdin.readline()
asyncio.run(migrate(sys.argv[1]))
"""


async def test_several_processes_may_migrate_at_once(own_database_url: str) -> None:
    await schema.downgrade(own_database_url)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = (sys.executable, "-c", MIGRATE, own_database_url)
    processes = [await asyncio.create_subprocess_exec(*command, **pipes) for _ in range(2)]
    for process in processes:
        assert process.stdout
        assert await process.stdout.readline() == b"ready\n"
    await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [process.returncode for process in processes] == [0, 0]
    assert await schema.is_current(own_database_url)


async def test_a_migration_that_fails_leaves_nothing(
    own_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await schema.downgrade(own_database_url)
    await ask(own_database_url, lambda c: c.execute(text("CREATE TABLE sent_messages (id INT)")))
    with pytest.raises(DBAPIError):
        await schema.migrate(own_database_url)
    assert await ask(own_database_url, _tables) == {"alembic_version", "sent_messages"}


def test_addresses() -> None:
    assert our_url("sqlite:///a.db").drivername == "sqlite+aiosqlite"
    assert our_url("postgres://u@h/d").drivername == "postgresql+asyncpg"
    assert our_url("postgresql+asyncpg://u@h/d").drivername == "postgresql+asyncpg"
    for wrong in ("mysql://h/d", "sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match=r"database|file"):
            our_url(wrong)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_is_opened_safely(storage: Storage) -> None:
    async with storage.engine.connect() as connection:
        for pragma, value in {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "recursive_triggers": 1,
        }.items():
            answer = await connection.exec_driver_sql(f"PRAGMA {pragma}")
            assert answer.scalar() == value


def _tables(connection: Connection | Engine) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_payments_that_were_due_before_are_reminded_of(
    own_database_url: str, clock: FakeClock
) -> None:
    """0003 knows when: a day after they became due."""
    storage = open_storage(own_database_url, clock)
    ana, marc, project = await running(storage)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    await within(storage, lambda work: deliveries.accept(work, marc, delivery.id))
    await storage.close()
    await schema.downgrade(own_database_url, "0002")
    await schema.migrate(own_database_url)
    storage = open_storage(own_database_url, clock)
    for passed, due in ((timedelta(hours=23), 0), (timedelta(hours=1), 1)):
        now = clock.pass_(passed)
        async with storage.begin() as work:
            assert len(await work.checkouts.due_to_remind(now, 10)) == due
    await storage.close()


async def test_money_of_before_is_kept(own_database_url: str, clock: FakeClock) -> None:
    """What the first ledger and its checkouts held is there after 0004, explained; and the tables
    that were made anew for it still know their rows' relations.

    Seen to fail with the charges left out, with entries in no order of time, and with payments of
    before that nobody had made: told again, they were taken for others.
    """
    storage = open_storage(own_database_url, clock)
    ana, marc, project = await running(storage, 20000, 30000)
    for step in project.milestones:
        await accepted(storage, marc, await delivered(storage, ana, step.id))
    invoice = await invoiced(storage, marc, project.milestones[0].id)
    await within(storage, lambda work: payments.receive(work, payment_of(invoice, "c1")))
    clock.pass_(timedelta(seconds=1))
    await given_by_charge(storage, marc, 700, "c2")
    before = await _money(storage)
    await storage.close()
    await schema.downgrade(own_database_url, "0003")
    assert (await ask(own_database_url, _count("ledger_entries"))) == 6
    await schema.migrate(own_database_url)
    storage = open_storage(own_database_url, clock)
    assert await _money(storage) == before
    assert (await examine(storage.engine, clock.now() - timedelta(days=1))).findings == ()
    again = payment_of(invoice, "c1")
    assert not await within(storage, lambda work: payments.receive(work, again))
    invoice = await invoiced(storage, marc, project.milestones[1].id)
    await within(storage, lambda work: payments.receive(work, payment_of(invoice, "c3")))
    await storage.close()


async def _money(storage: Storage) -> Any:
    """A payment of before does not know what it was for; all else is as it was."""
    async with storage.begin() as work:
        lines = await work.ledger.statement(MARC, Side.ALL, None, 10)
        return (
            [await work.checkouts.of_milestone(n) for n in (1, 2)],
            [(line.id, line.at, line.kind, line.amount_minor) for line in lines],
            await work.invoices.charges_of(MARC, 10),
            await work.projects.of_person(MARC, None, 10),
        )


def _count(table: str) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
