"""Stars: our charges beside Telegram's own list (Bot API: getStarTransactions)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.telegram_http import TelegramHttp
from marketplace import payments
from marketplace.payments import Charge, Payment
from storage.unit_of_work import Storage

PAGE = 100
"""Bot API: at most so many at a time."""
UNDER_WAY = timedelta(hours=1)
"""What is younger may still be on its way into our books, or out of them."""


@dataclass
class StarsDiffer:
    """What is on one side only, older than an hour."""

    compared: int = 0
    unbooked: list[Payment] = field(default_factory=list)
    """Telegram has the payment, we don't: its update was lost, or not handled."""
    unknown: list[str] = field(default_factory=list)
    """Our charges that Telegram doesn't know."""
    unrefunded: list[Charge] = field(default_factory=list)
    refunded_elsewhere: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        ours = len(self.unknown) + len(self.unrefunded)
        return len(self.unbooked) + len(self.refunded_elsewhere) + ours


async def compare_stars(http: TelegramHttp, storage: Storage) -> StarsDiffer:
    """Raises TelegramUnreachable, TelegramRefused."""
    old = storage.clock.now() - UNDER_WAY
    came: dict[str, dict[str, Any]] = {}
    back: set[str] = set()
    async for row in _transactions(http):
        if not _by_invoice(row.get("source") or row.get("receiver") or {}):
            continue
        if "receiver" in row:
            back.add(row["id"])
        elif row["date"] <= old.timestamp():
            came[row["id"]] = row
    async with storage.begin() as work:
        ours = {charge.id: charge for charge in await work.invoices.all_charges(old)}
        young = [id_ for id_ in came if id_ not in ours]
        known = {id_ for id_ in young if await work.invoices.charge(id_)}
    found = StarsDiffer(compared=len(came))
    found.unbooked = [_payment(row) for id_, row in came.items() if id_ not in ours.keys() | known]
    for id_, charge in ours.items():
        if id_ not in came:
            found.unknown.append(id_)
        elif charge.refunded_at and charge.refunded_at <= old and id_ not in back:
            found.unrefunded.append(charge)
        elif id_ in back and not charge.refunded_at:
            found.refunded_elsewhere.append(id_)
    return found


async def put_right(storage: Storage, found: StarsDiffer) -> None:
    """Books what Telegram has and we don't, and asks again for refunds that did not happen. The
    other two kinds are for a person to look at."""
    for payment in found.unbooked:
        async with storage.begin() as work:
            if await work.people.find(payment.payer_id):
                await payments.receive(work, payment)
            await work.commit()
    async with storage.begin() as work:
        for charge in found.unrefunded:
            params = {"user_id": charge.payer_id, "telegram_payment_charge_id": charge.id}
            await work.outbox.put(charge.payer_id, "refundStarPayment", params)
        await work.commit()


def _by_invoice(partner: dict[str, Any]) -> bool:
    """What a person paid, or got back. All else, such as what Fragment gives back of a withdrawal
    that failed, is the operator's own (Bot API: TransactionPartner)."""
    kind = partner.get("transaction_type", "invoice_payment")
    return partner.get("type") == "user" and kind == "invoice_payment"


async def _transactions(http: TelegramHttp) -> AsyncIterator[dict[str, Any]]:
    offset = 0
    while True:
        params = {"offset": offset, "limit": PAGE}
        page = (await http.call("getStarTransactions", params))["transactions"]
        for row in page:
            yield row
        if len(page) < PAGE:
            return
        offset += len(page)


def _payment(row: dict[str, Any]) -> Payment:
    source = row["source"]
    payload = source.get("invoice_payload", "")
    return Payment(source["user"]["id"], payload, row["amount"], "XTR", row["id"])
