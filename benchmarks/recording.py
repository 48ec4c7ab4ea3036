"""What the program says to its database, statement by statement, to be said again without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    parameters: Any
    many: bool


@dataclass
class Transaction:
    statements: list[Statement] = field(default_factory=list)
    committed: bool = False


@contextmanager
def recorded(engine: AsyncEngine) -> Iterator[list[Transaction]]:
    """Gives the transactions in the order in which they ended."""
    ended: list[Transaction] = []
    running: dict[int, Transaction] = {}

    def said(connection: Any, _: Any, sql: str, parameters: Any, __: Any, many: bool) -> None:
        transaction = running.setdefault(id(connection.connection.dbapi_connection), Transaction())
        transaction.statements.append(Statement(sql, parameters, many))

    def end(connection: Any, committed: bool) -> None:
        transaction = running.pop(id(connection.connection.dbapi_connection), None)
        if transaction:
            transaction.committed = committed
            ended.append(transaction)

    listeners = {
        "before_cursor_execute": said,
        "commit": lambda connection: end(connection, True),
        "rollback": lambda connection: end(connection, False),
    }
    for name, listener in listeners.items():
        event.listen(engine.sync_engine, name, listener)
    try:
        yield ended
    finally:
        for name, listener in listeners.items():
            event.remove(engine.sync_engine, name, listener)
