"""`perfectlancer ledger check` and the daily look: books of our own, and Telegram's list of Stars.

Seen to fail: without the look at what Telegram has and we don't, and with its own times unasked
(a payment of this minute counted as lost).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.app import App
from bot.jobs.check_ledger import check_ledger
from bot.settings import Settings
from bot.stars import compare_stars, put_right
from marketplace import refunds
from simulator.people import Person, Telegram
from storage import tables
from storage.schema import migrate
from storage.unit_of_work import Storage
from tests.bot.conftest import settings_for
from tests.conftest import FakeClock
from tests.storage.deal import given_by_charge, someone, within
from tests.stories.truth import balances, values

TWO_HOURS = timedelta(hours=2)


# --- the command ---------------------------------------------------------------------------


@pytest.fixture
async def command(
    monkeypatch: pytest.MonkeyPatch, telegram: Telegram, tmp_path: Path
) -> Callable[..., Any]:
    """Runs a command in a thread: it has a loop of its own."""
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    monkeypatch.setattr("bot.cli._on_signals", lambda _: None)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    env = {
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/books.db",
    }

    async def run(*words: str, **changes: str) -> Any:
        invoke = CliRunner().invoke
        return await asyncio.to_thread(invoke, cli.app, words, env={**env, **changes})

    return run


async def test_the_command_says_whether_the_books_are_right(
    command: Callable[..., Any], clock: FakeClock, tmp_path: Path
) -> None:
    result = await command("ledger", "check")
    assert result.exit_code == 2
    assert "There is no database" in result.output
    url = f"sqlite:///{tmp_path}/books.db"
    await migrate(url)
    storage = Storage.open(url, clock=RealTime(), policy=_provider())
    marc = await someone(storage, 7, "Marc")
    await given_by_charge(storage, marc, 12345, "charge-1")
    await storage.close()
    result = await command("ledger", "check")
    assert result.exit_code == 0, result.output
    assert "1 movements, $123.45; explained money: 100 %" in result.output
    assert "✅ The books are right." in result.output
    with sqlite3.connect(tmp_path / "books.db") as connection:
        connection.execute("DELETE FROM charges")
    result = await command("ledger", "check")
    assert result.exit_code == 1
    assert "explained money: 0 %" in result.output
    assert "❌ movement without a reason: 1" in result.output
    assert "charge:charge-1: $123.45, should be $0" in result.output


class RealTime:
    def now(self) -> datetime:
        return datetime.now(UTC)


def _provider() -> Any:
    from tests.conftest import TAKES_MONEY

    return TAKES_MONEY


# --- Stars ---------------------------------------------------------------------------------


@pytest.fixture
async def stars(
    telegram: Telegram, own_database_url: str, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[App]:
    """A program that takes Stars; its clock is Telegram's."""
    clock.pass_(datetime.now(UTC) - clock.now())
    settings = settings_for(telegram, own_database_url, tmp_path / "files", currency="XTR")
    app = App.build(settings, clock=clock)
    async with app.running():
        yield app


@pytest.fixture
async def marc(telegram: Telegram, stars: App) -> Person:
    person = await telegram.person("Marc")
    await person.types("/start")
    await person.sees()
    return person


async def _tops_up(stars: App, marc: Person, amount: int) -> str:
    """By an invoice of the bot's; the charge's id."""
    from marketplace import invoices
    from views.invoices import invoice as invoice_call

    async with stars.storage.begin() as work:
        made = await invoices.top_up(work, await work.people.get(marc.id), amount)
        params = invoice_call(stars.dispatcher.texts("en"), made)
        await work.outbox.put(marc.id, "sendInvoice", params)
        await work.commit()
    stars.woken()
    await marc.sees("Your wallet")
    paid = await marc.pays()
    assert paid.ok
    await marc.waits()
    return paid.charge_id


async def test_what_only_telegram_has_is_booked(stars: App, marc: Person, clock: FakeClock) -> None:
    first = await _tops_up(stars, marc, 100)
    lost = await _tops_up(stars, marc, 250)
    await _forget(stars, lost)
    assert (await compare_stars(stars.http, stars.storage)).wrong == 0  # younger than an hour
    clock.pass_(TWO_HOURS)
    found = await compare_stars(stars.http, stars.storage)
    assert [payment.charge_id for payment in found.unbooked] == [lost]
    assert (found.compared, found.wrong) == (2, 1)
    await put_right(stars.storage, found)
    await put_right(stars.storage, found)
    assert (await compare_stars(stars.http, stars.storage)).wrong == 0
    assert (await balances(stars.storage))[f"wallet:{marc.id}"] == 350
    assert sorted(await values(stars.storage, tables.charges.c.id)) == sorted([first, lost])


