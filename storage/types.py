"""Column types that behave alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

LEAST_ID, MOST_ID = -(2**63), 2**63 - 1


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime with microseconds; raises ValueError for a naive one.

    SQLite has no such type: there it is ISO text of one length, which sorts as the time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if value is not None else None


class Id(TypeDecorator[int]):
    """A 64-bit whole number. One that doesn't fit (a forged button) is nobody's: it becomes NULL,
    which equals nothing, where the drivers would raise."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # Only a column declared INTEGER numbers its rows by itself on SQLite.
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return value if value is not None and LEAST_ID <= value <= MOST_ID else None


def storable(text: str) -> str:
    """The text that a database takes: NUL, which PostgreSQL refuses, is left out; lone surrogates,
    which no driver can send as UTF-8, become U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


ByCode = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point, as it does on SQLite by itself: a prefix is a range."""


class Words(TypeDecorator[str]):
    """Text, whatever it holds; see `storable`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return storable(value) if value is not None else None
