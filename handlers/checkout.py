"""Checkout: the invoice, the check before the payment, the payment."""

from aiogram.types import PreCheckoutQuery, SuccessfulPayment

from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import checkout
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.ports import Work
from marketplace.projects import member_project
from views import callbacks
from views import checkout as screens


async def pay(turn: Turn, tap: callbacks.Checkout) -> None:
    """Sends the invoice of a due checkout (again)."""
    due = await checkout.due(turn.work, turn.actor, tap.milestone_id)
    project = await member_project(turn.work, turn.actor, due.project_id)
    milestone = project.milestone(due.milestone_id)
    if not turn.payable:
        raise Refused("payments-off")
    invoice = screens.invoice(turn.t, project, milestone, due)
    await turn.window.call("sendInvoice", invoice, line=project.bid_id)
    turn.window.say(turn.t.label("toast-invoice"))


async def check(work: Work, actor: Person, query: PreCheckoutQuery) -> None:
    """Raises Refused when this payment must not happen. Moves nothing."""
    await checkout.may_pay(work, actor, query.invoice_payload, query.total_amount, query.currency)


async def paid(turn: Turn, payment: SuccessfulPayment) -> None:
    """Telegram says that money has moved; the notices tell both sides."""
    await checkout.receive(
        turn.work,
        checkout.Payment(
            payer_id=turn.actor.id,
            payload=payment.invoice_payload,
            amount_minor=payment.total_amount,
            currency=payment.currency,
            charge_id=payment.telegram_payment_charge_id,
        ),
    )


router = Routes(taps={callbacks.Checkout: pay})
