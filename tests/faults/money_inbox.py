"""The program's way in, without a network: raw updates as bytes, the real dispatcher and rules, a
real database, and a kill just before or just after a commit.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from bot.dispatcher import Dispatcher
from bot.inbound import Inbound
from marketplace import (
    checkout,
    deliveries,
    disputes,
    escrow,
    invoices,
    payments,
    withdrawals,
)
from marketplace.invoices import Invoice, Purpose
from marketplace.people import Person
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import payment_of
from tests.storage.money_deals import WHY, in_review, started

TOKEN = "123456:never-a-real-token"
_fate: ContextVar[str] = ContextVar("fate", default="")


class Killed(BaseException):
    """The process is gone: nobody catches it, nothing is answered or confirmed."""


class Inbox:
    """`tell` is one delivery of one update; `answers` what went out at once, by its query."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.answers: list[tuple[str, dict[str, Any]]] = []
        _can_die(storage)
        self._inbound = Inbound(storage, Dispatcher(TOKEN, storage.policy), self, lambda: None)

    async def answer(self, method: str, params: dict[str, Any]) -> bool:
        self.answers.append((method, params))
        return True

    async def tell(self, told: bytes) -> None:
        await self._inbound.take(json.loads(told))
        await self._inbound.close()

    async def tell_and_die(self, told: bytes, when: str) -> None:
        """Killed "before" or "after" the commit; Telegram will tell it again."""
        fate = _fate.set(when)
        try:
            await self.tell(told)  # handled before: then there is nothing to commit
        except Killed:
            return
        finally:
            _fate.reset(fate)


def _can_die(storage: Storage) -> None:
    """Of what this program does at once, only the delivery with that fate ends."""
    begin, commit = storage.begin, UnitOfWork.commit

    async def dies(work: UnitOfWork) -> None:
        if _fate.get() == "after":
            await commit(work)
        raise Killed

    @asynccontextmanager
    async def mortal(**given: Any) -> AsyncIterator[UnitOfWork]:
        async with begin(**given) as work:
            if _fate.get():
                work.commit = partial(dies, work)  # type: ignore[method-assign]
            yield work

    storage.begin = mortal  # type: ignore[method-assign]


@asynccontextmanager
async def inboxes(url: str, clock: FakeClock, programs: int = 2) -> AsyncIterator[list[Inbox]]:
    opened = [Inbox(open_storage(url, clock)) for _ in range(programs)]
    yield opened
    for inbox in opened:
        await inbox.storage.close()


# --- invoices in every state -------------------------------------------------------------------


async def top_up(work: UnitOfWork, client: Person, _: Person, minor: int) -> Invoice:
    return await invoices.top_up(work, client, minor)


async def for_due(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Invoice:
    delivery = await in_review(work, client, freelancer, minor)
    await deliveries.accept(work, client, delivery.id)
    step = delivery.milestone_id
    project, due = await checkout.due(work, client, step)
    return await invoices.for_project(work, Purpose.CHECKOUT, project, step, due.amount_minor)


async def for_funding(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Invoice:
    project = await started(work, client, freelancer, minor)
    _, invoice = await escrow.fund(work, client, project.id, None)
    assert invoice
    return invoice


async def topped_up(work: UnitOfWork, client: Person, _: Person, minor: int) -> Invoice:
    """Paid; and taken out again, so that it changes nothing for the others."""
    invoice = await top_up(work, client, client, minor)
    await payments.receive(work, payment_of(invoice, f"top-up {invoice.id}"))
    await withdrawals.ask(work, client, invoice.amount_minor, "My bank")
    return invoice


async def paid(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Invoice:
    invoice = await for_due(work, client, freelancer, minor)
    await payments.receive(work, payment_of(invoice, f"paid {invoice.id}"))
    return invoice


async def disputed(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Invoice:
    invoice = await for_due(work, client, freelancer, minor)
    await disputes.open_(work, client, invoice.milestone_id or 0, WHY)
    return invoice


async def outdated(work: UnitOfWork, client: Person, freelancer: Person, minor: int) -> Invoice:
    """An operator has made it half of that meanwhile."""
    invoice = await disputed(work, client, freelancer, minor)
    dispute = await work.disputes.open_of(invoice.milestone_id or 0)
    assert dispute
    await disputes.decide(work, freelancer, dispute.id, minor // 2, WHY)
    return invoice


GOOD = (top_up, for_due, for_funding)
BAD = (topped_up, paid, disputed, outdated)


def payment_update(update_id: int, person: int, charge: str, payload: str, minor: int) -> bytes:
    user = {"id": person, "is_bot": False, "first_name": "Marc"}
    told = {
        "message_id": update_id,
        "date": 1,
        "chat": {"id": person, "type": "private", "first_name": "Marc"},
        "from": user,
        "successful_payment": {
            "currency": "USD",
            "total_amount": minor,
            "invoice_payload": payload,
            "telegram_payment_charge_id": charge,
            "provider_payment_charge_id": f"provider {charge}",
        },
    }
    return json.dumps({"update_id": update_id, "message": told}).encode()
