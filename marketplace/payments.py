"""Payments through Telegram: the check before, and what becomes of the money that has come.

Money is never lost: whatever comes enters the payer's wallet first, once per charge, and pays from
there what its invoice was for, if that still needs it (guarantees 2 and 3).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from marketplace import checkout, escrow, events, wallets
from marketplace.errors import Refused
from marketplace.invoices import Invoice, InvoiceState, Purpose, asked, check_on
from marketplace.money import GATEWAY, Cause, Kind, move, wallet
from marketplace.people import Person
from marketplace.projects import Project

if TYPE_CHECKING:
    from marketplace.ports import Work

ONE_AT_A_TIME = timedelta(minutes=15)
"""So long an approved payment keeps a second one for the same thing from being approved."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that has happened, as Telegram reports it. `charge_id` is unique for ever."""

    payer_id: int
    payload: str
    amount_minor: int
    currency: str
    charge_id: str
    provider_charge_id: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment in our books; `refunded_at`: sent back to where it came from."""

    id: str
    provider_id: str
    payer_id: int
    amount_minor: int
    at: datetime
    refunded_at: datetime | None = None


# --- before the payment --------------------------------------------------------------------


async def approve(
    work: "Work", actor: Person, query: str, payload: str, amount_minor: int, currency: str
) -> Invoice:
    """The pre-checkout check: payer, amount, currency, state, and no other payment under way for
    the same thing. Moves nothing; the approval is noted.

    Raises Refused: `not-yours`, `already-paid`, `invoice-changed`, `payment-under-way` (with the
    `minutes` until another may be tried), `payments-off`, or as what it is for says.
    """
    check_on(work)
    found = await work.invoices.by_payload(payload)
    if found is None or found.payer_id != actor.id:
        raise Refused("not-yours")
    project = await _lock(work, found)
    invoice = await work.invoices.by_payload(payload)
    if invoice is None or amount_minor != invoice.amount_minor or currency != work.currency.code:
        raise Refused("invoice-changed")
    if invoice.state is not InvoiceState.OPEN:
        raise Refused("already-paid")
    await _check_alone(work, invoice, query)
    await _check_wanted(work, invoice, project)
    if invoice.query != query:  # a query that comes again doesn't prolong its approval
        invoice = replace(invoice, query=query, approved_at=work.now)
        await work.invoices.approve(invoice)
    return invoice


async def _check_alone(work: "Work", invoice: Invoice, query: str) -> None:
    since = work.now - ONE_AT_A_TIME
    for other in await work.invoices.approved_since(invoice, since):
        if other.query != query and other.approved_at is not None:
            left = other.approved_at + ONE_AT_A_TIME - work.now
            raise Refused("payment-under-way", minutes=max(1, -(-left.seconds // 60)))


async def _check_wanted(work: "Work", invoice: Invoice, project: Project | None) -> None:
    """Whether exactly this amount is still what the invoice's purpose needs."""
    if project is None:
        return
    total_minor = await _wanted(work, invoice, project)
    missing = total_minor - await wallets.balance(work, invoice.payer_id)
    if missing <= 0 or asked(missing, work.policy) != invoice.amount_minor:
        raise Refused("invoice-changed")


async def _wanted(work: "Work", invoice: Invoice, project: Project) -> int:
    """What it is for costs altogether. Raises Refused: `already-paid`, `checkout-cancelled`,
    `disputed`, `invoice-changed`."""
    if invoice.purpose is Purpose.FUNDING:
        steps = escrow.fundable(project, invoice.milestone_id)
        if not steps:
            raise Refused("invoice-changed")
        return sum(step.amount_minor for step in steps)
    due = await work.checkouts.of_milestone(invoice.milestone_id or 0)
    if due is None:
        raise Refused("invoice-changed")
    checkout.check_payable(project.milestone(due.milestone_id), due)
    return due.amount_minor


# --- the payment ---------------------------------------------------------------------------


