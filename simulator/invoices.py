"""Invoices as the bot describes them, in a call of its own or in an inline result."""

from __future__ import annotations

from typing import Any

from . import currencies
from .currencies import STARS
from .errors import bad_request
from .parameters import Params
from .state import Body, World
from .text import length


def described(given: Body) -> bool:
    """Whether an InputMessageContent is an invoice."""
    return "prices" in given


def content(world: World, params: Params) -> tuple[Body, Body]:
    """What a message with an invoice holds, and what only Telegram knows of it: the payload, and
    how its price is shown. ApiError 400 as for `read`."""
    invoice, payload = read(world, params)
    price = currencies.shown(invoice["currency"], invoice["total_amount"])
    return {"invoice": invoice}, {"payload": payload, "price": price}


def pay_button(secret: Body) -> Body:
    """The keyboard of an invoice that comes without one."""
    return {"inline_keyboard": [[{"text": f"Pay {secret['price']}", "pay": True}]]}


def read(world: World, params: Params) -> tuple[Body, str]:
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
