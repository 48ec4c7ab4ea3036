"""In how many jobs each word is, counted anew: what is frequent decides how it is looked for."""

from sqlalchemy import text

from storage.repository import Repository

BATCH = 2000
_ALL = """
UPDATE search_words SET jobs = counted.ndoc
FROM ts_stat('SELECT words FROM job_index') counted
WHERE counted.word = search_words.word AND counted.ndoc <> search_words.jobs
"""
_SOME = """
SELECT term, doc FROM job_index_words WHERE term > :behind ORDER BY term LIMIT :most
"""
_SET = text("UPDATE search_words SET jobs = :jobs WHERE word = :word AND jobs <> :jobs")


class WordCounts(Repository):
    """A process reads the figures when it starts; those of its own new words are small till then
    (storage/vocabulary.py), which costs some speed and no result."""

    async def recount(self, behind: str) -> str:
        """Counts the words behind this one, at most BATCH of them where everybody else waits for
        it (SQLite), else all. Returns the last one; "" when that were all."""
        if self._is_postgres:
            await self._count(text(_ALL))
            return ""
        rows = await self._rows(text(_SOME), {"behind": behind, "most": BATCH})
        if rows:
            counted = [{"jobs": row.doc, "word": row.term} for row in rows]
            await self._connection.execute(_SET, counted)
        return str(rows[-1].term) if len(rows) == BATCH else ""
