"""The double-entry ledger: append-only entries, balances kept beside them (guarantees 1 and 2)."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.errors import Refused
from marketplace.money import GATEWAY, Cause, Entry, Kind, Transaction
from storage.repository import insert_into, record_from
from storage.statements import Statements
from storage.tables import ledger_accounts, ledger_entries, ledger_transactions


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An account whose kept balance is not the sum of its entries, in minor units; or, with its
    key for a name and 0 kept, a transaction that does not sum to zero."""

    name: str
    kept_minor: int
    summed_minor: int


class SqlLedger(Statements):
    """Implements marketplace.ports.Ledger. `currency`: the code in which amounts are booked."""

    def __init__(self, connection: AsyncConnection, now: datetime, currency: str = "") -> None:
        super().__init__(connection, now)
        self._currency = currency

    async def book(self, transaction: Transaction) -> bool:
        """Writes it, once per key. False when this very transaction stands already.

        Locks the accounts in the order of their names, so that two bookings never wait for each
        other. Nothing is written before it is known to be right, so a refusal leaves nothing even
        where no savepoint takes it back.

        Raises ValueError when its key stands with other content, Refused `not-enough-money` when
        an account other than the gateway would go below zero.
        """
        change: defaultdict[str, int] = defaultdict(int)
        for entry in transaction.entries:
            change[entry.account] += entry.amount_minor
        balances = await self._lock_accounts(sorted(change))
        if await self._stands(transaction):
            return False
        after = {name: balances[name] + minor for name, minor in change.items()}
        if any(minor < 0 for name, minor in after.items() if name != GATEWAY):
            raise Refused("not-enough-money")
        cause = {f.name: getattr(transaction.cause, f.name) for f in fields(Cause)}
        header = {"key": transaction.key, "currency": self._currency, "at": transaction.at, **cause}
        once = insert_into(ledger_transactions, self._is_postgres).on_conflict_do_nothing()
        if not await self._count(once, header):
            # Between our look and our writing somebody took the key, for other accounts.
            return not await self._stands(transaction)
        await self._add_all(
            ledger_entries,
            [
                {
                    "key": transaction.key,
                    "position": position,
                    "account": entry.account,
                    "amount_minor": entry.amount_minor,
                }
                for position, entry in enumerate(transaction.entries, start=1)
            ],
        )
        for name, minor in sorted(after.items()):
            account = ledger_accounts.update().where(ledger_accounts.c.name == name)
            await self._count(account.values(balance_minor=minor))
        return True

    async def lock(self, *accounts: str) -> None:
        """Nobody else books on these until this unit of work ends; in the order of their names, as
        `book` does. On SQLite there is one writer anyway."""
        if self._is_postgres:
            await self._lock_accounts(sorted(set(accounts)))

    async def last_currency(self) -> str:
        """In which the newest transaction was booked; empty where there is none, or it is older
        than this column."""
        newest = select(ledger_transactions.c.currency).order_by(ledger_transactions.c.at.desc())
        return await self._value(newest.limit(1)) or ""

    async def balance(self, account: str) -> int:
        """In minor units; 0 for an account without entries."""
        statement = select(ledger_accounts.c.balance_minor)
        return await self._value(statement.where(ledger_accounts.c.name == account)) or 0

    async def discrepancies(self) -> list[Discrepancy]:
        """What reconciliation finds wrong: always nothing, if the ledger keeps its promises."""
        summed = func.coalesce(func.sum(ledger_entries.c.amount_minor), 0)
        kept = ledger_accounts.c.balance_minor
        by_account = (
            select(ledger_accounts.c.name, kept.label("kept"), summed.label("summed"))
            .outerjoin(ledger_entries, ledger_entries.c.account == ledger_accounts.c.name)
            .group_by(ledger_accounts.c.name, kept)
            .having(kept != summed)
            .order_by(ledger_accounts.c.name)
        )
        by_key = (
            select(ledger_transactions.c.key, summed.label("summed"))
            .outerjoin(ledger_entries, ledger_entries.c.key == ledger_transactions.c.key)
            .group_by(ledger_transactions.c.key)
            .having((summed != 0) | (func.count(ledger_entries.c.key) < 2))
            .order_by(ledger_transactions.c.key)
        )
        wrong = [
            Discrepancy(row.name, int(row.kept), int(row.summed))
            for row in await self._rows(by_account)
        ]
        return wrong + [
            Discrepancy(row.key, 0, int(row.summed)) for row in await self._rows(by_key)
        ]

    async def _lock_accounts(self, names: list[str]) -> dict[str, int]:
        """Their balances, locked; accounts that were never used are opened with 0, before any is
        locked: whoever held one and waited for another to be opened would break the order."""
        accounts = ledger_accounts.c
        chosen = select(accounts.name, accounts.balance_minor).where(accounts.name.in_(names))
        balances = {row.name: row.balance_minor for row in await self._rows(chosen)}
        new = [{"name": name, "balance_minor": 0} for name in names if name not in balances]
        if new:
            open_all = insert_into(ledger_accounts, self._is_postgres).on_conflict_do_nothing()
            await self._count(open_all, new)
        if new or self._is_postgres:
            locked = chosen.order_by(accounts.name).with_for_update(key_share=True)
            balances = {row.name: row.balance_minor for row in await self._rows(locked)}
        return balances

    async def _stands(self, transaction: Transaction) -> bool:
        """Whether it was written before; ValueError when its key stands with other content.

        The time is no content: what is done again is done later.
        """
        stands = ledger_transactions.c.key == transaction.key
        header = await self._row(select(ledger_transactions).where(stands))
        if header is None:
            return False
        rows = await self._rows(
            select(ledger_entries)
            .where(ledger_entries.c.key == transaction.key)
            .order_by(ledger_entries.c.position)
        )
        entries = tuple(Entry(row.account, row.amount_minor) for row in rows)
        cause = record_from(Cause, header, kind=Kind(header.kind))
        if (entries, cause) != (transaction.entries, transaction.cause):
            raise ValueError(f"ledger key {transaction.key} stands with other content")
        return True
