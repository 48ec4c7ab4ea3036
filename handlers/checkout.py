"""Checkout and escrow: paying for milestones, and the payments that Telegram reports."""

from aiogram.types import PreCheckoutQuery, SuccessfulPayment

from conversations.card import report
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import checkout, escrow, invoices, outside, payments, wallets
from marketplace.people import Person
from marketplace.ports import Work
from marketplace.projects import Project
from views import callbacks
from views import checkout as screens
from views import escrow as escrow_screens
from views.invoices import invoice as invoice_call


async def pay(turn: Turn, tap: callbacks.Checkout) -> None:
    """The way in which a due checkout can be paid now: a tap, an invoice, or outside."""
    work, t = turn.work, turn.t
    project, due = await checkout.due(work, turn.actor, tap.milestone_id)
    if not work.policy.takes_money:
        freelancer = await work.people.get(project.freelancer_id)
        await turn.window.show(screens.to_pay_outside(t, project, due, freelancer), project.bid_id)
        return
    balance_minor = await wallets.balance(work, turn.actor.id)
    if balance_minor >= due.amount_minor:
        await turn.window.show(screens.to_pay(t, project, due, balance_minor), project.bid_id)
        return
    made = await invoices.for_project(
        work, invoices.Purpose.CHECKOUT, project, due.milestone_id, due.amount_minor
    )
    screen = screens.to_invoice(t, project, due, balance_minor, made.amount_minor)
    await turn.window.show(screen, project.bid_id)
    await _send_invoice(turn, project, made)


async def pay_from_wallet(turn: Turn, tap: callbacks.PayFromWallet) -> None:
    project = await checkout.pay_from_wallet(turn.work, turn.actor, tap.milestone_id)
    turn.window.say(turn.t.label("toast-paid"))
    await report(turn, project, "done-paid")


async def fund(turn: Turn, tap: callbacks.Fund) -> None:
    """Asks first where the wallet covers it; else sends the invoice for what is missing."""
    work, one = turn.work, tap.milestone_id or None
    project, steps = await escrow.to_fund(work, turn.actor, tap.project_id, one)
    balance_minor = await wallets.balance(work, turn.actor.id)
    covered = balance_minor >= sum(step.amount_minor for step in steps)
    if covered and not tap.sure:
        screen = escrow_screens.confirm(turn.t, project, steps, balance_minor, tap)
        await turn.window.show(screen, project.bid_id)
        return
    project, made = await escrow.fund(work, turn.actor, tap.project_id, one)
    if made is None:
        turn.window.say(turn.t.label("toast-funded"))
        await report(turn, project, "done-funded")
        return
    screen = escrow_screens.to_invoice(turn.t, project, steps, balance_minor, made)
    await turn.window.show(screen, project.bid_id)
    await _send_invoice(turn, project, made)


async def _send_invoice(turn: Turn, project: Project, made: invoices.Invoice) -> None:
    params = invoice_call(turn.t, made, project)
    await turn.window.call("sendInvoice", params, line=project.bid_id)


# --- outside -------------------------------------------------------------------------------


async def claim_paid(turn: Turn, tap: callbacks.ClaimPaid) -> None:
    project = await outside.claim_paid(turn.work, turn.actor, tap.milestone_id)
    turn.window.say(turn.t.label("toast-claimed"))
    await report(turn, project, "done-claimed")


async def confirm_receipt(turn: Turn, tap: callbacks.ConfirmReceipt) -> None:
    project = await outside.confirm_receipt(turn.work, turn.actor, tap.milestone_id)
    turn.window.say(turn.t.label("toast-received"))
    await report(turn, project, "done-received")


async def deny_receipt(turn: Turn, tap: callbacks.DenyReceipt) -> None:
    project = await outside.deny_receipt(turn.work, turn.actor, tap.milestone_id)
    turn.window.say(turn.t.label("toast-denied"))
    await report(turn, project, "done-denied")


# --- Telegram's payments -------------------------------------------------------------------


async def check(work: Work, actor: Person, query: PreCheckoutQuery) -> None:
    """Raises Refused when this payment must not happen. Moves nothing."""
    await payments.approve(
        work,
        actor,
        query.id,
        query.invoice_payload,
        query.total_amount,
        query.currency,
    )


async def paid(turn: Turn, payment: SuccessfulPayment) -> None:
    """Telegram says that money has moved; the notices tell both sides."""
    await payments.receive(
        turn.work,
        payments.Payment(
            payer_id=turn.actor.id,
            payload=payment.invoice_payload,
            amount_minor=payment.total_amount,
            currency=payment.currency,
            charge_id=payment.telegram_payment_charge_id,
            provider_charge_id=payment.provider_payment_charge_id,
        ),
    )


router = Routes(
    taps={
        callbacks.Checkout: pay,
        callbacks.PayFromWallet: pay_from_wallet,
        callbacks.Fund: fund,
        callbacks.ClaimPaid: claim_paid,
        callbacks.ConfirmReceipt: confirm_receipt,
        callbacks.DenyReceipt: deny_receipt,
    },
)
