"""Checkout: paying for an accepted milestone, once. Rules: product.md, guarantees 2 and 3."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.money import GATEWAY, move, wallet
from marketplace.people import Person
from marketplace.projects import Milestone, Project, mark_paid

if TYPE_CHECKING:
    from marketplace.ports import Work


REMIND_AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""The client is reminded so long after a payment became due; with the last, operators are told."""


class CheckoutState(StrEnum):
    DUE = "due"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Checkout:
    """What the client owes for an accepted milestone. `token`: the invoice's unguessable part."""

    id: int
    project_id: int
    milestone_id: int
    payer_id: int
    payee_id: int
    amount_minor: int
    token: str
    opened_at: datetime
    state: CheckoutState = CheckoutState.DUE
    paid_at: datetime | None = None
    reminders: int = 0
    """How many of the reminders in `REMIND_AFTER` were sent."""

    @property
    def payload(self) -> str:
        """What the invoice carries and the payment brings back (at most 128 bytes)."""
        return f"checkout:{self.id}:{self.token}"


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that has happened, as the payment provider reports it."""

    payer_id: int
    payload: str
    amount_minor: int
    currency: str
    charge_id: str


async def open_for(work: "Work", project: Project, milestone: Milestone) -> Checkout:
    """The checkout of a milestone that was just accepted."""
    checkout = Checkout(
        id=0,
        project_id=project.id,
        milestone_id=milestone.id,
        payer_id=project.client_id,
        payee_id=project.freelancer_id,
        amount_minor=milestone.amount_minor,
        token=work.new_token(),
        opened_at=work.now,
    )
    checkout = replace(checkout, id=await work.checkouts.add(checkout))
    work.happened(events.CheckoutDue(project, milestone, checkout))
    return checkout


async def due(work: "Work", actor: Person, milestone_id: int) -> Checkout:
    """The unpaid checkout that the actor owes. Raises Refused: `not-yours`, `already-paid`."""
    checkout = await work.checkouts.of_milestone(milestone_id)
    if checkout is None or checkout.payer_id != actor.id:
        raise Refused("not-yours")
    if checkout.state is CheckoutState.PAID:
        raise Refused("already-paid")
    return checkout


async def may_pay(
    work: "Work", actor: Person, payload: str, amount_minor: int, currency: str
) -> Checkout:
    """The pre-checkout check: payer, amount, currency and state. Moves nothing.

    Raises Refused: `not-yours`, `already-paid`, `invoice-changed`.
    """
    checkout = await work.checkouts.by_payload(payload)
    if checkout is None or checkout.payer_id != actor.id:
        raise Refused("not-yours")
    if checkout.state is CheckoutState.PAID:
        raise Refused("already-paid")
    if (amount_minor, currency) != (checkout.amount_minor, work.currency.code):
        raise Refused("invoice-changed")
    return checkout


async def receive(work: "Work", payment: Payment) -> Checkout | None:
    """Books a payment, once per charge, and pays the milestone it was for.

    Money is never lost: it enters the payer's wallet first. When the milestone is already paid,
    or the payment doesn't fit it, it stays there, and None is returned.
    """
    payer = await work.people.get(payment.payer_id)
    if payment.currency != work.currency.code:
        raise ValueError(f"payment in {payment.currency}, not in {work.currency.code}")
    cause = f"payment of {payment.payload}"
    key = f"charge:{payment.charge_id}"
    if not await move(work, key, cause, GATEWAY, wallet(payer.id), payment.amount_minor):
        return None
    found = await work.checkouts.by_payload(payment.payload)
    project = await work.projects.lock(found.project_id) if found else None
    checkout = await work.checkouts.by_payload(payment.payload)
    if (
        project is None
        or checkout is None
        or not _fits(checkout, payment)
        or not await work.checkouts.mark_paid(checkout.id, work.now)
    ):
        work.happened(events.PaymentKept(payer, payment.amount_minor))
        return None
    return await _settle(work, project, checkout)


async def remind(work: "Work", checkout_id: int) -> None:
    """One reminder for all that are due by now (after a long downtime only the last counts)."""
    found = await work.checkouts.find(checkout_id)
    project = await work.projects.lock(found.project_id) if found else None
    checkout = await work.checkouts.find(checkout_id)
    if project is None or checkout is None or checkout.state is not CheckoutState.DUE:
        return
    due = sum(checkout.opened_at + after <= work.now for after in REMIND_AFTER)
    if due > checkout.reminders:
        checkout = replace(checkout, reminders=due)
        await work.checkouts.reminded(checkout)
        milestone = project.milestone(checkout.milestone_id)
        work.happened(events.PaymentReminder(project, milestone, checkout))


def next_reminder_at(checkout: Checkout) -> datetime | None:
    """When the next reminder of this payment is due; None when all were sent."""
    if checkout.reminders >= len(REMIND_AFTER):
        return None
    return checkout.opened_at + REMIND_AFTER[checkout.reminders]


async def _settle(work: "Work", project: Project, checkout: Checkout) -> Checkout:
    """From the payer's wallet to the freelancer's; the milestone is paid."""
    source, target = wallet(checkout.payer_id), wallet(checkout.payee_id)
    cause = f"checkout of milestone {checkout.milestone_id}"
    await move(work, f"checkout:{checkout.id}", cause, source, target, checkout.amount_minor)
    project = await mark_paid(work, project, checkout.milestone_id)
    checkout = replace(checkout, state=CheckoutState.PAID, paid_at=work.now)
    milestone = project.milestone(checkout.milestone_id)
    work.happened(events.MilestonePaid(project, milestone, checkout))
    return checkout


def _fits(checkout: Checkout, payment: Payment) -> bool:
    return (
        checkout.state is CheckoutState.DUE
        and checkout.payer_id == payment.payer_id
        and checkout.amount_minor == payment.amount_minor
    )
