"""How a database is opened: one address, two kinds."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import sqlite_driver

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


def database_url(text: str) -> URL:
    """The address with the driver that we use. Raises ValueError for another kind of database,
    and for SQLite without a file (each connection would see a database of its own)."""
    url = make_url(text)
    kind = url.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise ValueError(f"a database of kind {kind!r} is not supported: sqlite or postgresql")
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("SQLite needs the path of a file")
    return url.set(drivername=_DRIVERS[kind])


def open_engine(text: str, in_flight: int, *, referential: bool = True) -> AsyncEngine:
    """An engine with at most `in_flight` connections (SQLite: one, its writer). No I/O yet.

    Without `referential` SQLite lets a migration make a table anew that others refer to.
    """
    url = database_url(text)
    if url.drivername.startswith("postgresql"):
        engine = create_async_engine(url, pool_size=in_flight, max_overflow=0)
        event.listen(engine.sync_engine, "connect", _ask_shortly)
        return engine
    path = Path(url.database or "").absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    return create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        connect_args={
            "async_creator_fn": lambda *_, **__: sqlite_driver.connect(str(path), referential)
        },
    )


def _ask_shortly(connection: Any, _: object) -> None:
    """What we ask of PostgreSQL takes milliseconds; to start a worker or a compiler takes longer.
    (As statements: poolers refuse such settings in a connection's first packet.)"""
    cursor = connection.cursor()
    cursor.execute("SET max_parallel_workers_per_gather = 0")
    cursor.execute("SET jit = off")
    cursor.close()
    connection.commit()
