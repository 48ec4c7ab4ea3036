"""Mistakes planted one at a time, to see that the machine finds them (test_money_machine.py)."""

from collections.abc import Sequence
from typing import Any

import pytest

from marketplace import checkout, deliveries, escrow, payments, withdrawals
from marketplace.checkout import Checkout
from marketplace.payments import Charge
from marketplace.projects import Milestone, Project
from storage.checkouts import SqlCheckouts
from storage.invoices import SqlInvoices
from storage.unit_of_work import UnitOfWork


def escrow_stays_where_a_milestone_ends(plant: pytest.MonkeyPatch) -> None:
    async def keeps(_: UnitOfWork, __: Project, ___: Sequence[Milestone], ____: int) -> int:
        return 0

    plant.setattr(escrow, "give_back", keeps)


def a_charge_told_again_is_credited_again(plant: pytest.MonkeyPatch) -> None:
    """Its booking has another key each time, and its record is looked for first."""
    add = SqlInvoices.add_charge

    async def once(self: SqlInvoices, charge: Charge, invoice_id: int | None) -> None:
        if await self.charge(charge.id) is None:
            await add(self, charge, invoice_id)

    plant.setattr(SqlInvoices, "add_charge", once)
    _another_key_each_time(plant, payments, "move")


def the_fee_is_rounded_up(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(checkout, "fee_of", lambda minor, points: -(-minor * points // 10_000))


def the_fee_is_taken_from_nobody(plant: pytest.MonkeyPatch) -> None:
    original = checkout.distribute

    async def without(work: Any, key: str, cause: Any, source: str, parts: dict[str, int]) -> bool:
        parts = {name: minor for name, minor in parts.items() if name != checkout.FEES}
        return not sum(parts.values()) or await original(work, key, cause, source, parts)

    plant.setattr(checkout, "distribute", without)


def what_is_paid_is_paid_again(plant: pytest.MonkeyPatch) -> None:
    """Neither the rules nor the compare-and-swap look, and the booking has another key."""
    swap = SqlCheckouts.mark_paid

    async def marks(self: SqlCheckouts, paid: Checkout) -> bool:
        await swap(self, paid)
        return True

    plant.setattr(checkout, "check_payable", lambda *_: None)
    plant.setattr(SqlCheckouts, "mark_paid", marks)
    _another_key_each_time(plant, checkout, "distribute")


def a_withdrawal_is_not_reserved(plant: pytest.MonkeyPatch) -> None:
    original = withdrawals.move

    async def moves(work: Any, key: str, *rest: Any) -> bool:
        return key.startswith("withdrawal:") or await original(work, key, *rest)

    plant.setattr(withdrawals, "move", moves)


def disputes_stop_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(deliveries, "_check_undisputed", lambda _: None)


def a_part_of_a_payment_funds_the_whole(plant: pytest.MonkeyPatch) -> None:
    """What comes is not compared with what is missing; the ledger refuses what isn't there."""
    original = payments._fund

    async def funds(work: UnitOfWork, invoice: Any, project: Project, *, enough: bool) -> None:
        await original(work, invoice, project, enough=True)

    plant.setattr(payments, "_fund", funds)


BUGS = (
    escrow_stays_where_a_milestone_ends,
    a_charge_told_again_is_credited_again,
    the_fee_is_rounded_up,
    the_fee_is_taken_from_nobody,
    what_is_paid_is_paid_again,
    a_withdrawal_is_not_reserved,
    disputes_stop_nobody,
    a_part_of_a_payment_funds_the_whole,
)


def _another_key_each_time(plant: pytest.MonkeyPatch, module: Any, name: str) -> None:
    original, number = getattr(module, name), iter(range(1_000_000))

    async def books(work: Any, key: str, *rest: Any) -> bool:
        return bool(await original(work, f"{key} {next(number)}", *rest))

    plant.setattr(module, name, books)
