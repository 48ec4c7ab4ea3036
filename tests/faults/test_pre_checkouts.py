"""Guarantee 3: what Telegram asks before a payment, with anything in it. `QUERIES=5000` makes a
night of it.

Approved only where payer, payload, amount, currency and state are right; every query is answered;
nothing is raised; nothing moves. Seen to fail without each of these looks: at the payer, the
amount, the currency, the invoice's state, what its purpose still needs.
"""

import json
import os
import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from marketplace.invoices import Invoice
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.faults.money_inbox import BAD, GOOD, Inbox, inboxes
from tests.storage.deal import ANA, MARC, OLA, someone, within
from tests.storage.money_deals import the_books_are_right

QUERIES = int(os.environ.get("QUERIES", "500"))
HUGE = 2**70
ODD: list[Any] = [None, True, False, "", "\0", "\ud800", "x" * 5000, -1, 0, 1.5, HUGE, [], {}, "1"]


@pytest.mark.timeout(120 + QUERIES // 5)
async def test_nothing_wrong_is_ever_approved(database_url: str) -> None:
    dice, clock = random.Random(QUERIES), FakeClock()
    tally: Counter[str] = Counter()
    with capture_logs():
        await _tried(database_url, dice, clock, tally)
    print(dict(tally))


async def _tried(
    database_url: str, dice: random.Random, clock: FakeClock, tally: Counter[str]
) -> None:
    async with inboxes(database_url, clock, programs=1) as [inbox]:
        made = await _invoices(inbox.storage)
        before = await the_books_are_right(inbox.storage)
        for number in range(QUERIES):
            clock.pass_(timedelta(minutes=16))  # no approval stands in the way of the next
            good, invoice = dice.choice(made)
            query = _query(invoice, f"query {number}")
            changes = dice.choice([0, 1, 1, 1, 2, 3])
            for _ in range(changes):
                _spoil(dice, query, made)
            wanted = any(payable and _is_right(query, one) for payable, one in made)
            approved = await _asked(inbox, number, query)
            assert not approved or wanted, query
            assert approved or changes or not good, query
            tally["approved" if approved else "refused"] += 1
            tally["spoiled"] += bool(changes)
        after = await the_books_are_right(inbox.storage)
    assert after.moved == before.moved
    for table in ("milestones", "checkouts", "charges", "disputes", "accounts"):
        assert after.rows[table] == before.rows[table]
    assert [row["state"] for row in after.invoices] == [row["state"] for row in before.invoices]
    assert tally["approved"] > QUERIES / 50


# --- helpers -----------------------------------------------------------------------------------


async def _invoices(storage: Storage) -> list[tuple[bool, Invoice]]:
    """Of each kind and state one, each with whether it can be paid."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    await someone(storage, OLA, "Ola")
    kinds = [(True, kind) for kind in GOOD] + [(False, kind) for kind in BAD]
    return [
        (good, await within(storage, lambda work, kind=kind: kind(work, marc, ana, 20_000)))
        for good, kind in kinds
    ]


def _query(invoice: Invoice, number: str) -> dict[str, Any]:
    return {
        "id": number,
        "from": {"id": invoice.payer_id, "is_bot": False, "first_name": "Marc"},
        "currency": "USD",
        "total_amount": invoice.amount_minor,
        "invoice_payload": invoice.payload,
    }


def _spoil(dice: random.Random, query: dict[str, Any], made: list[tuple[bool, Invoice]]) -> None:
    """One field becomes something else: of another query, nearly right, of a wrong type, or it is
    left out."""
    field = dice.choice(["from", "currency", "total_amount", "invoice_payload", "id", "more"])
    other = dice.choice(made)[1]
    payload = str(query.get("invoice_payload"))
    likely: dict[str, list[Any]] = {
        "from": [{"id": n, "is_bot": False, "first_name": "?"} for n in (ANA, OLA, 7, HUGE, -1)],
        "currency": ["EUR", "usd", "XTR", "USD ", "ＵＳＤ"],
        "total_amount": [other.amount_minor + n for n in (-1, 1, 0, 100)] + [str(20_000), 2e4],
        "invoice_payload": [
            other.payload,
            payload[:-1],
            payload + "A",
            payload.swapcase(),
            payload.replace("invoice:", "invoice:0"),
            payload.replace("invoice:", "invoice:٣"),
            f"invoice:{other.id}:{payload.rsplit(':')[-1]}",
            "invoice:99999999999999999999:x",
        ],
        "id": ["query 0", "", HUGE, "\0"],
    }
    if field == "more":
        query["order_info"] = dice.choice(ODD)
    elif dice.random() < 0.1:
        query.pop(field, None)
    elif dice.random() < 0.25:
        query[field] = dice.choice(ODD)
    elif field == "from" and dice.random() < 0.3 and isinstance(query.get("from"), dict):
        query["from"]["id"] = dice.choice(ODD)
    else:
        query[field] = dice.choice(likely[field])


def _is_right(query: dict[str, Any], invoice: Invoice) -> bool:
    """Told from the query alone; a whole number may be written as a text or with a zero part."""
    person = query.get("from")
    return (
        isinstance(person, dict)
        and str(person.get("id")) == str(invoice.payer_id)
        and query.get("currency") == "USD"
        and str(query.get("total_amount")).removesuffix(".0") == str(invoice.amount_minor)
        and query.get("invoice_payload") == invoice.payload
    )


async def _asked(inbox: Inbox, number: int, query: dict[str, Any]) -> bool:
    """Whether it was approved. It was answered once, if it had a name to answer to."""
    inbox.answers.clear()
    await inbox.tell(json.dumps({"update_id": number, "pre_checkout_query": query}).encode())
    if "id" not in query:
        assert inbox.answers == []
        return False
    [(method, answer)] = inbox.answers
    assert method == "answerPreCheckoutQuery"
    assert answer["pre_checkout_query_id"] == query["id"]
    assert answer["ok"] or answer["error_message"]
    return bool(answer["ok"])
