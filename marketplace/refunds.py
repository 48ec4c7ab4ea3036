"""Refunds: a payment goes back to where it came from, as a whole, out of the payer's wallet.

Telegram gives Stars back at our word (refundStarPayment, whole sums only); with a provider the
operator does it there, and tells us.
"""

from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.money import GATEWAY, Cause, Kind, move, wallet
from marketplace.payments import Charge
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work


async def refundable(work: "Work", charge_id: str) -> Charge:
    """Raises Refused: `gone`, `refunded-already`, `not-enough-money` when it was spent."""
    charge = await work.invoices.charge(charge_id)
    if charge is None:
        raise Refused("gone")
    if charge.refunded_at:
        raise Refused("refunded-already")
    if await work.ledger.balance(wallet(charge.payer_id)) < charge.amount_minor:
        raise Refused("not-enough-money")
    return charge


async def refund(work: "Work", operator: Person, charge_id: str, reason: str) -> Charge:
    """Books it, once; whoever hears of it asks Telegram. Raises Refused as `refundable`."""
    charge = await refundable(work, charge_id)
    if not await work.invoices.mark_refunded(charge_id, work.now):
        raise Refused("refunded-already")
    cause = Cause(Kind.REFUND, operator.id, charge_id=charge_id)
    source = wallet(charge.payer_id)
    await move(work, f"refund:{charge_id}", cause, source, GATEWAY, charge.amount_minor)
    work.happened(events.PaymentRefunded(charge, reason))
    return charge
