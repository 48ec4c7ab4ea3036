"""Once a day, who was told of jobs that ended long ago is forgotten."""

from datetime import timedelta

from storage.old_hits import START, Place
from storage.unit_of_work import Storage

KEEP_HITS = timedelta(days=30)
"""After the job's end."""


async def forget_hits(storage: Storage) -> int:
    """Returns how many rows it removed; a batch at a time, so that nobody waits long for it."""
    removed = 0
    behind: Place | None = START
    while behind:
        async with storage.begin() as work:
            gone, behind = await work.old_hits.forget(work.now - KEEP_HITS, behind)
            await work.commit()
        removed += gone
    return removed
