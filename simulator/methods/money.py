"""Bot API: Payments."""

from __future__ import annotations

import secrets

from .. import invoices, messages, payments
from ..api import method
from ..currencies import STARS
from ..errors import bad_request
from ..parameters import Params
from ..state import Body, World


@method("sendInvoice")
def send_invoice(world: World, params: Params) -> Body:
    """Bot API: sendInvoice; amounts in minor units of the currency."""
    content, secret = invoices.content(world, params)
    return messages.send(world, params, content, secret=secret).body


@method("createInvoiceLink")
def create_invoice_link(world: World, params: Params) -> str:
    """Bot API: createInvoiceLink; whoever has the link can pay it."""
    invoice, payload = invoices.read(world, params)
    link = f"https://t.me/${secrets.token_urlsafe(12)}"
    world.invoice_links[link] = invoice | {"payload": payload}
    return link


@method("answerPreCheckoutQuery")
def answer_pre_checkout_query(world: World, params: Params) -> bool:
    """Bot API: answerPreCheckoutQuery, within 10 seconds; a refusal needs a reason."""
    ok = params.flag("ok")
    error = params.text("error_message")
    if not ok and not error:
        raise bad_request('parameter "error_message" is required')
    answer = {"ok": ok, "error_message": error}
    world.answer_query("pre_checkout", params.text("pre_checkout_query_id"), answer)
    return True


@method("refundStarPayment")
def refund_star_payment(world: World, params: Params) -> bool:
    """Bot API: refundStarPayment; whole sums, once."""
    charge = params.required("telegram_payment_charge_id")
    user_id = params.number("user_id")
    for payment in world.payments:
        same = payment["telegram_payment_charge_id"] == charge
        if not same or payment["currency"] != STARS or payment["payer"]["id"] != user_id:
            continue
        if payment["refunded"]:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        payment["refunded"] = True
        _tell_refund(world, payment)
        return True
    raise bad_request("CHARGE_NOT_FOUND")


def _tell_refund(world: World, payment: Body) -> None:
    names = ("currency", "total_amount", "invoice_payload", "telegram_payment_charge_id")
    chat = world.chats[payment["payer"]["id"]]
    content = {"refunded_payment": {name: payment[name] for name in names}}
    message = messages.put(world, chat, content, {}, by_bot=False)
    world.updates.add("message", chat.id, message.body)


@method("getStarTransactions")
def get_star_transactions(world: World, params: Params) -> Body:
    """Bot API: getStarTransactions."""
    limit = min(max(params.number("limit", 100), 1), 100)
    return {"transactions": payments.transactions(world, params.number("offset"), limit)}


@method("getMyStarBalance")
def get_my_star_balance(world: World, params: Params) -> Body:
    """Bot API: getMyStarBalance."""
    stars = [
        p["total_amount"] for p in world.payments if p["currency"] == STARS and not p["refunded"]
    ]
    return {"amount": sum(stars)}
