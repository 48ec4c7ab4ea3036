"""How far a person's files are, in one message that is edited: only when it takes a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from marketplace.files import FileState, StoredFile
from storage.unit_of_work import Storage, UnitOfWork
from views.files import storing
from views.texts import Texts

log = structlog.get_logger(__name__)

QUICK_SECONDS = 2
"""What is stored within this time is not worth a message."""
EVERY_SECONDS = 3


@dataclass(slots=True)
class _Fetching:
    owner_id: int
    since: float
    """Of the event loop's clock: this is about patience, not about deadlines."""
    got_bytes: int = 0
    told_bytes: int = -1


class Progress:
    """Of the files that this process is fetching. `texts` finds the words of a language."""

    def __init__(
        self, storage: Storage, texts: Callable[[str], Texts], woken: Callable[[], None]
    ) -> None:
        self._storage = storage
        self._texts = texts
        self._woken = woken
        self._fetching: dict[int, _Fetching] = {}

    def began(self, file: StoredFile) -> None:
        """Its bytes come now, from the first one."""
        known = self._fetching.get(file.id)
        since = known.since if known else asyncio.get_running_loop().time()
        self._fetching[file.id] = _Fetching(file.owner_id, since)

    def got(self, file: StoredFile, count: int) -> None:
        self._fetching[file.id].got_bytes += count

    def left(self, file: StoredFile) -> None:
        """Nobody here fetches it any more."""
        self._fetching.pop(file.id, None)

    async def keep_telling(self) -> None:
        """Until cancelled: whoever waits longer than `QUICK_SECONDS` is told, and kept told."""
        while True:
            await asyncio.sleep(min(QUICK_SECONDS, EVERY_SECONDS) / 2)
            try:
                await self.tell()
            except Exception:
                log.warning("progress could not be told", exc_info=True)

    async def tell(self) -> None:
        now = asyncio.get_running_loop().time()
        slow = [
            one
            for one in self._fetching.values()
            if now - one.since >= QUICK_SECONDS and one.told_bytes != one.got_bytes
        ]
        for owner_id in dict.fromkeys(one.owner_id for one in slow):
            async with self._storage.begin() as work:
                await self._tell(work, owner_id)
                await work.commit()
            self._woken()
        for one in slow:
            one.told_bytes = one.got_bytes
        if slow:
            await asyncio.sleep(EVERY_SECONDS - QUICK_SECONDS / 2)

    async def ended(self, work: UnitOfWork, file: StoredFile) -> None:
        """In the transaction in which it was stored or failed: says so where anything was said.

        A failure is said in any case; where a delivery waits for the file, by that one's notice.
        """
        now = (await work.files.many([file.id]))[0]
        if now.told is not None:
            await self._edit(work, file.owner_id, now.told)
        elif now.state is FileState.FAILED and not await work.waiting.holds(file.id):
            message = await self._message(work, file.owner_id, [now])
            await work.outbox.put(file.owner_id, "sendMessage", message)

    async def _tell(self, work: UnitOfWork, owner_id: int) -> None:
        """One message for all of a person's files that are on their way."""
        row, left = await work.ingest.told_in(owner_id), await work.ingest.announced_by(owner_id)
        if not left:  # stored a moment ago
            return
        if row is None:
            message = await self._message(work, owner_id, left)
            row = await work.outbox.put(owner_id, "sendMessage", message)
            await work.ingest.tell_in(owner_id, row)
        else:
            await work.ingest.tell_in(owner_id, row)
            await self._edit(work, owner_id, row)

    async def _edit(self, work: UnitOfWork, owner_id: int, row: int) -> None:
        message = await self._message(work, owner_id, await work.ingest.told_of(owner_id, row))
        await work.outbox.put(
            owner_id, "editMessageText", message, subject=f"storing-{row}", edits=row
        )

    async def _message(
        self, work: UnitOfWork, owner_id: int, files: list[StoredFile]
    ) -> dict[str, Any]:
        t = self._texts((await work.people.get(owner_id)).language)
        got = {file_id: one.got_bytes for file_id, one in self._fetching.items()}
        return storing(t, files, got).message()
