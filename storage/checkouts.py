"""Checkouts: what clients owe for accepted milestones."""

import hmac
import re
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text

from marketplace.checkout import Checkout, CheckoutState, next_reminder_at
from storage.repository import Repository
from storage.tables import checkouts

_PAYLOAD = re.compile(r"checkout:([0-9]{1,18}):")


class SqlCheckouts(Repository):
    """Implements marketplace.ports.Checkouts."""

    async def add(self, checkout: Checkout) -> int:
        """The milestone's only one; the database refuses a second."""
        statement = checkouts.insert().values(
            project_id=checkout.project_id,
            milestone_id=checkout.milestone_id,
            payer_id=checkout.payer_id,
            payee_id=checkout.payee_id,
            amount_minor=checkout.amount_minor,
            token=checkout.token,
            opened_at=checkout.opened_at,
            state=checkout.state.value,
            paid_at=checkout.paid_at,
            reminders=checkout.reminders,
            remind_at=next_reminder_at(checkout),
        )
        return int(await self._value(statement.returning(checkouts.c.id)))

    async def of_milestone(self, milestone_id: int) -> Checkout | None:
        statement = select(checkouts).where(checkouts.c.milestone_id == milestone_id)
        row = await self._row(statement)
        return _checkout_from(row) if row else None

    async def find(self, checkout_id: int) -> Checkout | None:
        row = await self._row(select(checkouts).where(checkouts.c.id == checkout_id))
        return _checkout_from(row) if row else None

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Unpaid ones whose next reminder has come, the longest overdue first."""
        due = select(checkouts.c.id).where(
            text("checkouts.remind_at IS NOT NULL"), checkouts.c.remind_at <= now
        )
        rows = await self._rows(due.order_by(checkouts.c.remind_at).limit(limit))
        return [row.id for row in rows]

    async def reminded(self, checkout: Checkout) -> bool:
        """Notes how many reminders were sent, while it is due; False when it was paid."""
        due = (checkouts.c.id == checkout.id, checkouts.c.state == CheckoutState.DUE.value)
        values = {"reminders": checkout.reminders, "remind_at": next_reminder_at(checkout)}
        return await self._count(checkouts.update().where(*due).values(values)) == 1

    async def by_payload(self, payload: str) -> Checkout | None:
        """Exactly this payload, its token compared in constant time."""
        named = _PAYLOAD.match(payload)
        if named is None:
            return None
        row = await self._row(select(checkouts).where(checkouts.c.id == int(named[1])))
        checkout = _checkout_from(row) if row else None
        given = payload.encode("utf-8", "surrogatepass")
        if checkout and hmac.compare_digest(checkout.payload.encode(), given):
            return checkout
        return None

    async def mark_paid(self, checkout_id: int, now: datetime) -> bool:
        """Compare-and-swap from due; False when it was paid before."""
        due = (checkouts.c.id == checkout_id, checkouts.c.state == CheckoutState.DUE.value)
        paid = {"state": CheckoutState.PAID.value, "paid_at": now, "remind_at": None}
        return await self._count(checkouts.update().where(*due).values(paid)) == 1


def _checkout_from(row: Row[Any]) -> Checkout:
    return Checkout(
        id=row.id,
        project_id=row.project_id,
        milestone_id=row.milestone_id,
        payer_id=row.payer_id,
        payee_id=row.payee_id,
        amount_minor=row.amount_minor,
        token=row.token,
        opened_at=row.opened_at,
        state=CheckoutState(row.state),
        paid_at=row.paid_at,
        reminders=row.reminders,
    )
