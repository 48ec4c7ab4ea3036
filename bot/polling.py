"""Our own getUpdates loop. aiogram's confirms an update before its handler has finished, and one
that cannot be decoded blocks its whole batch.

Updates of one person are taken in order, people in parallel; the offset moves only after all
were committed or parked.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.inbound import TryLater, person_of
from bot.telegram_http import (
    ALLOWED_UPDATES,
    TelegramHttp,
    TelegramRefused,
    TelegramUnreachable,
    WrongToken,
)

log = structlog.get_logger(__name__)

LONG_POLL_SECONDS = 30
PEOPLE_AT_ONCE = 16
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30

Take = Callable[[dict[str, Any]], Awaitable[None]]


class Polling:
    """`run()` until `stop()`. `trouble` says in a sentence why nothing comes in; "" when fine."""

    def __init__(self, http: TelegramHttp, take: Take) -> None:
        self._http = http
        self._take = take
        self._offset: int | None = None
        self._stopping = asyncio.Event()
        self.trouble = ""

    def stop(self) -> None:
        """What was taken is finished and confirmed; nothing new is asked for."""
        self._stopping.set()

    async def run(self) -> None:
        """Raises WrongToken."""
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            try:
                updates = await self._asked()
                if updates:
                    await self._taken(updates)
                self.trouble, pause = "", FIRST_PAUSE_SECONDS
            except (TelegramUnreachable, TelegramRefused, TryLater) as error:
                wait = max(pause, self._told(error))
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
                await _first(self._stopping.wait(), asyncio.sleep(wait))
        await self._confirm()

    async def _asked(self) -> list[dict[str, Any]]:
        """The next updates; none when it is time to stop, or when nothing came."""
        params: dict[str, Any] = {"timeout": LONG_POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            params["offset"] = self._offset
        poll = self._http.call("getUpdates", params, timeout_seconds=LONG_POLL_SECONDS + 15)
        updates = await _first(poll, self._stopping.wait())
        if not isinstance(updates, list):
            return []
        if not updates:
            # All before the offset is confirmed now. Ids start anew at random after an idle week:
            # then an old offset would confirm unseen updates.
            self._offset = None
        return updates

    async def _taken(self, updates: list[dict[str, Any]]) -> None:
        """Moves the offset behind the last update, or raises TryLater and moves it up to the
        first that has to come again (those after it, if taken, are then known repeats).

        What one person did is taken in the order in which it was done, however it was brought.
        """
        people: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for raw in sorted(updates, key=lambda one: int(one["update_id"])):
            people[person_of(raw) or 0].append(raw)
        room = asyncio.Semaphore(PEOPLE_AT_ONCE)

        async def in_order(theirs: list[dict[str, Any]]) -> int | None:
            async with room:
                for raw in theirs:
                    try:
                        await self._take(raw)
                    except TryLater:
                        return int(raw["update_id"])
            return None

        left = [u for u in await asyncio.gather(*map(in_order, people.values())) if u is not None]
        self._offset = min(left, default=int(updates[-1]["update_id"]) + 1)
        if left:
            raise TryLater

    async def _confirm(self) -> None:
        """Tells Telegram at once what was taken, so that the next start doesn't get it again."""
        if self._offset is None:
            return
        try:
            params = {"offset": self._offset, "limit": 1, "timeout": 0}
            await self._http.call("getUpdates", params, timeout_seconds=5)
        except (TelegramUnreachable, TelegramRefused) as error:
            log.info("the last updates will come again and be recognised", error=str(error))

    def _told(self, error: Exception) -> float:
        """Says what is wrong and what to do; returns the seconds that Telegram wants to wait.

        Raises WrongToken.
        """
        if isinstance(error, TelegramRefused) and error.code in (401, 404):
            raise WrongToken from None
        if isinstance(error, TelegramRefused) and error.code == 409:
            self.trouble = (
                "a webhook is set for this bot: start with `perfectlancer run --drop-webhook`, "
                "or with `perfectlancer webhook`"
                if "webhook" in error.description.lower()
                else "another program asks for this bot's updates: stop it, or use another bot"
            )
            log.error("deaf", what=self.trouble)
            return 3
        self.trouble = str(error) or "the database does not answer"
        log.warning("no updates for now", error=self.trouble)
        return error.retry_after_seconds if isinstance(error, TelegramRefused) else 0


async def _first(*waited: Awaitable[Any]) -> Any:
    """The result of whichever is first; the others are cancelled."""
    tasks = [asyncio.ensure_future(one) for one in waited]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return next(task for task in tasks if task in done).result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
