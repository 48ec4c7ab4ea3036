"""Bot API: Payments."""

from __future__ import annotations

import secrets
from typing import Any

from .. import currencies, messages, payments
from ..api import method
from ..currencies import STARS
from ..errors import bad_request
from ..parameters import Params
from ..state import Body, World
from ..text import length


@method("sendInvoice")
def send_invoice(world: World, params: Params) -> Body:
    """Bot API: sendInvoice; amounts in minor units of the currency."""
    invoice, payload = _invoice(world, params)
    price = currencies.shown(invoice["currency"], invoice["total_amount"])
    secret = {"payload": payload, "price": price}
    message = messages.send(world, params, {"invoice": invoice}, price=price, secret=secret)
    return message.body


@method("createInvoiceLink")
def create_invoice_link(world: World, params: Params) -> str:
    """Bot API: createInvoiceLink; whoever has the link can pay it."""
    invoice, payload = _invoice(world, params)
    link = f"https://t.me/${secrets.token_urlsafe(12)}"
    world.invoice_links[link] = invoice | {"payload": payload}
    return link


def _invoice(world: World, params: Params) -> tuple[Body, str]:
    """The Invoice and its payload. ApiError 400 for each limit.

    Telegram does not document the words for title and description; the others are its own.
    """
    limits = world.limits
    title, description = params.required("title"), params.required("description")
    payload, currency = params.required("payload"), params.required("currency")
    prices = _prices(params)
    if length(title) > limits.invoice_title:
        raise bad_request("INVOICE_TITLE_INVALID")
    if length(description) > limits.invoice_description:
        raise bad_request("INVOICE_DESCRIPTION_INVALID")
    if len(payload.encode()) > limits.invoice_payload_bytes:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    total = sum(amount for _, amount in prices)
    _check_currency(world, params, currency, total, len(prices))
    invoice = {
        "title": title,
        "description": description,
        "start_parameter": params.text("start_parameter"),
        "currency": currency,
        "total_amount": total,
    }
    return invoice, payload


def _prices(params: Params) -> list[tuple[str, int]]:
    params.required("prices")
    given = params.decoded("prices", "prices")
    if not isinstance(given, list):
        raise bad_request("expected an Array of labeled prices")
    if not given:
        raise bad_request("there must be at least one price")
    return [_price(row) for row in given]


def _price(row: Any) -> tuple[str, int]:
    if not isinstance(row, dict):
        raise bad_request("can't parse labeled price: LabeledPrice must be an Object")
    if not row.get("label"):
        raise bad_request("can't parse labeled price: LabeledPrice label must be non-empty")
    try:
        return str(row["label"]), int(row["amount"])
    except (KeyError, TypeError, ValueError):
        raise bad_request('can\'t parse labeled price: Field "amount" must be a Number') from None


def _check_currency(world: World, params: Params, currency: str, total: int, rows: int) -> None:
    provider = params.text("provider_token")
    if currency == STARS:
        wrong = provider or rows != 1 or params.number("max_tip_amount")
        if wrong or not 1 <= total <= world.limits.stars:
            raise bad_request("STARS_INVOICE_INVALID")
        return
    if not provider:
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not currencies.known(currency):
        raise bad_request("CURRENCY_INVALID")
    least, most = currencies.amount_range(currency)
    if not least <= total <= most:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


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
