"""What nobody needs any more goes: settled messages, the ids of old updates, links that ended, and
uploads that a killed process left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from storage.files import FileStore
from storage.unit_of_work import Storage, UnitOfWork

KEEP_MESSAGES = timedelta(days=30)
KEEP_UPDATES = timedelta(days=7)
"""Telegram repeats an update for a day at most (Bot API, "Getting updates")."""
KEEP_LINKS = timedelta(days=30)
"""After their end: whoever comes with an old one is told that it ended."""
KEEP_UPLOADS = timedelta(days=1)
EVERY_SECONDS = 3600

Batch = Callable[[UnitOfWork], Awaitable[int]]
_BATCHES: tuple[Batch, ...] = (
    lambda work: work.outbox.prune(work.now - KEEP_MESSAGES),
    lambda work: work.updates.prune(work.now - KEEP_UPDATES),
    lambda work: work.file_checks.prune_links(work.now - KEEP_LINKS),
)


async def prune(storage: Storage, files: FileStore) -> int:
    """Returns how many rows and unfinished uploads it removed."""
    removed = 0
    for batch in _BATCHES:
        while gone := await _committed(storage, batch):
            removed += gone
    return removed + await files.sweep(KEEP_UPLOADS)


async def _committed(storage: Storage, batch: Batch) -> int:
    """One at a time, so that nobody waits long for it."""
    async with storage.begin() as work:
        gone = await batch(work)
        await work.commit()
    return gone
