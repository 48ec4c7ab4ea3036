"""What tables are made of: columns and rules that many of them share."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    text,
)

from storage.types import Id, Instant, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: Any, numbered: bool = True) -> Table:
    """`numbered`: it gives ids to its rows, rising, and never one a second time."""
    own_id = (Column("id", Id, primary_key=True, autoincrement=True),) if numbered else ()
    return Table(name, metadata, *own_id, *parts, sqlite_autoincrement=numbered)


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def minor(name: str = "amount_minor") -> Column[int]:
    return Column(name, Id, nullable=False)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def when(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, Instant, nullable=nullable)


def state() -> Column[str]:
    return Column("state", String(16), nullable=False)


def of(name: str, target: str, index: bool = False) -> Column[int]:
    key: ForeignKey = ForeignKey(f"{target}.id")
    return Column(name, Id, key, nullable=False, index=index)


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
