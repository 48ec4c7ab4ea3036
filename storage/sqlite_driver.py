"""aiosqlite with one trip to its thread a statement, and transactions that write from the start.

SQLAlchemy asks aiosqlite for a cursor, its execution, its rows and its end: four trips, each with
two switches of threads. Here a cursor makes the one trip that counts. And `sqlite3` would begin a
transaction late and deferred, so that of two that read before they write one fails at once
whatever the busy timeout says (sqlite.org/isolation.html); here the
first statement begins it, IMMEDIATE.

A commit waits for the disk (`synchronous = FULL`), unless nothing depends on that: one that is not
`lasting` can be lost with the machine's power, never with the process, and leaves no damage.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

BUSY_SECONDS = 30.0

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # KiB: what a search at a million jobs looks at stays in memory
    "PRAGMA cache_size = -65536",
    # so that INSERT OR REPLACE fires the triggers that keep the ledger append-only
    "PRAGMA recursive_triggers = ON",
)


class OneTripCursor:
    """What SQLAlchemy's adapter needs of an aiosqlite cursor; the rows are fetched at once."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "OneTripCursor":
        await self._connection.one_trip(self._run, sql, parameters, False)
        return self

    async def executemany(self, sql: str, parameters: Sequence[Any]) -> "OneTripCursor":
        await self._connection.one_trip(self._run, sql, parameters, True)
        return self

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []

    def _run(self, sql: str, parameters: Sequence[Any], many: bool) -> None:
        """In aiosqlite's thread."""
        connection = self._connection._conn
        if not connection.in_transaction:
            self._connection.begin(connection)
        cursor = connection.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class OneTripConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors are `OneTripCursor`."""

    _touched = False
    lasting = True
    """Whether the next transaction's commit waits for the disk."""
    _waits_for_disk = True

    def cursor(self) -> Any:
        return OneTripCursor(self)

    def begin(self, connection: sqlite3.Connection) -> None:
        """In aiosqlite's thread."""
        if self._waits_for_disk is not self.lasting:
            connection.execute(f"PRAGMA synchronous = {'FULL' if self.lasting else 'NORMAL'}")
            self._waits_for_disk = self.lasting
        connection.execute("BEGIN IMMEDIATE")

    async def one_trip(self, act: Callable[..., None], *arguments: Any) -> None:
        """Runs `act(*arguments)` in the connection's thread."""
        self._touched = True
        await self._execute(act, *arguments)  # type: ignore[no-untyped-call]

    async def commit(self) -> None:
        await super().commit()
        self._touched = False

    async def rollback(self) -> None:
        """No trip after a commit, when the pool asks for one to be sure."""
        if self._touched:
            await super().rollback()
            self._touched = False


def connect(path: str, referential: bool = True) -> OneTripConnection:
    """A connection, not yet opened, to the file at `path`; for `async_creator_fn`. Without
    `referential` foreign keys are not looked at."""

    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if not referential:
            connection.execute("PRAGMA foreign_keys = OFF")
        return connection

    made = OneTripConnection(opened, iter_chunk_size=64)
    made._thread.daemon = True
    return made
