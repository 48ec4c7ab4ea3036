"""Delivering updates to the bot's own URL (Bot API: setWebhook).

Each chat's updates go one after the other, several chats at once up to max_connections. An
answer that is not 2xx, or none, means: again, later, with a growing delay.
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from .updates import Update

if TYPE_CHECKING:
    from .state import World

_SIGNED_WITH = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """The webhook that is set now, if any, and the tasks that feed it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.secret = ""
        self.connections = 40
        self.last_error: tuple[int, str] | None = None  # (unix time, text)
        self._session: ClientSession | None = None
        self._places = asyncio.Semaphore(40)
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def set(self, url: str, secret: str, connections: int) -> None:
        """Deliver to `url` from now on, beginning with what waits already."""
        await self.remove()
        self.url, self.secret, self.connections = url, secret, connections
        self._places = asyncio.Semaphore(connections)
        self._session = ClientSession(timeout=ClientTimeout(self.world.limits.webhook_timeout))
        self.world.updates.webhook = self._enqueue
        self.world.updates.stop_polling()
        for update in self.world.updates.ready(sys.maxsize):
            self._enqueue(update)

    async def remove(self) -> None:
        """Back to getUpdates; what was not delivered waits there."""
        self.url = ""
        self.last_error = None
        self.world.updates.webhook = None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()
        self._queues.clear()
        if self._session:
            await self._session.close()
            self._session = None

    async def close(self) -> None:
        """The end of the simulator."""
        await self.remove()

    def info(self) -> dict[str, Any]:
        """Bot API: WebhookInfo."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self.world.updates.pending,
        }
        if self.url:
            info["max_connections"] = self.connections
        if self.world.updates.allowed:
            info["allowed_updates"] = self.world.updates.allowed
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    def _enqueue(self, update: Update) -> None:
        queue = self._queues.setdefault(update.chat_id, deque())
        queue.extend([update] * update.copies)
        if update.chat_id not in self._tasks:
            self._tasks[update.chat_id] = asyncio.create_task(self._feed(update.chat_id, queue))

    async def _feed(self, chat_id: int, queue: deque[Update]) -> None:
        delay = first = self.world.limits.webhook_first_delay
        while queue:
            update = queue[0]
            if update.until < self.world.clock.now():
                queue.popleft()
                self.world.updates.done(update.id)
                continue
            async with self._places:
                delivered = await self._post(update)
            if delivered:
                queue.popleft()
                if update not in queue:
                    self.world.updates.done(update.id)
                delay = first
                self.world.bell()
            else:
                await asyncio.sleep(delay)
                delay = min(2 * delay, self.world.limits.webhook_longest_delay)
        del self._tasks[chat_id]

    async def _post(self, update: Update) -> bool:
        if self._session is None:
            return False
        headers = {_SIGNED_WITH: self.secret} if self.secret else {}
        try:
            async with self._session.post(self.url, json=update.body, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    with suppress(ClientError):
                        await self._obey(answer)
                    return True
                self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (ClientError, TimeoutError, OSError) as error:
            self._note(f"Connection failed: {type(error).__name__}")
        return False

    async def _obey(self, answer: Any) -> None:
        """A webhook may answer with a method to call (Bot API: Making requests when …)."""
        from .api import call_from_answer

        await call_from_answer(self.world, answer)

    def _note(self, error: str) -> None:
        self.last_error = (self.world.now(), error)
