"""The limit: the same statements in the same transactions, said to the bare drivers."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from benchmarks.figures import check
from benchmarks.recording import Transaction
from storage.sqlite_driver import _PRAGMAS

AT_ONCE = 16


async def on_sqlite(path: Path, transactions: Sequence[Transaction]) -> float:
    """In a writer thread of its own, `AT_ONCE` waiting for it at a time; seconds for all."""
    waiting = iter(transactions)
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as writer:
        connection = await loop.run_in_executor(writer, _open, path)

        async def feeds() -> None:
            for transaction in waiting:
                await loop.run_in_executor(writer, _say, connection, transaction)

        began = time.perf_counter()
        await asyncio.gather(*(feeds() for _ in range(AT_ONCE)))
        took = time.perf_counter() - began
        await loop.run_in_executor(writer, connection.close)
    return took


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _say(connection: sqlite3.Connection, transaction: Transaction) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for one in transaction.statements:
        if one.many:
            connection.executemany(one.sql, one.parameters)
        else:
            connection.execute(one.sql, one.parameters).fetchall()
    connection.execute("COMMIT" if transaction.committed else "ROLLBACK")


async def on_postgres(url: str, transactions: Sequence[Transaction]) -> float:
    """Over ten connections, as the program has; seconds for all.

    In parallel, numbers are given out in another order than they were, so that some statements
    find nothing to change and a submitted bid may miss its foreign key: one step in fourteen at
    most, and to the drivers' advantage.
    """
    dsn = make_url(url).set(drivername="postgresql").render_as_string(False)
    waiting, failed = iter(transactions), []
    async with asyncpg.create_pool(dsn, min_size=10, max_size=10) as pool:

        async def feeds() -> None:
            for transaction in waiting:
                async with pool.acquire() as connection:
                    try:
                        await _say_to_postgres(connection, transaction)
                    except asyncpg.PostgresError as error:
                        failed.append(error)

        began = time.perf_counter()
        await asyncio.gather(*(feeds() for _ in range(AT_ONCE)))
        took = time.perf_counter() - began
    check(len(failed) <= len(transactions) / 10, f"{len(failed)} transactions failed: {failed[:1]}")
    return took


async def _say_to_postgres(connection: asyncpg.Connection, transaction: Transaction) -> None:
    running = connection.transaction()
    await running.start()
    try:
        for one in transaction.statements:
            if one.many:
                await connection.executemany(one.sql, one.parameters)
            else:
                await connection.fetch(one.sql, *one.parameters)
    except BaseException:
        await running.rollback()
        raise
    await (running.commit() if transaction.committed else running.rollback())
