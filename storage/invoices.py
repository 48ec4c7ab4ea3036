"""Invoices, and the charges by which money came in."""

import hmac
import re
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text

from marketplace.invoices import Invoice, InvoiceState, Purpose
from marketplace.payments import Charge
from storage.repository import Repository, columns_of, record_from
from storage.tables import charges, invoices

_PAYLOAD = re.compile(r"invoice:([0-9]{1,18}):")
# A text, not parameters: only then does a database see that the partial index fits.
_APPROVED = text("invoices.state = 'open' AND invoices.approved_at IS NOT NULL")


class SqlInvoices(Repository):
    """Implements marketplace.ports.Invoices."""

    async def add(self, invoice: Invoice) -> int:
        statement = invoices.insert().values(columns_of(invoices, invoice))
        return int(await self._value(statement.returning(invoices.c.id)))

    async def lock(self, invoice_id: int) -> None:
        """Nobody else changes it until this unit of work ends."""
        await self._lock(invoices, invoices.c.id == invoice_id)

    async def by_payload(self, payload: str) -> Invoice | None:
        """Exactly this payload, its token compared in constant time."""
        named = _PAYLOAD.match(payload)
        if named is None:
            return None
        row = await self._row(select(invoices).where(invoices.c.id == int(named[1])))
        invoice = _invoice_from(row) if row else None
        given = payload.encode("utf-8", "surrogatepass")
        if invoice and hmac.compare_digest(invoice.payload.encode(), given):
            return invoice
        return None

    async def approve(self, invoice: Invoice) -> None:
        """Notes which pre-checkout query was approved, and when."""
        values = {"query": invoice.query, "approved_at": invoice.approved_at}
        await self._count(invoices.update().where(invoices.c.id == invoice.id).values(values))

    async def approved_since(self, invoice: Invoice, since: datetime) -> list[Invoice]:
        """Unpaid ones for the same project (or this very one) that were approved since then."""
        about = (
            invoices.c.id == invoice.id
            if invoice.project_id is None
            else invoices.c.project_id == invoice.project_id
        )
        recent = select(invoices).where(about, _APPROVED, invoices.c.approved_at > since)
        return [_invoice_from(row) for row in await self._rows(recent)]

    async def settle(self, invoice_id: int, state: InvoiceState) -> None:
        mine = invoices.update().where(invoices.c.id == invoice_id)
        await self._count(mine.values(state=state))

    async def add_charge(self, charge: Charge, invoice_id: int | None) -> None:
        values = {
            "id": charge.id,
            "provider_id": charge.provider_id,
            "payer_id": charge.payer_id,
            "amount_minor": charge.amount_minor,
            "at": charge.at,
            "invoice_id": invoice_id,
        }
        await self._add_all(charges, [values])

    async def charge(self, charge_id: str) -> Charge | None:
        row = await self._row(select(charges).where(charges.c.id == charge_id))
        return record_from(Charge, row) if row else None

    async def charges_of(self, person_id: int, limit: int) -> list[Charge]:
        """Newest first."""
        mine = select(charges).where(charges.c.payer_id == person_id)
        rows = await self._rows(mine.order_by(charges.c.at.desc(), charges.c.id).limit(limit))
        return [record_from(Charge, row) for row in rows]

    async def all_charges(self, until: datetime) -> list[Charge]:
        """Of everybody, of all time until then, in no order."""
        rows = await self._rows(select(charges).where(charges.c.at <= until))
        return [record_from(Charge, row) for row in rows]

    async def mark_refunded(self, charge_id: str, now: datetime) -> bool:
        """Compare-and-swap; False when it was refunded before."""
        mine = (charges.c.id == charge_id, charges.c.refunded_at.is_(None))
        return await self._count(charges.update().where(*mine).values(refunded_at=now)) == 1


def _invoice_from(row: Row[Any]) -> Invoice:
    return record_from(Invoice, row, purpose=Purpose(row.purpose), state=InvoiceState(row.state))
