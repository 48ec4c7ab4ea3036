"""What every repository stands on: its unit of work's connection, and a few short words for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Row, Table, TextClause, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Values = Mapping[str, Any]
Condition = ColumnElement[bool] | TextClause
Record = TypeVar("Record")


class Repository:
    """`now` is the unit of work's beginning, aware UTC."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._is_postgres = connection.dialect.name == "postgresql"

    async def _rows(self, statement: Executable, values: Values | None = None) -> list[Row[Any]]:
        return list((await self._connection.execute(statement, values)).all())

    async def _row(self, statement: Executable, values: Values | None = None) -> Row[Any] | None:
        return (await self._connection.execute(statement, values)).first()

    async def _value(self, statement: Executable, values: Values | None = None) -> Any:
        """The first column of the first row; None without a row."""
        return (await self._connection.execute(statement, values)).scalar()

    async def _count(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> int:
        """Executes it and tells how many rows it changed (not of several sets of values)."""
        return (await self._connection.execute(statement, values)).rowcount

    async def _add_all(self, table: Table, rows: Iterable[Values]) -> None:
        if many := list(rows):
            await self._connection.execute(table.insert(), many)

    async def _lock(self, table: Table, condition: ColumnElement[bool]) -> None:
        """Nobody else changes these rows until the unit of work ends.

        A statement of its own: what is read in the same statement as a lock on PostgreSQL may be
        older than the lock. On SQLite there is one writer anyway.
        """
        if self._is_postgres:
            await self._connection.execute(
                select(table.c[0]).where(condition).with_for_update(key_share=True)
            )


def insert_into(table: Table, postgres: bool) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT, which both databases write alike."""
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def put_into(table: Table, postgres: bool) -> Executable:
    """INSERT, or UPDATE of the row with the same primary key."""
    statement = insert_into(table, postgres)
    keys = list(table.primary_key.columns)
    others = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key}
    return statement.on_conflict_do_update(index_elements=keys, set_=others)


def record_from(kind: type[Record], row: Row[Any], /, **instead: Any) -> Record:
    """A dataclass whose fields are columns of the row; `instead`: what a column is not as it is."""
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    plain = {name: row._mapping[name] for name in names if name not in instead}
    return kind(**plain, **instead)


def columns_of(table: Table, record: Any, **instead: Any) -> dict[str, Any]:
    """What a table keeps of such a dataclass that has no id yet."""
    names = [column.name for column in table.c if column.name not in ("id", *instead)]
    return {name: getattr(record, name) for name in names} | instead
