"""Guarantees 1 and 2: what is booked is booked once, sums to zero, stays, and never overspends."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.errors import Refused
from marketplace.money import GATEWAY, Cause, Entry, Kind, Transaction, move, wallet
from storage.ledger import Discrepancy
from storage.tables import ledger_accounts, ledger_entries, ledger_transactions
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, given, someone, within
from tests.storage.racing import overlap, race, two_programs

NOW = FakeClock().now()
CAUSE = Cause(Kind.PAYMENT)


def booking(key: str, *entries: tuple[str, int]) -> Transaction:
    return Transaction(key, CAUSE, tuple(Entry(*entry) for entry in entries), NOW)


async def book(storage: Storage, transaction: Transaction) -> bool:
    return await within(storage, lambda work: work.ledger.book(transaction))


async def balances(storage: Storage, *accounts: str) -> list[int]:
    async with storage.begin() as work:
        assert await work.ledger.discrepancies() == []
        return [await work.ledger.balance(account) for account in accounts]


async def test_a_booking_changes_both_balances(storage: Storage) -> None:
    assert await balances(storage, wallet(ANA), GATEWAY) == [0, 0]
    assert await book(storage, booking("1", (GATEWAY, -500), (wallet(ANA), 500)))
    assert await book(storage, booking("2", (wallet(ANA), -200), (wallet(MARC), 150), ("fee", 50)))
    assert await balances(storage, wallet(ANA), wallet(MARC), "fee", GATEWAY) == [
        300,
        150,
        50,
        -500,
    ]


async def test_the_same_booking_happens_once(storage: Storage) -> None:
    """Seen failing without the look at the key. Also when there is no money for it any more."""
    first = booking("1", (GATEWAY, -500), (wallet(ANA), 500))
    spend = booking("2", (wallet(ANA), -500), (wallet(MARC), 500))
    assert [await book(storage, first) for _ in range(3)] == [True, False, False]
    assert [await book(storage, spend) for _ in range(3)] == [True, False, False]
    assert await balances(storage, wallet(ANA), wallet(MARC)) == [0, 500]


@pytest.mark.parametrize(
    "other",
    [
        [(GATEWAY, -501), (wallet(ANA), 501)],
        [(GATEWAY, -500), (wallet(MARC), 500)],
        [(GATEWAY, -500), (wallet(ANA), 400), (wallet(MARC), 100)],
        [("fresh", 0), ("other", 0)],
    ],
)
async def test_a_key_never_means_something_else(
    storage: Storage, other: Sequence[tuple[str, int]]
) -> None:
    """Seen failing when only the key was compared."""
    await book(storage, booking("1", (GATEWAY, -500), (wallet(ANA), 500)))
    with pytest.raises(ValueError, match="other content"):
        await book(storage, booking("1", *other))
    assert await balances(storage, wallet(ANA), GATEWAY) == [500, -500]


@pytest.mark.parametrize(
    "other", [Cause(Kind.REFUND), Cause(Kind.PAYMENT, charge_id="c"), Cause(Kind.PAYMENT, ANA)]
)
async def test_a_key_never_means_something_for_another_reason(
    storage: Storage, other: Cause
) -> None:
    """Seen failing when only the entries were compared."""
    await someone(storage, ANA, "Ana")
    first = booking("1", (GATEWAY, -500), (wallet(ANA), 500))
    await book(storage, first)
    with pytest.raises(ValueError, match="other content"):
        await book(storage, replace(first, cause=other))


async def test_nobody_goes_below_zero(storage: Storage) -> None:
    await given(storage, ANA, 500)
    async with storage.begin() as work:
        with pytest.raises(Refused, match="not-enough-money"):
            await move(work, "k", CAUSE, wallet(ANA), wallet(MARC), 501)
        # Even without a savepoint the refused booking has left nothing behind:
        await work.commit()
    assert await balances(storage, wallet(ANA), wallet(MARC)) == [500, 0]
    assert await _count(storage, ledger_transactions) == 1
    assert await within(
        storage, lambda work: move(work, "k", CAUSE, wallet(ANA), wallet(MARC), 500)
    )
    assert await balances(storage, wallet(ANA), wallet(MARC)) == [0, 500]


async def test_an_account_twice_in_one_booking(storage: Storage) -> None:
    await book(storage, booking("1", (GATEWAY, -500), (wallet(ANA), 200), (wallet(ANA), 300)))
    assert await balances(storage, wallet(ANA), GATEWAY) == [500, -500]


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_transactions"])
@pytest.mark.parametrize(
    "act", ["UPDATE {0} SET key = key", "DELETE FROM {0}", "REPLACE", "TRUNCATE"]
)
async def test_the_ledger_is_append_only(storage: Storage, table: str, act: str) -> None:
    """Seen failing without the triggers, and REPLACE without recursive_triggers on SQLite."""
    await given(storage, ANA, 500)
    sqlite = storage.engine.dialect.name == "sqlite"
    if act == "TRUNCATE":
        statement = f"TRUNCATE {table} CASCADE" if not sqlite else f"DELETE FROM {table} WHERE 1"
    elif act == "REPLACE":
        same = f"SELECT * FROM {table}"
        statement = f"INSERT OR REPLACE INTO {table} {same}" if sqlite else f"DELETE FROM {table}"
    else:
        statement = act.format(table)
    async with storage.engine.begin() as connection:
        with pytest.raises(DBAPIError, match="append-only"):
            await connection.execute(text(statement))
        await connection.rollback()
    assert await balances(storage, wallet(ANA)) == [500]
    assert await _count(storage, ledger_entries) == 2


async def test_the_database_itself_refuses_a_negative_balance(storage: Storage) -> None:
    await given(storage, ANA, 500)
    async with storage.engine.begin() as connection:
        accounts = ledger_accounts.update().where(ledger_accounts.c.name == wallet(ANA))
        with pytest.raises(IntegrityError, match="ck_ledger_accounts_balance"):
            await connection.execute(accounts.values(balance_minor=-1))
        await connection.rollback()


async def test_reconciliation_finds_what_is_wrong(storage: Storage) -> None:
    await given(storage, ANA, 500)
    async with storage.engine.begin() as connection:
        await connection.execute(ledger_accounts.update().values(balance_minor=7))
        await connection.execute(
            insert(ledger_transactions).values(key="odd", kind="refund", charge_id="", at=NOW)
        )
        odd = {"key": "odd", "position": 1, "account": GATEWAY, "amount_minor": 3}
        await connection.execute(insert(ledger_entries).values(odd))
    async with storage.begin() as work:
        assert await work.ledger.discrepancies() == [
            Discrepancy(GATEWAY, 7, -497),
            Discrepancy(wallet(ANA), 7, 500),
            Discrepancy("odd", 0, 3),
        ]


async def test_twenty_spenders_of_one_wallet_never_overspend(
    database_url: str, clock: FakeClock
) -> None:
    """Seen failing on PostgreSQL without FOR UPDATE (overspent), on SQLite with a deferred BEGIN
    ("database is locked")."""
    async with two_programs(database_url, clock) as programs:
        await given(programs[0], ANA, 1000)
        spend = [
            lambda work, n=n: move(work, f"spend {n}", CAUSE, wallet(ANA), wallet(MARC), 100)
            for n in range(20)
        ]
        assert (await race(programs, *spend)).count(True) == 10
        assert await balances(programs[0], wallet(ANA), wallet(MARC)) == [0, 1000]


async def test_one_charge_told_twenty_times_at_once_is_booked_once(
    database_url: str, clock: FakeClock
) -> None:
    """Seen failing without the look at the key and with a plain INSERT of it (an error then)."""
    charge = booking("charge", (GATEWAY, -500), (wallet(ANA), 500))
    async with two_programs(database_url, clock) as programs:
        told = await race(programs, *[lambda work: work.ledger.book(charge)] * 20)
        assert sorted(told) == [False] * 19 + [True]
        assert await balances(programs[0], wallet(ANA)) == [500]


async def test_one_key_for_two_things_at_once(database_url: str, clock: FakeClock) -> None:
    """They share no account, so no lock keeps them apart. Seen failing on PostgreSQL with a plain
    INSERT of the key (an error that nobody expects)."""
    one = booking("key", (wallet(ANA), -10), ("a", 10))
    other = booking("key", (wallet(MARC), -10), ("b", 10))
    async with two_programs(database_url, clock) as programs:
        await given(programs[0], ANA, 10, "1")
        await given(programs[0], MARC, 10, "2")
        with pytest.raises(ValueError, match="other content"):
            await overlap(
                programs, lambda work: work.ledger.book(one), lambda work: work.ledger.book(other)
            )
        assert await balances(programs[0], "a", "b", wallet(MARC)) == [10, 0, 10]


async def test_crossing_payments_never_wait_for_each_other(
    database_url: str, clock: FakeClock
) -> None:
    """Seen failing (deadlock detected) on PostgreSQL with accounts locked in the order given."""
    async with two_programs(database_url, clock) as programs:
        await given(programs[0], ANA, 1000, "1")
        await given(programs[0], MARC, 1000, "2")
        pairs = [(ANA, MARC), (MARC, ANA)] * 10
        pay = [
            lambda work, n=n, a=a, b=b: move(work, f"pay {n}", CAUSE, wallet(a), wallet(b), 10)
            for n, (a, b) in enumerate(pairs)
        ]
        assert (await race(programs, *pay)).count(True) == 20
        assert await balances(programs[0], wallet(ANA), wallet(MARC)) == [1000, 1000]


async def _count(storage: Storage, table) -> int:  # type: ignore[no-untyped-def]
    async with storage.engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
