"""Milestones in review, up to a million; some are due, and half of those were paid for ahead.

Each table is filled by one INSERT … SELECT, so that a million takes a minute at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Insert,
    Integer,
    MetaData,
    Table,
    insert,
    literal,
    select,
    text,
    true,
)
from sqlalchemy.schema import CreateTable

from benchmarks import seed
from marketplace.deliveries import REMIND_BEFORE, SILENCE
from marketplace.money import GATEWAY
from storage import schema
from storage.tables import (
    bid_milestones,
    bids,
    deliveries,
    jobs,
    ledger_accounts,
    ledger_entries,
    ledger_transactions,
    milestones,
    people,
    projects,
)
from storage.types import Id, Instant, Words

PEOPLE = 5_000
"""So many clients (ids from 1 on), and as many freelancers behind them."""
MOST_SLOTS = 10_000
STRIDE = 7_919
"""A prime: spreads what is due at one time over all projects."""
AMOUNT_MINOR = 50_000
DAYS = 10

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stock:
    """`due` of the `milestones` in review are due; both even, one a whole part of the other."""

    milestones: int
    due: int

    @property
    def funded(self) -> int:
        """How many of the due ones have their amount in escrow: those with an even id."""
        return self.due // 2

    @property
    def slots(self) -> int:
        return min(MOST_SLOTS, self.milestones)


_SLOTS = Table(
    "slots",
    MetaData(),
    Column("slot", Id, primary_key=True, autoincrement=False),
    Column("completed_at", Instant, nullable=False),
    Column("accept_at", Instant, nullable=False),
    Column("reminders", Integer, nullable=False),
    Column("remind_at", Instant),
    prefixes=["TEMPORARY"],
)
"""The moments at which silence accepts; each belongs to as many deliveries as the others."""


async def fill(url: str, stock: Stock) -> None:
    """Migrates and fills an empty database. A project, its job, bid, milestone and delivery have
    the same id."""
    await schema.migrate(url)
    storage = seed.open_storage(url)
    now = storage.clock.now()
    try:
        async with storage.engine.connect() as connection:
            postgres = connection.dialect.name == "postgresql"
            if postgres:  # ten million looks at foreign keys would take minutes
                await connection.execute(text("SET session_replication_role = replica"))
            await connection.execute(CreateTable(_SLOTS))
            await connection.execute(insert(_SLOTS), _slots(now, stock))
            for statement in (*_people(), *_projects(now, stock), *_money(now, stock)):
                await connection.execute(statement)
            await connection.commit()
            if postgres:  # as autovacuum would, in its own time
                await connection.execute(text("ANALYZE"))
                await connection.commit()
    finally:
        await storage.close()


def _slots(now: datetime, stock: Stock) -> list[Values]:
    """Those that are due in the hour behind us, the others over the seven days before us."""
    due, rest = divmod(stock.slots * stock.due, stock.milestones)
    assert not rest, "what is due does not fill its slots"
    assert due % 2 == 0, "half of what is due is no whole number of slots"
    ahead = stock.slots - due
    past = [now - timedelta(hours=1) * n / due for n in range(1, due + 1)]
    future = [now + timedelta(hours=1) + SILENCE * n / ahead for n in range(ahead)]
    return [_slot(now, slot, at) for slot, at in enumerate((*past, *future))]


def _slot(now: datetime, slot: int, accept_at: datetime) -> Values:
    reminders = sum(accept_at - now <= before for before in REMIND_BEFORE)
    still = REMIND_BEFORE[reminders:]
    return {
        "slot": slot,
        "completed_at": accept_at - SILENCE,
        "accept_at": accept_at,
        "reminders": reminders,
        "remind_at": accept_at - still[0] if still else None,
    }


def _people() -> list[Insert]:
    numbers = _numbers(2 * PEOPLE)
    who = {"id": numbers.c.n, "first_name": "Ana", "language": "en", "role": None, "name": "Ana"}
    about = {"country": "PT", "city": "Lisbon", "description": seed.ABOUT, "skills": ["HTML"]}
    return [_fill(people, {**who, **about, "reachable": True}, numbers)]


def _projects(now: datetime, stock: Stock) -> list[Insert]:
    numbers = _numbers(stock.milestones)
    n, began = numbers.c.n, now - timedelta(days=20)
    client = {"client_id": 1 + n % PEOPLE}
    freelancer = {"freelancer_id": 1 + PEOPLE + n % PEOPLE}
    price = {"amount_minor": AMOUNT_MINOR, "days": DAYS}
    budget = {"budget_min_minor": AMOUNT_MINOR, "budget_max_minor": AMOUNT_MINOR}
    post: Values = {
        "title": "A page",
        "description": "One page for a bakery.",
    }
    post |= {"skills": ["HTML"], "posted_at": began, "closes_at": now, "warned": False}
    offer = {"pitch": "A calm page in your colours.", "made_at": began, "state": "hired"}
    version = {"version": 1, "note": "Here it is.", "extended": False, "reason": ""}
    times = {column.name: column for column in _SLOTS.c if column.name != "slot"}
    its_slot = _SLOTS.c.slot == n * STRIDE % stock.slots
    key, job, step = {"id": n}, {"job_id": n}, {"position": 1, "what": "The page"}
    running = {"bid_id": n, "title": "A page", "state": "running", "started_at": began}
    reviewed: Values = {"state": "in_review"}
    undecided: Values = {"milestone_id": n, "decided_at": None}
    return [
        _fill(jobs, key | client | post | budget | {"state": "hired"}, numbers),
        _fill(bids, key | job | freelancer | price | offer, numbers),
        _fill(bid_milestones, {"bid_id": n} | step | price, numbers),
        _fill(projects, key | job | client | freelancer | running, numbers),
        _fill(milestones, key | {"project_id": n} | step | price | reviewed, numbers),
        _fill(
            deliveries,
            key | version | times | reviewed | undecided,
            numbers.join(_SLOTS, its_slot),
        ),
    ]


def _money(now: datetime, stock: Stock) -> list[Insert]:
    """What the clients paid ahead, as it stands in the ledger."""
    chosen = deliveries.c.accept_at <= now, deliveries.c.milestone_id % 2 == 0
    number = deliveries.c.milestone_id.cast(Words)
    key, account = literal("funding:") + number, literal("escrow:") + number
    entries = [
        {"key": key, "position": 1, "account": GATEWAY, "amount_minor": -AMOUNT_MINOR},
        {"key": key, "position": 2, "account": account, "amount_minor": AMOUNT_MINOR},
    ]
    held = {"name": GATEWAY, "balance_minor": -AMOUNT_MINOR * stock.funded}
    return [
        insert(ledger_accounts).values(held),
        _fill(
            ledger_accounts, {"name": account, "balance_minor": AMOUNT_MINOR}, deliveries, chosen
        ),
        _fill(
            ledger_transactions,
            {"key": key, "kind": "funding", "charge_id": "", "at": now},
            deliveries,
            chosen,
        ),
        *(_fill(ledger_entries, entry, deliveries, chosen) for entry in entries),
    ]


def _numbers(count: int) -> Any:
    """1, 2, … `count`, as a table with the column `n`."""
    numbers = select(literal(1, Id).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < count))


def _fill(
    table: Table,
    values: Values,
    source: FromClause,
    chosen: Sequence[ColumnElement[bool]] = (true(),),
) -> Insert:
    """A row for each of the source; a value is the same for all, or an expression of its row."""
    columns = [
        value if isinstance(value, ColumnElement) else literal(value, table.c[name].type)
        for name, value in values.items()
    ]
    return insert(table).from_select(
        list(values), select(*columns).select_from(source).where(*chosen)
    )