async def receive(work: "Work", payment: Payment) -> bool:
    """Books a payment, once per charge, and uses it for what its invoice was for.

    False when this charge was booked before. Raises ValueError for another currency than ours.
    """
    payer = await work.people.get(payment.payer_id)
    if payment.currency != work.currency.code:
        raise ValueError(f"payment in {payment.currency}, not in {work.currency.code}")
    found = await work.invoices.by_payload(payment.payload)
    project = await _lock(work, found) if found else None
    invoice = await work.invoices.by_payload(payment.payload)
    if project:
        await checkout.lock_accounts(work, project, GATEWAY, wallet(payer.id))
    fits = invoice is not None and _fits(invoice, payment)
    switched_on = fits and project is None and payer.auto_pay is None
    if switched_on:  # before any account is locked: whoever holds a person waits for accounts
        payer = await wallets.set_auto_pay(work, payer, on=True)
    if not await _book(work, payment, invoice):
        return False
    if invoice is None or not fits:
        work.happened(events.PaymentKept(payer, payment.amount_minor))
    elif project is None:
        await _topped_up(work, payer, invoice, switched_on=switched_on)
    else:
        await _use(work, payer, invoice, project)
    return True


async def _book(work: "Work", payment: Payment, invoice: Invoice | None) -> bool:
    cause = Cause(
        Kind.PAYMENT,
        payment.payer_id,
        invoice.project_id if invoice else None,
        invoice.milestone_id if invoice else None,
        payment.charge_id,
    )
    key, target = f"charge:{payment.charge_id}", wallet(payment.payer_id)
    if not await move(work, key, cause, GATEWAY, target, payment.amount_minor):
        return False
    charge = Charge(
        payment.charge_id,
        payment.provider_charge_id,
        payment.payer_id,
        payment.amount_minor,
        work.now,
    )
    await work.invoices.add_charge(charge, invoice.id if invoice else None)
    return True


async def _use(work: "Work", payer: Person, invoice: Invoice, project: Project) -> None:
    try:
        total_minor = await _wanted(work, invoice, project)
    except Refused:
        await work.invoices.settle(invoice.id, InvoiceState.KEPT)
        work.happened(events.PaymentKept(payer, invoice.amount_minor))
        return
    await work.invoices.settle(invoice.id, InvoiceState.PAID)
    enough = await wallets.balance(work, payer.id) >= total_minor
    if invoice.purpose is Purpose.FUNDING:
        await _fund(work, invoice, project, enough=enough)
    else:
        await _check_out(work, invoice, project, enough=enough)


async def _fund(work: "Work", invoice: Invoice, project: Project, *, enough: bool) -> None:
    if enough:
        await escrow.set_aside(work, project, invoice.milestone_id, by_payment=True)
    else:
        await escrow.ask_again(work, project, invoice.milestone_id, invoice.amount_minor)


async def _check_out(work: "Work", invoice: Invoice, project: Project, *, enough: bool) -> None:
    due = await work.checkouts.of_milestone(invoice.milestone_id or 0)
    assert due is not None
    if enough:
        await checkout.settle_from_wallet(work, project, due)
    else:
        await checkout.announce_due(work, project, due)


async def _topped_up(work: "Work", payer: Person, invoice: Invoice, *, switched_on: bool) -> None:
    """The first top-up switches paying from the wallet on, unless the person has decided."""
    await work.invoices.settle(invoice.id, InvoiceState.PAID)
    balance_minor = await wallets.balance(work, payer.id)
    work.happened(events.ToppedUp(payer, invoice.amount_minor, balance_minor, switched_on))


def _fits(invoice: Invoice, payment: Payment) -> bool:
    return (
        invoice.state is InvoiceState.OPEN
        and invoice.payer_id == payment.payer_id
        and invoice.amount_minor == payment.amount_minor
    )


async def _lock(work: "Work", invoice: Invoice) -> Project | None:
    """The root of what the invoice is for; a top-up's is the invoice itself."""
    if invoice.project_id is None:
        await work.invoices.lock(invoice.id)
        return None
    return await work.projects.lock(invoice.project_id)
