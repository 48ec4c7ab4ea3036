"""Bringing a database to the schema of this program, and asking whether it is there."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import job_indexing, saved_indexing
from storage.engine import open_engine

_Answer = TypeVar("_Answer")
_ONE_AT_A_TIME = 0x7065_7266_6563_7401
"""PostgreSQL's advisory lock of whoever migrates ("perfect" and a number)."""


async def migrate(url: str, revision: str = "head") -> None:
    """Upgrades to `revision`, in one transaction; several processes may call it at once.

    Creates SQLite's file when it isn't there.
    """
    await _in_transaction(
        url,
        lambda connection: _move(connection, command.upgrade, revision),
        then=_make_indexes if revision in ("head", head_revision()) else None,
    )


async def downgrade(url: str, revision: str = "base") -> None:
    """Goes back to `revision`; "base" removes everything, data included."""
    await _in_transaction(url, lambda connection: _move(connection, command.downgrade, revision))


async def current_revision(url: str) -> str | None:
    """The revision that the database is at; None for one never migrated."""
    return await _in_transaction(
        url, lambda connection: MigrationContext.configure(connection).get_current_revision()
    )


async def is_current(url: str) -> bool:
    """Whether the database has the schema of this program."""
    return await current_revision(url) == head_revision()


def head_revision() -> str | None:
    """The newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def _make_indexes(connection: AsyncConnection) -> None:
    await job_indexing.make_if_old(connection)
    await saved_indexing.make_if_old(connection)


async def _in_transaction(
    url: str,
    act: Callable[[Connection], _Answer],
    then: Callable[[AsyncConnection], Awaitable[object]] | None = None,
) -> _Answer:
    engine = open_engine(url, in_flight=1, referential=False)
    try:
        async with engine.begin() as connection:
            answer = await connection.run_sync(act)
            if then:
                await then(connection)
            return answer
    finally:
        await engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config


def _move(connection: Connection, act: Callable[[Config, str], None], revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
    config = _config()
    config.attributes["connection"] = connection
    act(config, revision)
    _check_references(connection)


def _check_references(connection: Connection) -> None:
    """What SQLite didn't look at meanwhile. Raises RuntimeError, so that nothing is committed."""
    if connection.dialect.name == "sqlite":
        lost = connection.execute(text("PRAGMA foreign_key_check")).all()
        if lost:
            raise RuntimeError(f"the migration would lose references: {lost[:3]}")