async def test_a_refund_that_telegram_does_not_know_is_asked_for_again(
    stars: App, marc: Person, telegram: Telegram, clock: FakeClock
) -> None:
    charge = await _tops_up(stars, marc, 100)
    async with stars.storage.begin() as work:  # booked, and the call to Telegram is lost
        await refunds.refund(work, await work.people.get(marc.id), charge, "as asked")
        await work.commit()
    clock.pass_(TWO_HOURS)
    found = await compare_stars(stars.http, stars.storage)
    assert [one.id for one in found.unrefunded] == [charge]
    await put_right(stars.storage, found)
    stars.woken()
    for _ in range(50):
        if (await telegram.payments())[0]["refunded"]:
            break
        await marc.waits()
    assert (await compare_stars(stars.http, stars.storage)).wrong == 0


@pytest.mark.parametrize("partner", ["fragment", "affiliate_program", "other"])
async def test_stars_that_nobody_paid_are_not_compared(
    stars: App, marc: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, partner: str
) -> None:
    """Fragment gives a failed withdrawal back, a friend's bot brings a commission: they have no
    payer. Seen to raise KeyError, each day anew."""
    await _tops_up(stars, marc, 100)
    clock.pass_(TWO_HOURS)
    asked = stars.http.call

    async def with_one_more(method: str, params: dict[str, Any]) -> Any:
        answer = await asked(method, params)
        row = {"id": "x", "amount": 5, "date": 1, "source": {"type": partner}}
        return {"transactions": [*answer["transactions"], row]}

    monkeypatch.setattr(stars.http, "call", with_one_more)
    found = await compare_stars(stars.http, stars.storage)
    assert (found.compared, found.wrong) == (1, 0)


async def test_the_daily_look_tells_the_operators(
    stars: App, marc: Person, clock: FakeClock
) -> None:
    charge = await _tops_up(stars, marc, 100)
    told: list[Any] = []

    async def announce(work: Any) -> None:
        told.extend(work.events)

    assert await check_ledger(stars.storage, stars.http, announce) == 0
    await _forget(stars, charge)
    clock.pass_(TWO_HOURS)
    assert await check_ledger(stars.storage, stars.http, announce) == 1
    assert [(event.findings, event.explained_percent) for event in told] == [(1, 100)]


async def _forget(stars: App, charge: str) -> None:
    """As if the update with this payment had never come: it is in no table of ours."""
    marc = await values(stars.storage, tables.charges.c.payer_id, tables.charges.c.id == charge)
    amount = await values(
        stars.storage, tables.charges.c.amount_minor, tables.charges.c.id == charge
    )

    async def act(work: Any) -> None:
        from sqlalchemy import text

        connection, key = work._connection, f"charge:{charge}"
        if connection.dialect.name == "sqlite":
            for table in ("ledger_entries", "ledger_transactions"):
                await connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
        else:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        about = {"key": key, "charge": charge, "minor": amount[0], "wallet": f"wallet:{marc[0]}"}
        for statement in (
            "DELETE FROM charges WHERE id = :charge",
            "DELETE FROM ledger_entries WHERE key = :key",
            "DELETE FROM ledger_transactions WHERE key = :key",
            "UPDATE ledger_accounts SET balance_minor = balance_minor - :minor "
            "WHERE name = :wallet",
            "UPDATE ledger_accounts SET balance_minor = balance_minor + :minor "
            "WHERE name = 'gateway'",
            "UPDATE invoices SET state = 'open' WHERE amount_minor = :minor",
        ):
            names = {n: v for n, v in about.items() if f":{n}" in statement}
            await connection.execute(text(statement), names)

    await within(stars.storage, act)


async def test_another_currency_than_the_ledgers_does_not_start(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    """Seen to fail without the look: $123.45 would have been ¥12,345."""
    url = f"sqlite:///{tmp_path}/books.db"
    await migrate(url)
    storage = Storage.open(url, clock=RealTime(), policy=_provider())
    await given_by_charge(storage, await someone(storage, 7, "Marc"), 12345, "charge-1")
    await storage.close()
    result = await command("run", CURRENCY="JPY")
    assert result.exit_code == 2
    assert "CURRENCY is JPY, but the ledger was kept in USD: set it back" in " ".join(
        result.output.split()
    )
