"""Withdrawals: requests for money from a wallet, and how they ended."""

from sqlalchemy import ColumnElement, func, select, text

from marketplace.withdrawals import MOST_WAITING, Withdrawal, WithdrawalState
from storage.repository import Condition, Repository, columns_of, record_from
from storage.tables import withdrawals

# A text, not a parameter: only then does a database see that the partial index fits.
_WAITING = text("withdrawals.state = 'waiting'")


class SqlWithdrawals(Repository):
    """Implements marketplace.ports.Withdrawals."""

    async def add(self, withdrawal: Withdrawal) -> int:
        statement = withdrawals.insert().values(columns_of(withdrawals, withdrawal))
        return int(await self._value(statement.returning(withdrawals.c.id)))

    async def find(self, withdrawal_id: int) -> Withdrawal | None:
        found = await self._load(withdrawals.c.id == withdrawal_id, limit=1)
        return found[0] if found else None

    async def lock(self, withdrawal_id: int) -> Withdrawal | None:
        """As find; nobody else decides about it until this unit of work ends."""
        await self._lock(withdrawals, withdrawals.c.id == withdrawal_id)
        return await self.find(withdrawal_id)

    async def count_waiting(self, person_id: int) -> int:
        mine = withdrawals.c.person_id == person_id
        statement = select(func.count()).select_from(withdrawals).where(mine, _WAITING)
        return int(await self._value(statement))

    async def waiting_of(self, person_id: int) -> list[Withdrawal]:
        """Oldest first."""
        return await self._load(withdrawals.c.person_id == person_id, _WAITING, limit=MOST_WAITING)

    async def of_person(self, person_id: int, limit: int) -> list[Withdrawal]:
        """Newest first."""
        newest = withdrawals.c.id.desc()
        return await self._load(withdrawals.c.person_id == person_id, limit=limit, order=newest)

    async def waiting(self, after_id: int, limit: int) -> list[Withdrawal]:
        """Of everybody, oldest first; those above `after_id`."""
        return await self._load(withdrawals.c.id > after_id, _WAITING, limit=limit)

    async def end(self, withdrawal: Withdrawal) -> bool:
        """Compare-and-swap from waiting."""
        swap = withdrawals.update().where(withdrawals.c.id == withdrawal.id, _WAITING)
        ended = ("state", "reason", "ended_at")
        return await self._count(swap.values({n: getattr(withdrawal, n) for n in ended})) == 1

    async def _load(
        self,
        *conditions: Condition,
        limit: int,
        order: ColumnElement[int] = withdrawals.c.id,
    ) -> list[Withdrawal]:
        rows = await self._rows(select(withdrawals).where(*conditions).order_by(order).limit(limit))
        return [record_from(Withdrawal, row, state=WithdrawalState(row.state)) for row in rows]
