"""What is due, and the invoices by which it is paid."""

from datetime import datetime
from typing import Protocol

from marketplace.checkout import Checkout
from marketplace.invoices import Invoice, InvoiceState
from marketplace.payments import Charge


class Checkouts(Protocol):
    async def add(self, checkout: Checkout) -> int: ...
    async def find(self, checkout_id: int) -> Checkout | None: ...
    async def of_milestone(self, milestone_id: int) -> Checkout | None: ...
    async def mark_paid(self, checkout: Checkout) -> bool:
        """Compare-and-swap from due, with when, from what and at what fee; False when it was not
        due any more."""
        ...

    async def cancel(self, checkout_id: int) -> bool:
        """Compare-and-swap from due."""
        ...

    async def change(self, checkout: Checkout) -> None:
        """Amount and claim of a due one."""
        ...

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Unpaid ones whose next reminder has come, the longest overdue first; none that are
        disputed."""
        ...

    async def reminded(self, checkout: Checkout) -> bool:
        """Notes how many reminders were sent, while it is due; False when it was paid."""
        ...


class Invoices(Protocol):
    """Invoices, and the charges by which they were paid."""

    async def add(self, invoice: Invoice) -> int: ...
    async def lock(self, invoice_id: int) -> None: ...
    async def by_payload(self, payload: str) -> Invoice | None:
        """Exactly this payload, its token compared in constant time."""
        ...

    async def approve(self, invoice: Invoice) -> None:
        """Notes which pre-checkout query was approved, and when."""
        ...

    async def approved_since(self, invoice: Invoice, since: datetime) -> list[Invoice]:
        """Unpaid ones for the same project (or this very one) that were approved since then."""
        ...

    async def settle(self, invoice_id: int, state: InvoiceState) -> None: ...
    async def add_charge(self, charge: Charge, invoice_id: int | None) -> None: ...
    async def charge(self, charge_id: str) -> Charge | None: ...
    async def charges_of(self, person_id: int, limit: int) -> list[Charge]:
        """Newest first."""
        ...

    async def mark_refunded(self, charge_id: str, now: datetime) -> bool:
        """Compare-and-swap; False when it was refunded before."""
        ...
