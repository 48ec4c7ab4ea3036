"""Do the books balance, and does every movement have its reason? Read from one snapshot, beside
everybody's work: no lock is taken, and on SQLite a connection of its own reads only.

The statements are plain SQL, which both databases read alike. They compare the ledger with the
records that caused it: charges, checkouts, milestones and withdrawals.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

MOST_NAMED = 20
"""As many of each kind of finding are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be: what, about which row, in minor units what is and should be."""

    what: str
    subject: str
    is_minor: int
    should_minor: int


@dataclass(frozen=True, slots=True)
class Audit:
    """`accounts`: the sums of each kind of account. Of the money that moved since the given time,
    `explained_minor` has a record that caused it."""

    accounts: tuple[tuple[str, int], ...]
    transactions: int
    moved_minor: int
    explained_minor: int
    findings: tuple[Finding, ...]

    @property
    def explained_percent(self) -> float:
        """100 when all of it is, or nothing has moved."""
        return 100 * self.explained_minor / self.moved_minor if self.moved_minor else 100.0


# What moved by a transaction: the sum of its entries above zero.
_MOVED = (
    "SELECT t.key, t.kind, t.at, t.project_id, t.milestone_id, t.charge_id, "
    "COALESCE((SELECT SUM(e.amount_minor) FROM ledger_entries e "
    "WHERE e.key = t.key AND e.amount_minor > 0), 0) AS moved FROM ledger_transactions t"
)
# The record behind a transaction of each kind. No row: nobody knows why the money moved.
_REASONS = {
    "payment": "charges c WHERE c.id = m.charge_id AND m.key = 'charge:' || c.id "
    "AND c.amount_minor = m.moved",
    "refund": "charges c WHERE c.id = m.charge_id AND m.key = 'refund:' || c.id "
    "AND c.amount_minor = m.moved AND c.refunded_at IS NOT NULL",
    "funding": "milestones s WHERE s.id = m.milestone_id AND s.amount_minor = m.moved "
    "AND m.key = 'funding:' || CAST(s.id AS TEXT)",
    "return": "milestones s WHERE s.id = m.milestone_id AND s.state IN ('paid', 'cancelled') "
    "AND m.key = 'return:' || CAST(s.id AS TEXT) AND s.amount_minor >= m.moved",
    "checkout": "checkouts c WHERE c.milestone_id = m.milestone_id AND c.state = 'paid' "
    "AND c.paid_from <> 'outside' AND c.amount_minor = m.moved "
    "AND m.key = 'checkout:' || CAST(c.id AS TEXT)",
    "withdrawal": "withdrawals w WHERE w.amount_minor = m.moved "
    "AND w.id = CAST(SUBSTR(m.key, 12) AS BIGINT)",
    "payout": "withdrawals w WHERE w.state = 'paid' AND w.amount_minor = m.moved "
    "AND w.id = CAST(SUBSTR(m.key, 16) AS BIGINT)",
    "withdrawal_ended": "withdrawals w WHERE w.state IN ('rejected', 'cancelled') "
    "AND w.amount_minor = m.moved AND w.id = CAST(SUBSTR(m.key, 16) AS BIGINT)",
}
_EXPLAINED = "CASE {} ELSE FALSE END".format(
    " ".join(
        f"WHEN m.kind = '{kind}' THEN EXISTS (SELECT 1 FROM {reason})"
        for kind, reason in _REASONS.items()
    )
)
_OF_THE_DAY = (
    "SELECT COUNT(*), COALESCE(SUM(m.moved), 0), "
    f"COALESCE(SUM(CASE WHEN {_EXPLAINED} THEN m.moved ELSE 0 END), 0) "
    f"FROM ({_MOVED} WHERE t.at >= :since) m"
)
_ACCOUNTS = (
    "SELECT CASE WHEN name LIKE 'wallet:%' THEN 'wallets' WHEN name LIKE 'escrow:%' THEN 'escrow' "
    "WHEN name LIKE 'withdrawal:%' THEN 'withdrawals waiting' ELSE name END AS kind, "
    "SUM(balance_minor) FROM ledger_accounts GROUP BY kind ORDER BY kind"
)


def _total(account: str, should: str) -> str:
    """An account whose balance follows from the records of all time."""
    return (
        f"SELECT '{account}', x.kept, x.should FROM (SELECT COALESCE((SELECT balance_minor "
        f"FROM ledger_accounts WHERE name = '{account}'), 0) AS kept, "
        f"COALESCE(({should}), 0) AS should) x WHERE x.kept <> x.should"
    )


# Each gives rows (subject, is, should be), in minor units; none when all is well.
_CHECKS = {
    "balance is not the sum of its entries": (
        "SELECT a.name, a.balance_minor, COALESCE(SUM(e.amount_minor), 0) FROM ledger_accounts a "
        "LEFT JOIN ledger_entries e ON e.account = a.name GROUP BY a.name, a.balance_minor "
        "HAVING a.balance_minor <> COALESCE(SUM(e.amount_minor), 0)"
    ),
    "transaction does not sum to zero": (
        "SELECT t.key, COALESCE(SUM(e.amount_minor), 0), 0 FROM ledger_transactions t "
        "LEFT JOIN ledger_entries e ON e.key = t.key GROUP BY t.key "
        "HAVING COALESCE(SUM(e.amount_minor), 0) <> 0 OR COUNT(e.id) < 2"
    ),
    "balance is below zero": (
        "SELECT name, balance_minor, 0 FROM ledger_accounts "
        "WHERE balance_minor < 0 AND name <> 'gateway'"
    ),
    "movement without a reason": (
        f"SELECT m.key, m.moved, 0 FROM ({_MOVED}) m WHERE NOT {_EXPLAINED}"
    ),
    "payment that was not booked": (
        "SELECT c.id, 0, c.amount_minor FROM charges c WHERE NOT EXISTS "
        "(SELECT 1 FROM ledger_transactions t WHERE t.key = 'charge:' || c.id)"
    ),
    "refund that was not booked": (
        "SELECT c.id, 0, c.amount_minor FROM charges c WHERE c.refunded_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ledger_transactions t WHERE t.key = 'refund:' || c.id)"
    ),
    "paid milestone that was not booked": (
        "SELECT CAST(c.id AS TEXT), 0, c.amount_minor FROM checkouts c WHERE c.state = 'paid' "
        "AND c.paid_from <> 'outside' AND NOT EXISTS (SELECT 1 FROM ledger_transactions t "
        "WHERE t.key = 'checkout:' || CAST(c.id AS TEXT))"
    ),
    "withdrawal with another reserve": (
        "SELECT CAST(w.id AS TEXT), COALESCE(a.balance_minor, 0), w.should FROM "
        "(SELECT id, CASE WHEN state = 'waiting' THEN amount_minor ELSE 0 END AS should "
        "FROM withdrawals) w LEFT JOIN ledger_accounts a "
        "ON a.name = 'withdrawal:' || CAST(w.id AS TEXT) "
        "WHERE COALESCE(a.balance_minor, 0) <> w.should"
    ),
    "escrow of a milestone that holds another amount": (
        "SELECT a.name, a.balance_minor, COALESCE(m.should, 0) FROM ledger_accounts a LEFT JOIN "
        "(SELECT id, CASE WHEN state IN ('upcoming', 'in_progress', 'in_review') "
        "THEN amount_minor ELSE 0 END AS should FROM milestones) m "
        "ON a.name = 'escrow:' || CAST(m.id AS TEXT) "
        "WHERE a.name LIKE 'escrow:%' AND a.balance_minor <> 0 "
        "AND a.balance_minor <> COALESCE(m.should, 0)"
    ),
    "gateway is not what came, less what went back": _total(
        "gateway",
        "SELECT -SUM(CASE WHEN refunded_at IS NULL THEN amount_minor ELSE 0 END) FROM charges",
    ),
    "fees are not those of the paid milestones": _total(
        "fees", "SELECT SUM(fee_minor) FROM checkouts WHERE state = 'paid'"
    ),
    "paid out is not what was withdrawn": _total(
        "paid-out", "SELECT SUM(amount_minor) FROM withdrawals WHERE state = 'paid'"
    ),
}

Rows = Sequence[Sequence[Any]]


async def examine(engine: AsyncEngine, since: datetime) -> Audit:
    """Looks at everything; the day's money counts from `since`. Changes nothing."""
    if engine.dialect.name == "sqlite":
        since_text = since.astimezone(UTC).isoformat(timespec="microseconds")
        return await asyncio.to_thread(_examine_file, str(engine.url.database), since_text)
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        answers = {name: await _ask(connection, sql) for name, sql in _CHECKS.items()}
        accounts = await _ask(connection, _ACCOUNTS)
        day = await _ask(connection, _OF_THE_DAY, since)
    return _audit(accounts, day, answers)


async def _ask(connection: AsyncConnection, sql: str, since: datetime | None = None) -> Rows:
    statement = text(sql.replace(":%", r"\:%").replace(":'", r"\:'"))
    return (await connection.execute(statement, {"since": since} if since else {})).all()


def _examine_file(path: str, since: str) -> Audit:
    """In a thread: a reader of a WAL file holds nobody up."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        connection.execute("BEGIN")
        ask: Callable[[str], Rows] = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        answers = {name: ask(sql) for name, sql in _CHECKS.items()}
        day = connection.execute(_OF_THE_DAY, {"since": since}).fetchall()
        return _audit(ask(_ACCOUNTS), day, answers)
    finally:
        connection.close()


def _audit(accounts: Rows, day: Rows, answers: dict[str, Rows]) -> Audit:
    transactions, moved, explained = day[0]
    return Audit(
        accounts=tuple((str(name), int(minor)) for name, minor in accounts),
        transactions=int(transactions),
        moved_minor=int(moved),
        explained_minor=int(explained),
        findings=tuple(
            Finding(what, str(subject), int(is_minor), int(should_minor))
            for what, rows in answers.items()
            for subject, is_minor, should_minor in rows
        ),
    )
