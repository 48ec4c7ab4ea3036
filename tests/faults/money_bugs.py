"""Mistakes planted one at a time, to see whether the machine finds them (test_money_machine.py)."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from marketplace import checkout, deliveries, escrow, payments, withdrawals
from marketplace.checkout import Checkout
from marketplace.escrow import fundable
from marketplace.invoices import Invoice
from marketplace.money import Transaction
from marketplace.payments import Payment
from marketplace.projects import Milestone, Project
from storage import ledger
from storage.invoices import SqlInvoices
from storage.unit_of_work import UnitOfWork

Plant = Callable[[pytest.MonkeyPatch], None]


def escrow_stays_when_cancelled(plant: pytest.MonkeyPatch) -> None:
    async def keeps(_: UnitOfWork, __: Project, ___: Sequence[Milestone], ____: int) -> int:
        return 0

    plant.setattr(escrow, "give_back", keeps)


def a_charge_told_again_is_credited_again(plant: pytest.MonkeyPatch) -> None:
    """Neither the key of its booking nor that of its charge is looked at."""
    original, add = payments._book, SqlInvoices.add_charge
    seen: list[str] = []

    async def books(work: UnitOfWork, payment: Payment, invoice: Invoice | None) -> bool:
        again = await work.invoices.charge(payment.charge_id)
        seen.append(payment.charge_id)
        return await original(work, payment, invoice) or again is not None

    async def moves(work: UnitOfWork, key: str, *rest: Any) -> bool:
        return await checkout_move(work, f"{key}#{seen.count(key)}", *rest)

    async def once(self: SqlInvoices, charge: Any, invoice_id: int | None) -> None:
        if await self.charge(charge.id) is None:
            await add(self, charge, invoice_id)

    from marketplace.money import move as checkout_move

    plant.setattr(payments, "_book", books)
    plant.setattr(SqlInvoices, "add_charge", once)
    plant.setattr(
        payments,
        "move",
        lambda work, key, *rest: moves(work, f"{key}#{len(seen)}", *rest),
    )


def the_fee_is_rounded_up(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(checkout, "fee_of", lambda minor, points: -(-minor * points // 10_000))


def the_fee_is_booked_nowhere(plant: pytest.MonkeyPatch) -> None:
    original = checkout.distribute

    async def without(work: Any, key: str, cause: Any, source: str, parts: dict[str, int]) -> bool:
        parts = {name: minor for name, minor in parts.items() if name != "fees"}
        return await original(work, key, cause, source, parts)

    plant.setattr(checkout, "distribute", without)


def what_is_paid_can_be_paid_again(plant: pytest.MonkeyPatch) -> None:
    """Neither the rules nor the compare-and-swap look, and the booking has a new key."""
    from storage.checkouts import SqlCheckouts

    original, swaps = checkout.distribute, SqlCheckouts.mark_paid
    tried = [0]

    async def distributes(work: Any, key: str, *rest: Any) -> bool:
        tried[0] += 1
        return await original(work, f"{key}#{tried[0]}", *rest)

    async def marks(self: SqlCheckouts, paid: Checkout) -> bool:
        await swaps(self, paid)
        return True

    plant.setattr(checkout, "check_payable", lambda *_: None)
    plant.setattr(SqlCheckouts, "mark_paid", marks)
    plant.setattr(checkout, "distribute", distributes)


def a_withdrawal_is_not_reserved(plant: pytest.MonkeyPatch) -> None:
    original = withdrawals.move

    async def moves(work: Any, key: str, *rest: Any) -> bool:
        return False if key.startswith("withdrawal:") else await original(work, key, *rest)

    plant.setattr(withdrawals, "move", moves)


def disputes_stop_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(deliveries, "_check_undisputed", lambda _: None)


def a_funded_milestone_is_funded_again(plant: pytest.MonkeyPatch) -> None:
    original = escrow.move
    made = [0]

    async def moves(work: Any, key: str, *rest: Any) -> bool:
        made[0] += 1
        return await original(work, f"{key}#{made[0]}", *rest)

    def all_of_them(project: Project, milestone_id: int | None = None) -> tuple[Milestone, ...]:
        steps = fundable(project, milestone_id)
        return steps or tuple(m for m in project.milestones if m.id == milestone_id)

    plant.setattr(escrow, "move", moves)
    plant.setattr(escrow, "fundable", all_of_them)


def nobody_is_kept_above_zero(plant: pytest.MonkeyPatch) -> None:
    """The check for what an account holds is gone; the database's own refuses with an error."""
    original = ledger.SqlLedger._lock_accounts

    async def rich(self: ledger.SqlLedger, names: list[str]) -> dict[str, int]:
        balances = await original(self, names)
        return {n: max(m, 10**9) if n.startswith("wallet:") else m for n, m in balances.items()}

    plant.setattr(ledger.SqlLedger, "_lock_accounts", rich)


def the_same_key_twice(plant: pytest.MonkeyPatch) -> None:
    """A booking that stands is done again: its look at the key finds nothing."""

    async def never(_: ledger.SqlLedger, __: Transaction) -> bool:
        return False

    plant.setattr(ledger.SqlLedger, "_stands", never)


BUGS: tuple[Plant, ...] = ()
