"""What a comparison of the books with the file store asks and puts right (docs/decisions/0009)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, or_, select, text, update

from marketplace.files import FileState
from storage.repository import Repository
from storage.tables import file_links, files

LOST = "lost"
"""The reason of a file whose bytes are gone from the store and from Telegram."""
GONE = "the file store does not hold it any more"
MOST_PRUNED = 10_000
"""Links that one `prune_links` removes, so that nobody waits long for it."""

# Both as the indexes say it: a database uses a partial index only where it sees its condition.
_HAS_KEY = text("files.key <> ''")
_IS_STORED = text("files.state = 'stored'")
_IS_LOST = and_(text("files.state = 'failed'"), files.c.reason == LOST)
_KEPT = select(files.c.id, files.c.key, files.c.size_bytes, files.c.state)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that should lie in the store under `key`, or one that was lost and may be back."""

    id: int
    key: str
    size_bytes: int
    lost: bool


class FileChecks(Repository):
    """Each change is a compare-and-swap: what the row has become meanwhile wins."""

    async def how_many(self) -> int:
        """Files that should be in the store."""
        return int(await self._value(select(func.count()).select_from(files).where(_IS_STORED)))

    async def page(self, after: str, before: datetime, limit: int) -> list[Kept]:
        """Files announced before then, in the order of keys, behind the key `after`."""
        return list(map(_kept, await self._rows(page_of(after, before, limit))))

    async def known(self, keys: Iterable[str]) -> dict[str, Kept]:
        """The files under those keys, whatever their state."""
        found = await self._rows(_KEPT.where(_HAS_KEY, files.c.key.in_(list(keys))))
        return {row.key: _kept(row) for row in found}

    async def fetch_anew(self, kept: Kept) -> bool:
        """Back to the beginning, where Telegram may have it still; False where it cannot.

        The key and the checksum stay until it has new ones: an object that comes back meanwhile is
        no orphan. What told of the file at its first arrival is long over.
        """
        values = {
            "state": FileState.ANNOUNCED.value,
            "attempts": 0,
            "next_try_at": self._now,
            "worker": "",
            "told": None,
            "reason": "",
            "trouble": GONE,
        }
        swap = update(files).where(_still(kept), text("files.telegram_id <> ''"))
        return await self._count(swap.values(values)) == 1

    async def give_up(self, kept: Kept) -> bool:
        """Nobody has it any more. The key stays, so that an object that comes back is its own."""
        values = {"state": FileState.FAILED.value, "reason": LOST, "trouble": GONE}
        return await self._count(update(files).where(_still(kept)).values(values)) == 1

    async def is_back(self, kept: Kept) -> bool:
        """A lost one is in the store again."""
        values = {"state": FileState.STORED.value, "reason": "", "trouble": ""}
        swap = update(files).where(files.c.id == kept.id, files.c.key == kept.key, _IS_LOST)
        return await self._count(swap.values(values)) == 1

    async def prune_links(self, before: datetime) -> int:
        """Removes at most `MOST_PRUNED` links that expired before then; returns how many."""
        old = select(file_links.c.id).where(file_links.c.expires_at < before)
        gone = old.order_by(file_links.c.expires_at).limit(MOST_PRUNED)
        return await self._count(delete(file_links).where(file_links.c.id.in_(gone)))


def page_of(after: str, before: datetime, limit: int) -> Select[Any]:
    """Hexadecimal digits with slashes at fixed places sort alike under every collation, so the
    unique index of keys serves it."""
    expected = _KEPT.where(_HAS_KEY, or_(_IS_STORED, _IS_LOST), files.c.announced_at < before)
    return expected.where(files.c.key > after).order_by(files.c.key).limit(limit)


def _kept(row: Row[Any]) -> Kept:
    return Kept(row.id, row.key, row.size_bytes, row.state == FileState.FAILED)


def _still(kept: Kept) -> ColumnElement[bool]:
    return and_(files.c.id == kept.id, files.c.key == kept.key, _IS_STORED)
