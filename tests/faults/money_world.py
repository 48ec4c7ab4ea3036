"""A small marketplace on one database, for the machine in money_machine.py: four people who hire
each other, two operators, and the books as they were committed, read past the program's own code.
"""

import asyncio
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import make_url

from bot.jobs import accept_silent, remind_payments, remind_reviews
from marketplace.errors import Refused
from marketplace.policy import Payments, Policy
from storage import audit
from storage.tables import metadata
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock, open_storage
from tests.faults.money_model import TABLES, Model, Rows
from tests.storage.deal import someone

PEOPLE = (100, 200, 300, 400)
OPERATORS = (900, 901)
JOBS = (accept_silent.JOB, remind_reviews.JOB, remind_payments.JOB)
Got = TypeVar("Got")
_KEPT = {"people", "education", "experience", "alembic_version"}


class World:
    """`fresh` begins anew; `does` is one act in one unit of work, as an update is."""

    def __init__(self, url: str, directory: Path) -> None:
        """`url`: a migrated database without rows; of SQLite a copy is used each time."""
        self.loop = asyncio.new_event_loop()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.clock = FakeClock()
        self.is_postgres = url.startswith("postgresql")
        self._url, self._directory = url, directory
        self._storage: Storage | None = None
        self._reader: Any = None
        self.run(self._people_arrive())

    @property
    def storage(self) -> Storage:
        assert self._storage is not None
        return self._storage

    def run(self, coroutine: Coroutine[Any, Any, Got]) -> Got:
        return self.loop.run_until_complete(coroutine)

    def close(self) -> None:
        if self._storage is not None:
            self.run(self._left())
        self.loop.close()

    def fresh(self, policy: Policy) -> None:
        """Nothing has happened yet; everybody is known."""
        self.clock = FakeClock()
        self.run(self._fresh())
        self.storage.clock = self.clock
        self.storage.policy = policy

    def does(self, name: str, act: Callable[[UnitOfWork], Awaitable[Got]]) -> Got | None:
        """None when the rules refused it; every other exception is a failure."""
        try:
            got = self.run(self._within(act))
        except Refused as refused:
            self.counts[name, refused.key] += 1
            return None
        self.counts[name, "done"] += 1
        return got

    def passes(self, name: str) -> None:
        """The timed jobs look at what has become due, until nothing is."""
        for job in JOBS:
            for _ in range(100):
                due = self.run(self._within(lambda work, job=job: job.due(work, 10)))
                for item in due:
                    self.does(f"{name}: {job.name}", lambda work, i=item, job=job: job.act(work, i))
                if not due:
                    break
            else:
                raise AssertionError(f"{job.name} never ends")

    def while_off(self, name: str, act: Callable[[UnitOfWork], Awaitable[Got]]) -> Got | None:
        """As `does`, by a program that takes no money."""
        policy = self.storage.policy
        self.storage.policy = replace(policy, payments=Payments.OFF)
        try:
            return self.does(name, act)
        finally:
            self.storage.policy = policy

    def model(self, before: Model | None) -> Model:
        """What was committed."""
        if self.is_postgres:
            parts = ", ".join(f"(SELECT json_agg(t) FROM ({sql}) t)" for sql in TABLES.values())
            row = self.run(self._reader.fetchrow(f"SELECT {parts}"))
            rows: Rows = {
                n: json.loads(cell) if cell else [] for n, cell in zip(TABLES, row, strict=True)
            }
        else:
            rows = {n: [dict(r) for r in self._reader.execute(sql)] for n, sql in TABLES.items()}
        return Model.of(rows, before)

    def examined(self) -> audit.Audit:
        """What an operator's look at the books finds."""
        return self.run(audit.examine(self.storage.engine, FakeClock().now()))

    # --- inside --------------------------------------------------------------------------------

    async def _within(self, act: Callable[[UnitOfWork], Awaitable[Got]]) -> Got:
        async with self.storage.begin(lasting=False) as work:
            got = await act(work)
            await work.commit()
            return got

    async def _people_arrive(self) -> None:
        opened = open_storage(self._url, self.clock)
        for number in (*PEOPLE, *OPERATORS):
            await someone(opened, number, f"Person {number}")
        if not self.is_postgres:
            async with opened.engine.connect() as connection:
                await connection.exec_driver_sql("SELECT 1")
        await opened.close()

    async def _fresh(self) -> None:
        if self.is_postgres:
            await self._emptied()
            return
        if self._storage is not None:
            await self._left()
        original = Path(make_url(self._url).database or "")
        path = self._directory / "machine.db"
        for leftover in self._directory.glob("machine.db*"):
            leftover.unlink()
        shutil.copyfile(original, path)
        self._storage = open_storage(f"sqlite:///{path}", self.clock)
        self._reader = sqlite3.connect(path, isolation_level=None)
        self._reader.row_factory = sqlite3.Row

    async def _emptied(self) -> None:
        if self._storage is None:
            self._storage = open_storage(self._url, self.clock, in_flight=2)
            address = make_url(self._url).set(drivername="postgresql")
            self._reader = await asyncpg.connect(address.render_as_string(hide_password=False))
        emptied = [*metadata.tables, "job_index"]
        tables = ", ".join(name for name in emptied if name not in _KEPT)
        await self._reader.execute(
            f"SET session_replication_role = replica; TRUNCATE {tables} RESTART IDENTITY; "
            "SET session_replication_role = origin; UPDATE people SET auto_pay = NULL"
        )

    async def _left(self) -> None:
        if self.is_postgres:
            await self._reader.close()
        else:
            self._reader.close()
        await self.storage.close()
        self._storage = None
