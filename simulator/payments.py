"""A person pays an invoice: pre-checkout query, the bot's answer, successful payment.

Source: core.telegram.org/bots/payments and /bots/payments-stars.
"""

from __future__ import annotations

import secrets
from typing import Any

from . import messages
from .currencies import STARS
from .errors import ControlError
from .state import Body, Chat, World
from .wake import Deadline


async def pay(world: World, payer: Chat, invoice: Body, deadline: Deadline) -> Body:
    """One tap on Pay: {"paid": bool, "error": text that the payer reads, "charge_id"}.

    `invoice` is {currency, total_amount, payload}. The same invoice may be paid again, and by
    somebody else. `paid` is False when the bot declines or does not answer within 10 s.
    """
    if payer.blocked:
        raise ControlError("a person who blocked the bot cannot pay it")
    about = {
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
    }
    query = world.open_query("pre_checkout", payer, about, world.limits.pre_checkout)
    update = {"id": query.id, "from": payer.person, **about}
    world.happened("checkout", payer, query_id=query.id, **about)
    world.updates.add("pre_checkout_query", payer.id, update)
    if not await world.until(query, deadline):
        return {"paid": False, "error": "The bot did not answer in time.", "charge_id": ""}
    answer = query.answer or {}
    if not answer.get("ok"):
        return {"paid": False, "error": answer.get("error_message", ""), "charge_id": ""}
    return {"paid": True, "error": "", "charge_id": _charge(world, payer, about)}


def _charge(world: World, payer: Chat, about: Body) -> str:
    """The money moves: the service message that alone means paid."""
    stars = about["currency"] == STARS
    charge = f"{secrets.randbelow(10**9)}_{payer.id}_{secrets.token_hex(12)}"
    payment = about | {
        "telegram_payment_charge_id": charge,
        "provider_payment_charge_id": "" if stars else f"ch_{secrets.token_hex(12)}",
    }
    record = payment | {"payer": payer.person, "date": world.now(), "refunded": False}
    world.payments.append(record)
    payer.started = True
    message = messages.put(world, payer, {"successful_payment": payment}, {}, by_bot=False)
    world.updates.add("message", payer.id, message.body)
    return charge


def transactions(world: World, offset: int, limit: int) -> list[Body]:
    """Stars that came and went, oldest first (Bot API: getStarTransactions)."""
    rows: list[Body] = []
    for payment in world.payments:
        if payment["currency"] != STARS:
            continue
        partner: dict[str, Any] = {
            "type": "user",
            "transaction_type": "invoice_payment",
            "user": payment["payer"],
            "invoice_payload": payment["invoice_payload"],
        }
        row = {
            "id": payment["telegram_payment_charge_id"],
            "amount": payment["total_amount"],
            "date": payment["date"],
        }
        rows.append(row | {"source": partner})
        if payment["refunded"]:
            rows.append(row | {"receiver": partner})
    return rows[offset : offset + limit]
