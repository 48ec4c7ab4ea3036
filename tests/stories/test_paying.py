"""Money that comes twice, from somebody else, in a wrong amount, or where nothing can be paid.

Seen to fail: with a payment of what is paid already booked as the first was, with the payer
unasked at pre-checkout or at the payment, with any amount taken, with a charge booked under a new
key each time.
"""

import asyncio

from pydantic import SecretStr

from bot.settings import Settings
from simulator.people import Message, Person, Telegram
from storage import tables
from tests.conftest import FakeClock
from tests.stories.conftest import Program
from tests.stories.deals import Deal, deal_at, profile
from tests.stories.truth import balances, count, nothing_went_wrong, settled, values
from views import callbacks

PRICE = 20000


async def test_an_invoice_is_paid_by_whom_it_is_for_and_once(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    eve = await telegram.person("Eve")
    await eve.types("/start")
    await _due(program, ana, marc)
    first, second = await _invoice(marc), await _invoice(marc)

    forwarded = await eve.pays(first)
    assert not forwarded.ok
    assert "isn't yours" in forwarded.error
    assert await balances(storage) == {}

    # Two taps on two copies of the invoice: both go through Telegram, one pays.
    taps = await asyncio.gather(marc.pays(first), marc.pays(second))
    await settled(storage, telegram)
    kept = sum(paid.ok for paid in taps) * PRICE - PRICE
    assert await _wallets(program, ana, marc) == (PRICE, kept)

    # Money for what is paid already, as it comes when two checks pass before either payment.
    await _pays_unasked(telegram, marc, first, "charge-A", PRICE)
    await marc.sees("it is in your wallet")
    await settled(storage, telegram)
    assert await _wallets(program, ana, marc) == (PRICE, kept + PRICE)
    await _pays_unasked(telegram, marc, first, "charge-A", PRICE)  # the same, told twice
    await settled(storage, telegram)
    assert await _wallets(program, ana, marc) == (PRICE, kept + PRICE)
    late = await marc.pays(first)
    assert not late.ok
    assert "paid already" in late.error
    assert await count(storage, tables.checkouts, tables.checkouts.c.state == "paid") == 1
    await nothing_went_wrong(storage, telegram)


async def test_money_that_fits_nothing_is_kept_for_its_payer(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    eve = await telegram.person("Eve")
    await eve.types("/start")
    deal = await _due(program, ana, marc)
    invoice = await _invoice(marc)
    await _pays_unasked(telegram, eve, invoice, "charge-E", PRICE)
    await eve.sees("it is in your wallet")
    await _pays_unasked(telegram, marc, invoice, "charge-M", PRICE - 1)
    await marc.sees("it is in your wallet")
    await _pays_unasked(telegram, marc, invoice, "charge-N", 1, payload="no such thing")
    await marc.sees("it is in your wallet")
    await settled(storage, telegram)
    assert (await balances(storage))[f"wallet:{eve.id}"] == PRICE
    assert await _wallets(program, ana, marc) == (0, PRICE)
    assert await values(storage, tables.checkouts.c.state) == ["due"]
    shown = await marc.last()
    foreign = await eve.presses_data(
        await eve.last(), callbacks.Checkout(milestone_id=deal.milestones[0]).pack()
    )
    assert foreign.alert
    assert (await marc.pays(invoice)).ok
    await ana.sees("has been paid")
    assert shown.id
    await nothing_went_wrong(storage, telegram)


async def test_without_a_provider_it_is_said_plainly(
    settings: Settings, clock: FakeClock, telegram: Telegram
) -> None:
    unpaid = settings.model_copy(update={"payment_provider_token": SecretStr("")})
    program = Program(unpaid, clock)
    await program.start()
    try:
        ana, marc = await telegram.person("Ana"), await telegram.person("Marc")
        await _at(program, "review", ana, marc)
        await _opens_project(marc)
        await marc.presses("Accept")
        await marc.sees("its payment is due", "Payments are not set up")
        await _opens_project(marc)
        await marc.presses("Pay $200")
        await marc.sees("not set up here yet")
        assert await telegram.calls("sendInvoice") == []
        await nothing_went_wrong(program.app.storage, telegram)
    finally:
        await program.stop()


# --- helpers -------------------------------------------------------------------------------


async def _due(program: Program, ana: Person, marc: Person) -> Deal:
    return await _at(program, "due", ana, marc)


async def _at(program: Program, stage: str, ana: Person, marc: Person) -> Deal:
    storage = program.app.storage
    sent = await ana.sends_file("shop.zip", b"PK the shop")
    assert sent.file
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    return await deal_at(storage, stage, ana, marc, sent.file["file_id"])


async def _opens_project(person: Person) -> None:
    await person.types("/projects")
    await person.presses("A shop for ceramics")


async def _invoice(marc: Person) -> Message:
    """Asks for it in the project, as often as one likes."""
    await _opens_project(marc)
    await marc.presses("Pay $200")
    return await marc.sees("Milestone 1 of")


async def _pays_unasked(
    telegram: Telegram,
    person: Person,
    invoice: Message,
    charge: str,
    amount_minor: int,
    payload: str = "",
) -> None:
    """Telegram tells of a payment that no check of ours came before."""
    assert invoice.invoice is not None
    told = {
        "message_id": 10_000,
        "date": 1,
        "chat": {"id": person.id, "type": "private"},
        "from": person.raw,
        "successful_payment": {
            "currency": "USD",
            "total_amount": amount_minor,
            "invoice_payload": payload or invoice.invoice["payload"],
            "telegram_payment_charge_id": charge,
            "provider_payment_charge_id": charge,
        },
    }
    await telegram.sends_update("message", person, told)


async def _wallets(program: Program, ana: Person, marc: Person) -> tuple[int, int]:
    found = await balances(program.app.storage)
    return found.get(f"wallet:{ana.id}", 0), found.get(f"wallet:{marc.id}", 0)
