"""Stars go back until Telegram says that they did: asked again it does no harm, unlike a message.

Seen to fail with a refund given up as any message is: after two lost replies, two killed
processes, or quietly because its person has blocked the bot.
"""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.outbox import back_off
from simulator.people import Person, Telegram
from storage.outbox import REFUND
from tests.bot.conftest import put_call, rows, running, settled, states, until
from tests.conftest import FakeClock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
INVOICE = {
    "title": "Your wallet",
    "description": "Money",
    "payload": "x",
    "currency": "XTR",
    "prices": [{"label": "Your wallet", "amount": 7}],
}


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


async def paid(app: App, ana: Person) -> dict[str, Any]:
    """Parameters that give Ana's Stars back."""
    await put_call(app, ana.id, "sendInvoice", INVOICE)
    charge_id = (await ana.pays()).charge_id
    await settled(app)
    return {"user_id": ana.id, "telegram_payment_charge_id": charge_id}


async def refunded(telegram: Telegram) -> list[bool]:
    return [payment["refunded"] for payment in await telegram.payments()]


async def test_it_goes_into_no_chat_and_twice_is_once(
    app: App, telegram: Telegram, ana: Person
) -> None:
    async with running(app):
        params = await paid(app, ana)
        await put_call(app, ana.id, REFUND, params)
        await settled(app)
        await put_call(app, ana.id, REFUND, params)
        await settled(app)
    assert set(await states(app)) == {"sent"}
    assert await refunded(telegram) == [True]
    assert [call["params"] for call in await telegram.calls(REFUND)] == [params, params]


async def test_lost_replies_do_not_end_it(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    async with running(app):
        params = await paid(app, ana)
        await telegram.fault("drop", REFUND, count=3)
        row = await put_call(app, ana.id, REFUND, params)
        for tries in range(1, 4):
            await until(lambda tries=tries: _waits(app, row, tries))
            clock.pass_(back_off(tries))
            app.outbox.wake()
        await settled(app)
    assert (await _row(app, row)).state == "sent"


async def test_a_process_killed_again_and_again_does_not_end_it(
    app: App, telegram: Telegram, ana: Person
) -> None:
    async with running(app):
        params = await paid(app, ana)
    row = await put_call(app, ana.id, REFUND, params)
    for _ in range(3):
        async with app.storage.begin() as work:
            assert await work.outbox.claim(9)
            await work.commit()
        async with app.storage.begin() as work:
            assert await work.outbox.recover() == 1
            await work.commit()
    assert (await _row(app, row)).state == "pending"


async def test_one_that_is_given_up_is_an_error(app: App, telegram: Telegram, ana: Person) -> None:
    """Also where it sounds as if it were only about somebody who can't be reached."""
    async with running(app):
        params = await paid(app, ana)
        await telegram.fault("error", REFUND, count=1, code=403, description="Forbidden: blocked")
        with capture_logs() as logged:
            row = await put_call(app, ana.id, REFUND, params)
            await settled(app)
    assert (await _row(app, row)).state == "dead"
    given_up = [line for line in logged if line["event"] == "message given up"]
    assert [(line["log_level"], line["method"]) for line in given_up] == [("error", REFUND)]


async def _row(app: App, row_id: int) -> Any:
    return next(row for row in await rows(app.storage) if row.id == row_id)


async def _waits(app: App, row_id: int, tries: int) -> bool:
    row = await _row(app, row_id)
    return row.state == "pending" and row.attempts >= tries
