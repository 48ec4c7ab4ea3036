"""What is true in the database, and what went wrong on the way, read from outside the program."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from simulator.people import Telegram
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork

Rows = dict[str, list[tuple[Any, ...]]]

MACHINERY = {
    "seen_updates", "parked_updates", "outbox", "sent_messages", "conversations",
    "unmatched_jobs", "search_words",
}  # fmt: skip
"""Tables that change with every update, whatever it does; and those that a tick works off."""
INGESTED = {
    "state", "key", "sha256", "size_bytes", "trouble", "reason", "attempts", "next_try_at",
    "worker", "told",
}  # fmt: skip
"""Columns of a file that change behind everybody's back, when its bytes are fetched."""
UNWATCHED = {
    "files": INGESTED,
    "people": {"active_at"},
    "archives": {"state", "attempts", "next_try_at", "worker", "told", "file_id", "trouble"},
}
"""That somebody was here is written down, whatever they did."""
NO_MISTAKE = ("message is not modified",)


async def marketplace_rows(storage: Storage, *, but: Iterable[int] = ()) -> Rows:
    """Every row of the marketplace, committed; without the people named by `but`."""
    found: Rows = {}
    async with storage.begin() as work:
        for table in tables.metadata.sorted_tables:
            if table.name in MACHINERY:
                continue
            columns = [c for c in table.c if c.name not in UNWATCHED.get(table.name, ())]
            rows = await read(work, sa.select(*columns))
            if table in (tables.people, tables.notice_settings):
                rows = [row for row in rows if row[0] not in but]
            found[table.name] = sorted(rows, key=repr)
    return found


async def conversations(storage: Storage) -> dict[int, tuple[str | None, Any]]:
    """Where everybody stands who stands anywhere: {chat: (state, data)}."""
    columns = tables.conversations.c
    async with storage.begin() as work:
        rows = await read(work, sa.select(columns.chat_id, columns.state, columns.data))
    return {chat: (state, data) for chat, state, data in rows if state or data}


async def count(storage: Storage, table: sa.Table, *where: Any) -> int:
    async with storage.begin() as work:
        rows = await read(work, sa.select(sa.func.count()).select_from(table).where(*where))
    return int(rows[0][0])


async def values(storage: Storage, column: Any, *where: Any) -> list[Any]:
    """One column of the rows that fit, in the order of their making."""
    async with storage.begin() as work:
        order = column.table.primary_key.columns
        rows = await read(work, sa.select(column).where(*where).order_by(*order))
    return [row[0] for row in rows]


async def balances(storage: Storage) -> dict[str, int]:
    """Every ledger account's stored balance in minor units; each equals the sum of its entries.
    Without those that were opened for nothing."""
    accounts, entries = tables.ledger_accounts.c, tables.ledger_entries.c
    summing = sa.select(entries.account, sa.func.sum(entries.amount_minor))
    async with storage.begin() as work:
        stored = await read(work, sa.select(accounts.name, accounts.balance_minor))
        summed = await read(work, summing.group_by(entries.account))
    sums = {name: int(amount) for name, amount in summed}
    found = {name: int(amount) for name, amount in stored if amount or name in sums}
    assert found == sums
    assert sum(found.values()) == 0
    return found


async def settled(storage: Storage, telegram: Telegram) -> None:
    """Waits until every update is served and everything that follows from it is sent."""
    unsent = tables.outbox.c.state.in_(["pending", "sending"])
    for _ in range(600):
        await telegram.quiet(within=60)
        if not await count(storage, tables.outbox, unsent):
            return
    raise AssertionError("the outbox does not empty itself")


async def nothing_went_wrong(storage: Storage, telegram: Telegram) -> None:
    """No update was parked, no button spins, no call was refused by Telegram."""
    await settled(storage, telegram)
    async with storage.begin() as work:
        columns = tables.parked_updates.c
        parked = await read(work, sa.select(columns.raw, columns.error))
    assert parked == []
    assert await telegram.spinning() == []
    failed = [
        (call["method"], call["params"], call["error"])
        for call in await telegram.calls(ok=False)
        if not any(words in str(call["error"]) for words in NO_MISTAKE)
    ]
    assert failed == []


async def read(work: UnitOfWork, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in (await work._connection.execute(query)).all()]
