"""Updates that wait for the bot, and getUpdates (Bot API: Getting updates)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import poller_replaced, polling_under_webhook, second_poller
from .faults import UPDATE_KINDS, Faults
from .limits import MESSAGE_LIFETIME, QUERY_LIFETIME
from .wake import Clock, Deadline, Wake
from .wire import Wire

# What is sent only when asked for by name (Bot API: allowed_updates).
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_LIFETIME = {
    "callback_query": QUERY_LIFETIME,
    "pre_checkout_query": QUERY_LIFETIME,
    "inline_query": 30,
}


@dataclass(slots=True)
class Update:
    """One update on its way; `copies` is 2 when it shall arrive twice."""

    id: int
    kind: str
    chat_id: int
    body: dict[str, Any]
    until: float  # unix time
    copies: int = 1


class Updates:
    """The queue behind getUpdates and the webhook; ids grow by one from a random start."""

    def __init__(self, clock: Clock, faults: Faults, wire: Wire) -> None:
        self.clock = clock
        self.faults = faults
        self.wire = wire
        self.next_id = random.randrange(10**8, 9 * 10**8)
        self.allowed: list[str] | None = None
        self.webhook: Callable[[Update], None] | None = None
        self.moved = Wake()
        self._waiting: dict[int, Update] = {}
        self._held: list[Update] = []
        self.disordered = False
        self._closed = False
        self._poller = 0  # counts getUpdates calls: only the last may wait

    @property
    def pending(self) -> int:
        """Updates that were not confirmed yet."""
        return len(self._waiting) + len(self._held)

    def add(self, kind: str, chat_id: int, payload: dict[str, Any]) -> None:
        """Queue one update, unless the bot does not want its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ON_REQUEST
        if not wanted:
            return
        until = self.clock.now() + _LIFETIME.get(kind, MESSAGE_LIFETIME)
        update = Update(
            self.next_id, kind, chat_id, {"update_id": self.next_id, kind: payload}, until
        )
        self.next_id += 1
        self.wire.note("update", {"at": self.clock.now(), "chat_id": chat_id, "body": update.body})
        if fault := self.faults.armed("reorder"):
            self._held.append(update)
            if len(self._held) < fault.size:
                return
            self.faults.strike(frozenset({"reorder"}))
            self.disordered = True
            self.release()
            return
        if self.faults.strike(UPDATE_KINDS - {"reorder"}):
            update.copies = 2
        self._deliver(update)

    def release(self) -> None:
        """Deliver what a reorder holds back, last first."""
        held, self._held = self._held[::-1], []
        for update in held:
            self._deliver(update)

    def _deliver(self, update: Update) -> None:
        self._waiting[update.id] = update
        if self.webhook:
            self.webhook(update)
        self.moved.ring()

    def done(self, update_id: int) -> None:
        """The webhook took it."""
        self._waiting.pop(update_id, None)

    def drop(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self._waiting.clear()
        self._held.clear()

    def unconfirmed(self) -> tuple[list[Update], list[Update]]:
        """(those that the bot may get, those that a reorder holds back), in their order."""
        return list(self._waiting.values()), list(self._held)

    def refill(self, waiting: list[Update], held: list[Update]) -> None:
        """Take over what an earlier run did not deliver."""
        self._waiting = {update.id: update for update in waiting}
        self._held = held

    def ready(self, most: int) -> list[Update]:
        """The next ones in the order of delivery; what is too old is forgotten here."""
        now = self.clock.now()
        batch: list[Update] = []
        expired: list[Update] = []
        for update in self._waiting.values():
            if len(batch) == most:
                break
            (batch if update.until >= now else expired).append(update)
        for update in expired:
            del self._waiting[update.id]
        return batch

    def close(self) -> None:
        """The end: whoever polls gets what is there."""
        self._closed = True
        self.moved.ring()

    def stop_polling(self) -> None:
        """A webhook was set: whoever polls gets 409."""
        self._poller += 1
        self.moved.ring()

    async def get(self, offset: int, limit: int, within: float) -> list[dict[str, Any]]:
        """Confirm what lies below `offset`, then wait up to `within` seconds for the next ones.

        ApiError 409 when a webhook is set, or when another getUpdates comes meanwhile.
        """
        if self.webhook:
            raise polling_under_webhook()
        self._poller += 1
        me = self._poller
        self.moved.ring()
        self._confirm(offset)
        deadline = Deadline(within)
        while not (batch := self.ready(limit)) and deadline.left > 0 and not self._closed:
            await self.moved.wait(deadline.left)
            if self._poller != me:
                raise poller_replaced() if self.webhook else second_poller()
        twice = [u for u in batch if u.copies > 1]
        return [u.body for u in [*batch, *twice]]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            keep = set(list(self._waiting)[offset:])
            self._waiting = {i: u for i, u in self._waiting.items() if i in keep}
        elif self.disordered:
            self._waiting = {i: u for i, u in self._waiting.items() if i >= offset}
            self.disordered = bool(self._waiting)
        else:
            while self._waiting and (first := next(iter(self._waiting))) < offset:
                del self._waiting[first]
