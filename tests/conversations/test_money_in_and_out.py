"""Topping up and withdrawing: only so much is possible, and what is likely has a button.

Seen to fail without the bounds, and with what is due left out.
"""

import pytest
from sqlalchemy import select

from conversations import CONVERSATIONS
from conversations.top_up import round_amounts
from marketplace import withdrawals
from marketplace.errors import Refused
from marketplace.money import Currency
from marketplace.policy import Payments, Policy
from storage.tables import invoices
from storage.tables import withdrawals as withdrawal_rows
from storage.unit_of_work import Storage
from tests.conversations.cases import start
from tests.conversations.desk import Act, Desk, Press
from tests.storage import deal


async def desk_of(database: Storage, name: str, balance_minor: int = 0) -> Desk:
    await deal.someone(database, deal.ANA, "Ana")
    if balance_minor:
        await deal.given(database, deal.ANA, balance_minor)
    desk = Desk(database, deal.ANA)
    await start(desk, CONVERSATIONS[name], {})
    return desk


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0.99", "at least $1"),
        ("10000.01", "$10,000 at most"),
        ("-5", "couldn't read"),
        ("free", "couldn't read"),
    ],
)
async def test_a_top_up_outside_the_bounds_keeps_the_question(
    database: Storage, typed: str, words: str
) -> None:
    desk = await desk_of(database, "top-up")
    assert await desk.does(typed)
    assert words in desk.question.text
    assert await desk.stands() == "top-up:amount"
    assert await desk.does("10,000.00")
    assert await amounts(database) == [1_000_000]


async def amounts(database: Storage) -> list[int]:
    async with database.engine.connect() as connection:
        return list((await connection.execute(select(invoices.c.amount_minor))).scalars())


async def test_what_is_missing_for_what_is_due_is_offered_first(database: Storage) -> None:
    ana, marc, project = await deal.running(database, 7300, 100)
    delivery = await deal.delivered(database, ana, project.milestones[0].id)
    await deal.given(database, marc.id, 300)
    await deal.accepted(database, marc, delivery)
    desk = Desk(database, marc.id)
    await start(desk, CONVERSATIONS["top-up"], {})
    labels = [button["text"] for button in desk.question.buttons]
    assert labels == ["$70", "$10", "$20", "$50", "$100", "$200", "$500", "Cancel"]
    assert await desk.does(Press("$70"))
    assert (await amounts(database))[-1] == 7000


@pytest.mark.parametrize(
    ("currency", "least", "most", "offered"),
    [
        (Currency(), 100, 1_000_000, [1000, 2000, 5000, 10000, 20000, 50000]),
        (Currency("XTR", 0), 1, 10_000, [10, 20, 50, 100, 200, 500]),
        (Currency("JPY", 0), 100, 1_000_000, [1000, 2000, 5000, 10000, 20000, 50000]),
        (Currency("BHD", 3), 300, 4_000_000, [5000, 10000, 20000, 50000, 100000, 200000]),
        (Currency(), 100, 2500, [1000, 2000]),
        (Currency(), 100, 500, [500]),
    ],
)
def test_round_amounts(currency: Currency, least: int, most: int, offered: list[int]) -> None:
    policy = Policy(currency, Payments.PROVIDER, 0, least, most)
    assert round_amounts(policy) == offered


@pytest.mark.parametrize("act", [Press("Everything · $45.50"), "everything"], ids=str)
async def test_everything_by_a_tap_or_a_word(database: Storage, act: Act) -> None:
    desk = await desk_of(database, "withdraw", 4550)
    assert await desk.does(act)
    assert (await desk.answers())["amount"] == 4550


async def empty(database: Storage) -> None:
    """The wallet is as if nothing had been given."""
    async with database.begin() as work:
        ana = await work.people.get(deal.ANA)
        asked = await withdrawals.ask(work, ana, 4550, "somewhere else")
        await withdrawals.pay(work, ana, asked.id, "sent")
        await work.commit()


async def test_nobody_withdraws_more_than_there_is(database: Storage) -> None:
    desk = await desk_of(database, "withdraw", 1000)
    assert await desk.does("10.01")
    assert "$10 at most" in desk.question.text
    assert await desk.stands() == "withdraw:amount"
    assert await desk.does("10")
    assert await desk.stands() == "withdraw:destination"


async def test_an_empty_wallet_has_nothing_to_withdraw(database: Storage) -> None:
    with pytest.raises(Refused, match="nothing-to-withdraw"):
        await desk_of(database, "withdraw")


async def test_where_it_went_before_has_a_button(database: Storage) -> None:
    desk = await desk_of(database, "withdraw", 1000)
    for act in ("1", "PayPal ana@example.com", Press("Ask for it")):
        assert await desk.does(act)
    await start(desk, CONVERSATIONS["withdraw"], {})
    for act in ("2", Press("PayPal ana"), Press("Ask for it")):
        assert await desk.does(act)
    async with database.engine.connect() as connection:
        rows = await connection.execute(select(withdrawal_rows.c.destination))
        assert list(rows.scalars()) == ["PayPal ana@example.com"] * 2


async def test_money_that_went_meanwhile_is_not_promised(database: Storage) -> None:
    """Between the question and the review it was spent; nothing of what was entered is lost."""
    desk = await desk_of(database, "withdraw", 4550)
    for act in ("40", "PayPal ana@example.com"):
        assert await desk.does(act)
    await empty(database)
    await desk.presses("Ask for it")
    assert desk.alert
    assert await desk.stands() == "withdraw:review"
