"""Databases for the deadlines: one is filled, each way of working gets a copy of its own."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import asyncpg
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.engine import make_url

from benchmarks import seed
from benchmarks.due_seed import Stock
from benchmarks.figures import check
from storage.tables import checkouts, deliveries, milestones

_BY_STATE = union_all(
    *(
        select(literal(table.name), table.c.state, func.count()).group_by(table.c.state)
        for table in (deliveries, milestones, checkouts)
    )
)


def places(folder: Path, postgres: Callable[[], str]) -> tuple[tuple[str, Callable[[], str]], ...]:
    """Each kind of database by its name, with what makes the address of an empty one."""
    return (
        ("SQLite", lambda: f"sqlite:///{folder / secrets.token_hex(6)}.db"),
        ("PostgreSQL", postgres),
    )


async def copied(url: str) -> str:
    """A copy of a database that nobody is connected to; its address."""
    address = make_url(url)
    name = f"{address.database}_{secrets.token_hex(6)}"
    if address.drivername == "sqlite":
        shutil.copyfile(str(address.database), name)
    else:
        await _maintain(
            url, f'CREATE DATABASE "{name}" TEMPLATE "{address.database}" STRATEGY file_copy'
        )
    return address.set(database=name).render_as_string(False)


async def removed(url: str) -> None:
    """A million milestones are a gigabyte."""
    address = make_url(url)
    if address.drivername == "sqlite":
        _unlink(str(address.database))
    else:
        await _maintain(url, f'DROP DATABASE "{address.database}"')


async def check_done(url: str, stock: Stock) -> int:
    """What was due is accepted and has its checkout, and nothing else; the books are right.

    Returns how many were paid at once. Raises WorkNotDone.
    """
    storage = seed.open_storage(url)
    try:
        async with storage.begin() as work:
            wrong = await work.ledger.discrepancies()
        async with storage.engine.connect() as connection:
            rows = (await connection.execute(_BY_STATE)).all()
    finally:
        await storage.close()
    counts = {(what, state): int(number) for what, state, number in rows}
    check(not wrong, f"the ledger is wrong: {wrong[:3]}")
    accepted = counts.get(("deliveries", "auto_accepted"), 0)
    check(accepted == stock.due, f"{accepted} of {stock.due} stand as accepted")
    left = counts.get(("milestones", "in_review"), 0)
    check(left == stock.milestones - stock.due, f"{left} milestones are in review")
    paid, owed = (counts.get(("checkouts", state), 0) for state in ("paid", "due"))
    check(paid + owed == stock.due, f"{paid + owed} checkouts for {stock.due} milestones")
    check(paid == counts.get(("milestones", "paid"), 0), "what is paid is not told as paid")
    return paid


def _unlink(path: str) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(path + ending).unlink(missing_ok=True)


async def _maintain(url: str, statement: str) -> None:
    dsn = make_url(url).set(drivername="postgresql", database="postgres").render_as_string(False)
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
