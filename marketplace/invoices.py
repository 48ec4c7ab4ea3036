"""Invoices: requests for money through Telegram's payments.

What becomes of the money that comes is in marketplace/payments.py. Source:
core.telegram.org/bots/payments.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import wallets
from marketplace.errors import Refused
from marketplace.money import check_amount
from marketplace.people import Person
from marketplace.policy import Policy
from marketplace.projects import Project

if TYPE_CHECKING:
    from marketplace.ports import Work


class Purpose(StrEnum):
    TOP_UP = "top_up"
    CHECKOUT = "checkout"
    FUNDING = "funding"


class InvoiceState(StrEnum):
    """`kept`: its money came and stays in the wallet, since what it was for needed none."""

    OPEN = "open"
    PAID = "paid"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Invoice:
    """A request for money. `milestone_id` None with a project: all that can be funded there.

    `query` is the pre-checkout query that was approved at `approved_at`.
    """

    id: int
    purpose: Purpose
    payer_id: int
    amount_minor: int
    token: str
    made_at: datetime
    project_id: int | None = None
    milestone_id: int | None = None
    state: InvoiceState = InvoiceState.OPEN
    query: str = ""
    approved_at: datetime | None = None

    @property
    def payload(self) -> str:
        """What Telegram brings back with the payment (at most 128 bytes)."""
        return f"invoice:{self.id}:{self.token}"


def asked(missing_minor: int, policy: Policy) -> int:
    """What one invoice asks for, where this much is missing: Telegram takes neither very small
    nor very large ones. More than needed stays in the wallet, a part is followed by the next."""
    return min(max(missing_minor, policy.least_payment_minor), policy.most_payment_minor)


# --- making one ----------------------------------------------------------------------------


async def top_up(work: "Work", actor: Person, amount_minor: int) -> Invoice:
    """For the actor's own wallet. Raises Refused: `payments-off`, `wrong-amount-too-small`,
    `wrong-amount-too-large`, with the bounds."""
    check_on(work)
    least, most = work.policy.least_payment_minor, work.policy.most_payment_minor
    check_amount(amount_minor, least, most)
    return await _make(work, Purpose.TOP_UP, actor.id, amount_minor)


async def for_project(
    work: "Work", purpose: Purpose, project: Project, milestone_id: int | None, total_minor: int
) -> Invoice:
    """For what the client's wallet lacks of `total_minor`."""
    missing = total_minor - await wallets.balance(work, project.client_id)
    amount_minor, where = asked(missing, work.policy), (project.id, milestone_id)
    return await _make(work, purpose, project.client_id, amount_minor, *where)


async def _make(
    work: "Work",
    purpose: Purpose,
    payer_id: int,
    amount_minor: int,
    project_id: int | None = None,
    milestone_id: int | None = None,
) -> Invoice:
    check_on(work)
    made = Invoice(
        id=0,
        purpose=purpose,
        payer_id=payer_id,
        amount_minor=amount_minor,
        token=work.new_token(),
        made_at=work.now,
        project_id=project_id,
        milestone_id=milestone_id,
    )
    return replace(made, id=await work.invoices.add(made))


def check_on(work: "Work") -> None:
    """Raises Refused `payments-off`."""
    if not work.policy.takes_money:
        raise Refused("payments-off")
