"""Once a day, in how many jobs each word is. In between a new word counts as rare."""

from storage.unit_of_work import Storage


async def recount_words(storage: Storage) -> int:
    """Returns how many batches it took."""
    behind, batches = "", 0
    while True:
        async with storage.begin() as work:
            behind = await work.word_counts.recount(behind)
            await work.commit()
        batches += 1
        if not behind:
            return batches
