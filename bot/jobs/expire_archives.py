"""Archives are copies that can be made again: after a week their objects go."""

from datetime import timedelta

from storage.files import FileStore
from storage.unit_of_work import Storage

KEEP = timedelta(days=7)
BATCH = 100


async def expire(storage: Storage, files: FileStore) -> int:
    """Returns how many it removed.

    First nobody is shown the file any more, then its object goes, then its key is forgotten: where
    this is interrupted, the next time goes on.
    """
    removed = 0
    while True:
        async with storage.begin() as work:
            old = await work.archiving.old(work.now - KEEP, BATCH)
            await work.archiving.expire([file_id for file_id, _ in old])
            await work.commit()
        if not old:
            return removed
        for _, key in old:
            await files.delete(key)
        async with storage.begin() as work:
            await work.archiving.forget([file_id for file_id, _ in old])
            await work.commit()
        removed += len(old)
