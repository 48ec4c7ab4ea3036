"""What nobody needs any more goes: settled messages, and uploads that a killed process left."""

from datetime import timedelta

from storage.files import FileStore
from storage.unit_of_work import Storage

KEEP_MESSAGES = timedelta(days=30)
KEEP_UPLOADS = timedelta(days=1)
EVERY_SECONDS = 3600


async def prune(storage: Storage, files: FileStore) -> int:
    """Returns how many rows and unfinished uploads it removed."""
    removed = 0
    while True:
        async with storage.begin() as work:
            gone = await work.outbox.prune(work.now - KEEP_MESSAGES)
            await work.commit()
        removed += gone
        if not gone:
            return removed + await files.sweep(KEEP_UPLOADS)
