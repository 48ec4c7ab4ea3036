"""Checkouts: what clients owe for accepted milestones."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text

from marketplace.checkout import Checkout, CheckoutState, PaidFrom, next_reminder_at
from storage.disputes import not_disputed
from storage.repository import Repository, columns_of, record_from
from storage.tables import checkouts


class SqlCheckouts(Repository):
    """Implements marketplace.ports.Checkouts."""

    async def add(self, checkout: Checkout) -> int:
        """The milestone's only one; the database refuses a second."""
        values = columns_of(checkouts, checkout, remind_at=next_reminder_at(checkout))
        statement = checkouts.insert().values(values)
        return int(await self._value(statement.returning(checkouts.c.id)))

    async def of_milestone(self, milestone_id: int) -> Checkout | None:
        statement = select(checkouts).where(checkouts.c.milestone_id == milestone_id)
        row = await self._row(statement)
        return _checkout_from(row) if row else None

    async def find(self, checkout_id: int) -> Checkout | None:
        row = await self._row(select(checkouts).where(checkouts.c.id == checkout_id))
        return _checkout_from(row) if row else None

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Unpaid ones whose next reminder has come, the longest overdue first; none that are
        disputed."""
        due = select(checkouts.c.id).where(
            text("checkouts.remind_at IS NOT NULL"),
            checkouts.c.remind_at <= now,
            not_disputed(checkouts.c.milestone_id),
        )
        rows = await self._rows(due.order_by(checkouts.c.remind_at).limit(limit))
        return [row.id for row in rows]

    async def reminded(self, checkout: Checkout) -> bool:
        """Notes how many reminders were sent, while it is due; False when it was paid."""
        values = {"reminders": checkout.reminders, "remind_at": next_reminder_at(checkout)}
        return await self._swap(checkout.id, values)

    async def change(self, checkout: Checkout) -> None:
        """Amount, claim, and since when, with its reminders, of a due one."""
        changing = ("amount_minor", "claimed_at", "opened_at", "reminders")
        values = {name: getattr(checkout, name) for name in changing}
        values["remind_at"] = next_reminder_at(checkout)
        await self._swap(checkout.id, values)

    async def mark_paid(self, checkout: Checkout) -> bool:
        """Compare-and-swap from due, with when, from what and at what fee; False when it was not
        due any more."""
        paid = ("state", "paid_at", "paid_from", "fee_minor")
        values = {name: getattr(checkout, name) for name in paid}
        return await self._swap(checkout.id, {**values, "remind_at": None})

    async def cancel(self, checkout_id: int) -> bool:
        """Compare-and-swap from due."""
        values = {"state": CheckoutState.CANCELLED, "remind_at": None}
        return await self._swap(checkout_id, values)

    async def _swap(self, checkout_id: int, values: dict[str, Any]) -> bool:
        due = (checkouts.c.id == checkout_id, checkouts.c.state == CheckoutState.DUE)
        return await self._count(checkouts.update().where(*due).values(values)) == 1


def _checkout_from(row: Row[Any]) -> Checkout:
    paid_from = PaidFrom(row.paid_from) if row.paid_from else None
    return record_from(Checkout, row, state=CheckoutState(row.state), paid_from=paid_from)
