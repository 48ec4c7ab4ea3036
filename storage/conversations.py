"""Where each conversation stands: aiogram's FSM storage, in the unit of work's transaction.

One person's updates queue up on the lock of their conversation's row (architecture.md, "The life
of an update").
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import Executable, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.repository import Repository, insert_into, put_into
from storage.tables import conversations

_LOAD = select(conversations.c.state, conversations.c.data).where(
    conversations.c.chat_id == bindparam("chat")
)
_LOAD_LOCKED = _LOAD.with_for_update()


@cache
def _put(postgres: bool) -> Executable:
    return put_into(conversations, postgres)


@cache
def _claim() -> Executable:
    """An empty row, or the lock of the one that somebody else has just made."""
    statement = insert_into(conversations, postgres=True)
    same = {"chat_id": statement.excluded.chat_id}
    returned = (conversations.c.state, conversations.c.data)
    return statement.on_conflict_do_update(index_elements=["chat_id"], set_=same).returning(
        *returned
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a conversation holds, never changed in place; `stored`: what the database has."""

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    stored: "_Standing | None" = None

    @property
    def changed(self) -> bool:
        was = self.stored or _Standing()
        return (self.state, self.data) != (was.state, was.data)


class SqlConversations(Repository, BaseStorage):
    """Loads and locks a chat's conversation once, and writes it back once, at the commit, if it
    changed. Only the chat of aiogram's key counts: the bot talks in private chats."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        super().__init__(connection, now)
        self._standings: dict[int, _Standing] = {}

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        standing = await self._standing(key.chat_id)
        name = state.state if isinstance(state, State) else state
        self._standings[key.chat_id] = replace(standing, state=name)

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._standing(key.chat_id)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        standing = await self._standing(key.chat_id)
        self._standings[key.chat_id] = replace(standing, data=deepcopy(dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """A copy: a change of it counts when it is set."""
        return deepcopy((await self._standing(key.chat_id)).data)

    async def close(self) -> None:
        """Nothing: the unit of work owns the connection."""

    def remembered(self) -> dict[int, _Standing]:
        """All that was loaded or set so far, to return to with `restore`."""
        return dict(self._standings)

    def restore(self, remembered: dict[int, _Standing]) -> None:
        """Goes back; what was loaded since then loads, and locks, again."""
        self._standings = dict(remembered)

    async def flush(self) -> None:
        """Writes what changed."""
        for chat_id, standing in self._standings.items():
            if standing.changed:
                row = {
                    "chat_id": chat_id,
                    "state": standing.state,
                    "data": standing.data,
                    "updated_at": self._now,
                }
                await self._count(_put(self._is_postgres), row)

    async def _standing(self, chat_id: int) -> _Standing:
        known = self._standings.get(chat_id)
        if known is None:
            known = self._standings[chat_id] = await self._load(chat_id)
        return known

    async def _load(self, chat_id: int) -> _Standing:
        row = await self._row(_LOAD_LOCKED, {"chat": chat_id})
        if row is None and self._is_postgres:
            # There is no row to lock yet; without one, double taps would not queue up.
            empty: dict[str, Any] = {
                "chat_id": chat_id,
                "state": None,
                "data": {},
                "updated_at": self._now,
            }
            row = await self._row(_claim(), empty)
        if row is None:
            return _Standing()
        stored = _Standing(row.state, row.data)
        return replace(stored, stored=stored)
