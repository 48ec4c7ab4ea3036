"""Disputes, from the button on a card to the words that both sides read.

Seen to fail: with the award ignored for what is set aside, with a disputed milestone accepted by
silence, and with the card of a split one saying no more than that it is paid.
"""

from datetime import timedelta

import pytest

from simulator.people import Person, Telegram
from storage import tables
from tests.storage.deal import given
from tests.stories.arguing import VERDICT, WHY, decides, disputes, forged, operators
from tests.stories.conftest import Program
from tests.stories.deals import Deal
from tests.stories.money import deal_of, escrows, opens_project, the_invoice, wallets
from tests.stories.truth import balances, nothing_went_wrong, values
from views import callbacks

DAY = timedelta(days=1)
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PRICE = 20000


async def funded(program: Program, ana: Person, marc: Person, fee: int = 0) -> Deal:
    """In review, with its price set aside."""
    program.settings = program.settings.model_copy(update={"fee_basis_points": fee})
    await program.restart()
    deal = await deal_of(program, "review", ana, marc)
    await given(program.app.storage, marc.id, PRICE)
    tap = callbacks.Fund(project_id=deal.project, milestone_id=deal.milestones[0], sure=True)
    assert not await forged(marc, tap)
    assert await escrows(program, deal) == (PRICE, 0)
    return deal


async def states(program: Program) -> list[str]:
    return await values(program.app.storage, tables.milestones.c.state)


