"""Money set aside before the work is done, and what the wallet pays by itself.

Seen to fail: with an accepted milestone that left its escrow alone, and with a wallet that paid by
itself for somebody who had not asked for that.
"""

from datetime import timedelta

import pytest

from marketplace.wallets import set_auto_pay
from simulator.people import Person, Telegram
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import given, within
from tests.stories.conftest import Program
from tests.stories.money import deal_of, escrows, opens_project, the_invoice, wallets
from tests.stories.truth import balances, nothing_went_wrong
from views import callbacks

WEEK = timedelta(days=7)
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_from_hiring_to_the_freelancers_wallet(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """The client is offered it after hiring, pays an invoice, accepts; the rest goes by itself."""
    await deal_of(program, "bid", ana, marc)
    await marc.types("/menu")
    for label in ("My jobs", "A shop for ceramics", "Bids (1)", "Ana", "Hire"):
        await marc.presses(label)
    await marc.presses("Hire", on=await marc.sees("You pay nothing now"))
    await marc.sees("Set money aside", "Milestone 1: $200", "All milestones: $500")
    await marc.presses("🔒 Fund milestone 1")
    await marc.sees("$200 for milestone 1", "is set aside as soon as you pay", anywhere=True)
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await marc.sees("🔒 $200", "is set aside")
    await ana.sees("Your client has set $200 aside for milestone 1")
    await opens_project(ana)
    await ana.sees("1. step 1 · $200 · 🔒 funded")
    await opens_project(marc)
    card = await marc.sees("🔒 funded")
    assert "🔒 Fund milestone 2" in card.labels
    assert "🔒 Fund all milestones" not in card.labels
    accounts = await balances(program.app.storage)
    assert [accounts[name] for name in accounts if name.startswith("escrow")] == [20000]
    await ana.types("/projects")
    for label in ("A shop for ceramics", "Deliver milestone 1"):
        await ana.presses(label)
    await ana.types("Here is the first step, in warm colours.")
    await ana.presses("Mark completed")
    await marc.presses("Accept", on=await marc.sees("Is it what you agreed on", anywhere=True))
    await ana.sees("$200 for milestone 1", "has been paid", "in your wallet", anywhere=True)
    await marc.sees("Paid from what you had set aside: $200", anywhere=True)
    assert await wallets(program, ana, marc) == (20000, 0)
    await nothing_went_wrong(program.app.storage, telegram)


async def test_the_whole_project_partly_from_the_wallet(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """The invoice asks for exactly what is missing; after that the wallet is empty."""
    deal = await deal_of(program, "started", ana, marc)
    await given(program.app.storage, marc.id, 12345)
    await opens_project(marc)
    await marc.presses("🔒 Fund all milestones")
    await marc.sees("$500 for 2 milestones", "Your wallet holds $123.45", anywhere=True)
    invoice = await the_invoice(marc, 37655)
    assert invoice.invoice is not None
    assert invoice.invoice["total_amount"] == 50000 - 12345
    assert (await marc.pays(invoice)).ok
    await ana.sees("set $500 aside for 2 milestones")
    assert await escrows(program, deal) == (20000, 30000)
    assert await wallets(program, marc) == (0,)
    late = await marc.pays(invoice)
    assert not late.ok
    await nothing_went_wrong(program.app.storage, telegram)


async def test_from_the_wallet_with_one_confirmation(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await deal_of(program, "review", ana, marc)
    await given(program.app.storage, marc.id, 50000)
    await opens_project(marc)
    await marc.presses("🔒 Fund milestone 1")
    sure = await marc.sees("Set $200 aside for milestone 1", "Your wallet holds $500")
    assert await escrows(program, deal) == (0, 0)
    await marc.presses("Set $200 aside", on=sure)
    await marc.sees("🔒 funded")
    tap = callbacks.Fund(project_id=deal.project, milestone_id=deal.milestones[0], sure=True)
    assert (await marc.presses_data(sure, tap.pack())).alert
    assert await escrows(program, deal) == (20000, 0)
    await program.later(WEEK)
    await ana.sees("has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (20000, 30000)
    await nothing_went_wrong(program.app.storage, telegram)


@pytest.mark.parametrize("auto_pay", [None, False, True])
@ONE_DATABASE
async def test_silence_pays_from_the_wallet_only_if_the_client_wants_that(
    program: Program, telegram: Telegram, ana: Person, marc: Person, auto_pay: bool | None
) -> None:
    await deal_of(program, "review", ana, marc)
    storage = program.app.storage
    await given(storage, marc.id, 20000)
    if auto_pay is not None:
        await within(storage, lambda work: _wants(work, marc.id, auto_pay))
    await program.later(WEEK)
    if auto_pay:
        await marc.sees("Paid from your wallet, since it was accepted automatically", anywhere=True)
        assert await wallets(program, ana, marc) == (20000, 0)
    else:
        ask = await marc.sees("one tap, and the freelancer has the money", anywhere=True)
        assert await wallets(program, ana, marc) == (0, 20000)
        await marc.presses("Pay $200 from my wallet", on=ask)
        await ana.sees("has been paid", anywhere=True)
        assert await wallets(program, ana, marc) == (20000, 0)
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
async def test_what_is_more_than_one_payment_may_be_comes_in_parts(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Telegram takes about 1 to 10,000 dollars at a time; here at most 150."""
    program.settings = program.settings.model_copy(update={"most_payment": 150})
    await program.restart()
    await deal_of(program, "due", ana, marc)
    await opens_project(marc)
    await marc.presses("Pay $200")
    await marc.sees("The largest payment is $150", anywhere=True)
    assert (await marc.pays(await the_invoice(marc, 15000))).ok
    await marc.sees("Your wallet holds $150, so the invoice asks for $50", anywhere=True)
    assert await wallets(program, ana, marc) == (0, 15000)
    assert (await marc.pays(await the_invoice(marc, 5000))).ok
    await ana.sees("has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (20000, 0)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_less_than_the_smallest_payment_leaves_a_rest_in_the_wallet(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal_of(program, "due", ana, marc)
    await given(program.app.storage, marc.id, 20000 - 25)
    await opens_project(marc)
    await marc.presses("Pay $200")
    await marc.sees("$0.25 is missing", "The smallest payment is $1", anywhere=True)
    assert (await marc.pays(await the_invoice(marc, 100))).ok
    await ana.sees("has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (20000, 75)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_the_platforms_fee_is_as_it_was_when_the_bid_was_made(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    program.settings = program.settings.model_copy(update={"fee_basis_points": 333})
    await program.restart()
    await deal_of(program, "due", ana, marc)
    program.settings = program.settings.model_copy(update={"fee_basis_points": 2000})
    await program.restart()
    await opens_project(marc)
    await marc.presses("Pay $200")
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await ana.sees("The fee is $6.66; $193.34 is in your wallet", anywhere=True)
    assert await wallets(program, ana) == (19334,)
    assert (await balances(program.app.storage))["fees"] == 666
    await nothing_went_wrong(program.app.storage, telegram)


async def _wants(work: UnitOfWork, person_id: int, on: bool) -> None:
    await set_auto_pay(work, await work.people.get(person_id), on=on)
