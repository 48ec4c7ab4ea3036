"""The ledger, and what leaves it."""

from typing import Protocol

from marketplace.money import Transaction
from marketplace.wallets import Side, StatementLine, Wallet
from marketplace.withdrawals import Withdrawal


class Ledger(Protocol):
    async def book(self, transaction: Transaction) -> bool:
        """Writes it, once per key. False when this very transaction stands already.

        Raises ValueError when its key stands with other content, Refused `not-enough-money` when
        an account other than the gateway would go below zero.
        """
        ...

    async def balance(self, account: str) -> int:
        """In minor units; 0 for an account without entries."""
        ...

    async def lock(self, *accounts: str) -> None:
        """Nobody else books on these until this unit of work ends.

        Whoever books more than once first locks all that it will book on, so that two never wait
        for each other.
        """
        ...

    async def wallet(self, person_id: int) -> Wallet: ...
    async def statement(
        self, person_id: int, side: Side, before_id: int | None, limit: int
    ) -> list[StatementLine]:
        """Newest first; lines of the person's wallet with an id below `before_id`."""
        ...

    async def balance_before(self, person_id: int, line_id: int) -> int:
        """Of the person's wallet, before this line of its statement, in minor units."""
        ...


class Withdrawals(Protocol):
    async def add(self, withdrawal: Withdrawal) -> int: ...
    async def lock(self, withdrawal_id: int) -> Withdrawal | None:
        """As find; nobody else decides about it until this unit of work ends."""
        ...

    async def find(self, withdrawal_id: int) -> Withdrawal | None: ...
    async def count_waiting(self, person_id: int) -> int: ...
    async def waiting_of(self, person_id: int) -> list[Withdrawal]:
        """Oldest first."""
        ...

    async def of_person(self, person_id: int, limit: int) -> list[Withdrawal]:
        """Newest first."""
        ...

    async def waiting(self, after_id: int, limit: int) -> list[Withdrawal]:
        """Of everybody, oldest first; those above `after_id`."""
        ...

    async def end(self, withdrawal: Withdrawal) -> bool:
        """Compare-and-swap from waiting."""
        ...