async def test_release_of_what_is_set_aside(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await funded(program, ana, marc)
    await disputes(marc)
    card = await marc.sees("⚖️ In dispute")
    assert not {"Accept", "Decline", "Take 3 more days"} & set(card.labels)
    notice = await ana.sees("Marc", "has opened a dispute about milestone 1", WHY)
    assert "💬 Chat" in notice.labels
    await opens_project(ana)
    card = await ana.sees("⚖️ In dispute")
    assert "Send a newer version" not in card.labels
    review = await decides(olga, "Release all")
    assert "Ana gets $200" in review.text
    assert "Marc gets back $0" in review.text
    await olga.sees("Done. Those whom it concerns have your words.")
    await marc.sees("The whole price, $200, goes to the freelancer", VERDICT, anywhere=True)
    told = await ana.sees("The whole price, $200", VERDICT, anywhere=True)
    assert "Deliver milestone 2" in told.labels
    await ana.sees("$200 for milestone 1", "has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (PRICE, 0)
    assert await escrows(program, deal) == (0, 0)
    assert await states(program) == ["paid", "in_progress"]
    for reader in (ana, marc):
        await reader.presses("Decisions", on=await reader.sees(VERDICT, anywhere=True))
        read = await reader.sees("dispute by Marc", WHY, "Decided by an operator", VERDICT)
        assert "Olga" not in read.text
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_refund_of_what_is_set_aside(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await funded(program, ana, marc)
    await disputes(ana)
    await marc.sees("Ana", "has opened a dispute")
    review = await decides(olga, "Refund all")
    assert "Marc gets back $200" in review.text
    await marc.sees("Nothing is to be paid", VERDICT, "$200 that was set aside is in your wallet")
    await ana.sees("Nothing is to be paid", VERDICT, "Milestone 2 is open now", anywhere=True)
    assert await wallets(program, ana, marc) == (0, PRICE)
    assert await escrows(program, deal) == (0, 0)
    assert await states(program) == ["cancelled", "in_progress"]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_split_with_the_platforms_fee(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """The fee is of what the freelancer is given; the rest of the escrow returns whole."""
    (olga,) = await operators(program, telegram, "Olga")
    deal = await funded(program, ana, marc, fee=333)
    await disputes(marc)
    await olga.presses("Have a look", on=await olga.sees("A dispute to decide"))
    await olga.presses("Split")
    await olga.types("201")
    await olga.sees("The amount can be $200 at most")
    await olga.types("120.01")
    await olga.types(VERDICT)
    # 3.33 % of 12,001 cents is 399.6: the fraction is the freelancer's.
    review = await olga.sees("Ana gets $116.02, after a fee of $3.99", "Marc gets back $79.99")
    await olga.presses("Decide", on=review)
    await ana.sees("$120.01 of the price, $200, goes to the freelancer", anywhere=True)
    await marc.sees("$79.99 that was set aside is in your wallet again", anywhere=True)
    assert await wallets(program, ana, marc) == (11602, 7999)
    assert (await balances(program.app.storage))["fees"] == 399
    assert await escrows(program, deal) == (0, 0)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
@pytest.mark.parametrize(("how", "amount", "owed"), [
    ("Release all", "", "$200"), ("Split", "$50", "$50"),
])  # fmt: skip
async def test_what_is_not_set_aside_the_client_owes(
    program: Program,
    telegram: Telegram,
    ana: Person,
    marc: Person,
    how: str,
    amount: str,
    owed: str,
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    await deal_of(program, "review", ana, marc)
    await disputes(marc)
    review = await decides(olga, how, amount)
    assert f"Marc owes {owed} and is asked to pay it" in review.text
    await marc.sees("Milestone 1 of “A shop for ceramics”: step 1", anywhere=True)
    invoice = await the_invoice(marc, int(owed[1:]) * 100)
    assert (await marc.pays(invoice)).ok
    await ana.sees(f"{owed} for milestone 1", "has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (int(owed[1:]) * 100, 0)
    assert await states(program) == ["paid", "in_progress"]
    for reader in (ana, marc):
        await opens_project(reader)
        card = await reader.sees("1 of 2 milestones paid")
        assert (f"Paid: {owed}, as an operator decided" in card.text) == (owed == "$50")
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_a_refund_ends_a_payment_that_was_due(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """A payment that comes while the dispute is open, and after it, stays in the wallet."""
    (olga,) = await operators(program, telegram, "Olga")
    await deal_of(program, "due", ana, marc)
    await opens_project(marc)
    await marc.presses("Pay $200")
    await marc.sees("Milestone 1 of “A shop for ceramics”: step 1", anywhere=True)
    invoice = await the_invoice(marc, 20000)
    await disputes(marc)
    refused = await marc.pays(invoice)
    assert not refused.ok
    assert "in dispute" in refused.error
    await _comes_all_the_same(telegram, marc, invoice)
    await marc.sees("Nothing is lost: it is in your wallet", anywhere=True)
    assert await wallets(program, ana, marc) == (0, PRICE)
    review = await decides(olga, "Refund all")
    assert "Marc owes nothing" in review.text
    await marc.sees("Nothing is to be paid", anywhere=True)
    assert await wallets(program, ana, marc) == (0, PRICE)
    assert await states(program) == ["cancelled", "in_progress"]
    assert await values(program.app.storage, tables.checkouts.c.state) == ["cancelled"]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_time_stands_still_until_the_dispute_is_withdrawn(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await funded(program, ana, marc)
    await program.later(5 * DAY)
    await disputes(marc)
    await program.later(60 * DAY)
    assert await states(program) == ["in_review", "upcoming"]
    await opens_project(marc)
    await marc.presses("Something wrong?")
    await marc.presses("Withdraw dispute 1", on=await marc.sees("opened by you", WHY))
    await marc.presses("Withdraw it", on=await marc.sees("the time that the dispute took"))
    card = await marc.sees("Please decide by")
    assert {"Accept", "Decline"} <= set(card.labels)
    await ana.sees("Marc has withdrawn the dispute", "The review goes on", anywhere=True)
    await olga.sees("Marc has withdrawn the dispute", anywhere=True)
    await program.later(2 * DAY - timedelta(minutes=1))
    assert await states(program) == ["in_review", "upcoming"]
    await program.later(timedelta(minutes=1))
    assert await states(program) == ["paid", "in_progress"]
    assert await wallets(program, ana) == (PRICE,)
    assert await escrows(program, deal) == (0, 0)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_only_what_is_in_review_or_due_can_be_disputed_and_only_once(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "review", ana, marc)
    first, second = deal.milestones
    assert "can't be disputed now" in await forged(ana, callbacks.OpenDispute(milestone_id=second))
    await disputes(marc)
    await opens_project(ana)
    await ana.presses("Something wrong?")
    shown = await ana.sees("is in dispute", "by Marc")
    assert not [label for label in shown.labels if "ispute" in label or "ancel" in label]
    assert "in dispute" in await forged(ana, callbacks.OpenDispute(milestone_id=first))
    assert "isn't yours" in await forged(
        ana, callbacks.WithdrawDispute(milestone_id=first, sure=True)
    )
    assert "in dispute" in await forged(ana, callbacks.ProposeCancel(project_id=deal.project))
    assert "isn't yours" in await forged(olga, callbacks.WithdrawDispute(milestone_id=first))
    await nothing_went_wrong(program.app.storage, telegram)


async def _comes_all_the_same(telegram: Telegram, payer: Person, invoice: object) -> None:
    """Telegram had checked it before the dispute was opened."""
    payload = invoice.invoice["payload"]  # type: ignore[attr-defined]
    told = {
        "message_id": 10_000,
        "date": 1,
        "chat": {"id": payer.id, "type": "private"},
        "from": payer.raw,
        "successful_payment": {
            "currency": "USD",
            "total_amount": PRICE,
            "invoice_payload": payload,
            "telegram_payment_charge_id": "late",
            "provider_payment_charge_id": "late",
        },
    }
    await telegram.sends_update("message", payer, told)
