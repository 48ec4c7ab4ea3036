"""Searching open jobs: from what was typed to the words of the index, a page, and their number."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.finding import BEST_OF, COUNTED, Found, Order, Place, Search, score
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.terms import is_unspaced
from storage import budgets
from storage.job_index import Question, day_tags, index_on, skill_tag
from storage.job_indexing import Indexing
from storage.job_rows import IS_OPEN, jobs_from, with_files
from storage.repository import Repository
from storage.tables import jobs, people, search_words
from storage.types import MOST_ID
from storage.vocabulary import Vocabulary

_SPARE = 3
"""Hits beyond the page, for jobs that are over and not yet swept away."""
_OPEN = with_files(
    jobs.c.id.in_(bindparam("ids", expanding=True)),
    jobs.c.closes_at > bindparam("now"),
    limit=bindparam("most"),
    chosen=select(jobs, people.c.country).join(people, people.c.id == jobs.c.client_id),
)


class SqlFinding(Repository):
    """Implements marketplace.ports.Finding."""

    def __init__(
        self,
        connection: AsyncConnection,
        now: datetime,
        vocabulary: Vocabulary,
        indexing: Indexing,
    ) -> None:
        super().__init__(connection, now)
        self._vocabulary = vocabulary
        self._indexing = indexing
        self._index = index_on(connection)

    async def search(
        self,
        search: Search,
        person: Person | None,
        place: Place | None,
        limit: int,
        *,
        counted: bool = True,
    ) -> Found:
        """A page of the jobs that fit, and how many there are (with the first page, if `counted`).
        One typing mistake a word is forgiven where nothing was found."""
        await self.learn()
        words = self._meant(search.terms)
        found = await self._page(search, words, person, place, limit, counted)
        if found.jobs or place or not words:
            return found
        meant = {term: self._vocabulary.mistyped(term) for term in words if not words[term]}
        meant = meant or {term: self._vocabulary.mistyped(term) for term in words}
        if not any(meant.values()):
            return found
        found = await self._page(search, words | meant, person, place, limit, counted)
        instead = [(term, likely[0]) for term, likely in meant.items() if likely]
        return replace(found, instead=tuple(instead)) if found.jobs else found

    def _meant(self, terms: Sequence[str]) -> dict[str, list[str]]:
        """The words that each term stands for. A single letter that is no word counts only where
        nothing else was typed: it is a slip of the finger, or a word that has just begun. In a
        script without spaces it is a word."""
        words = {term: self._vocabulary.standing_for(term) for term in terms}
        telling = {
            term: found
            for term, found in words.items()
            if found or len(term) > 1 or is_unspaced(term)
        }
        return telling or words

    async def learn(self) -> None:
        """Takes up the words that were added since. Not after words of our own, which may yet be
        gone again."""
        if self._indexing.has_put:
            return
        words, vocabulary = search_words.c, self._vocabulary
        new = await self._rows(
            select(words.id, words.word, words.jobs)
            .where(words.id > vocabulary.last_id)
            .order_by(words.jobs.desc(), words.id)
        )
        if new:
            vocabulary.learn((row.word, row.jobs) for row in new)
            vocabulary.last_id = max(row.id for row in new)

    async def _page(
        self,
        search: Search,
        words: dict[str, list[str]],
        person: Person | None,
        place: Place | None,
        limit: int,
        counted: bool,
    ) -> Found:
        if not all(words.values()):
            return Found((), total=0)
        question = self._question(search, words, person)
        low = await self._low(search)
        if search.order is Order.BEST and search.terms:
            found = await self._best(search, question, low, place, limit)
        else:
            found = await self._newest(question, low, place, limit)
        if place or not counted:
            return replace(found, total=None)
        if found.following is None and len(found.jobs) < limit:
            return replace(found, total=len(found.jobs))
        if found.total is not None:
            return replace(found, total=min(found.total, COUNTED + 1))
        return replace(found, total=await self._index.count(question, low, COUNTED + 1))

    def _question(
        self, search: Search, words: dict[str, list[str]], person: Person | None
    ) -> Question:
        skills = search.skill_groups(person)
        least, most = search.least_minor, search.most_minor
        exact = budgets.is_exact(least, most)
        rarest = min(map(self._vocabulary.jobs_with, words.values()), default=MOST_ID)
        return Question(
            groups=tuple(map(tuple, words.values())),
            tags=(
                *(tuple(map(skill_tag, group)) for group in skills),
                *budgets.groups_for(least, most),
            ),
            days=day_tags(self._since(search), self._now) if search.within_days else (),
            least_minor=0 if exact else least,
            most_minor=0 if exact else most,
            unbid_by=person.id if search.unbid and person else None,
            likely=rarest,
        )

    async def _low(self, search: Search) -> int:
        """The first job of the last days: their ids rise with time."""
        if not search.within_days:
            return 0
        since = self._since(search)
        first = select(jobs.c.id).where(IS_OPEN, jobs.c.posted_at >= since)
        return await self._value(first.order_by(jobs.c.posted_at).limit(1)) or MOST_ID

    def _since(self, search: Search) -> datetime:
        return self._now - timedelta(days=search.within_days)

    async def _newest(self, question: Question, low: int, place: Place | None, limit: int) -> Found:
        below = min(place.before, MOST_ID) if place else MOST_ID
        hits = await self._index.newest(question, low, below, limit + 1 + _SPARE)
        loaded, countries = await self._open(hits.ids)
        page = tuple(loaded[:limit])
        following = Place(page[-1].id) if len(loaded) > limit else None
        return Found(page, following, hits.total, countries=countries)

    async def _best(
        self, search: Search, question: Question, low: int, place: Place | None, limit: int
    ) -> Found:
        """The newest that have all words in their titles, then the newest of the others."""
        below = min(place.top + 1, MOST_ID) if place else MOST_ID
        titled = replace(question, titled=True)
        ids, total = (await self._index.newest(titled, low, below, BEST_OF)).ids, None
        if len(ids) < BEST_OF:
            others, total = await self._index.newest(question, low, below, BEST_OF)
            ids += others
        ranked = sorted(await self._ranked(search, set(ids)), reverse=True)
        top = place.top if place else max(ids, default=0)
        behind = (place.score, place.before) if place else (1 << 30, 0)
        page = [rank for rank in ranked if rank < behind][: limit + 1]
        loaded, countries = await self._open([id_ for _, id_ in page])
        by_id = {job.id: job for job in loaded}
        shown = tuple(by_id[id_] for _, id_ in page[:limit] if id_ in by_id)
        if len(page) <= limit:
            return Found(shown, None, total, countries=countries)
        last_score, last_id = page[limit - 1]
        return Found(shown, Place(last_id, last_score, top), total, countries=countries)

    async def _ranked(self, search: Search, ids: Iterable[int]) -> list[tuple[int, int]]:
        titles = select(jobs.c.id, jobs.c.title).where(jobs.c.id.in_(ids))
        open_now = titles.where(jobs.c.closes_at > self._now)
        terms = search.terms
        return [(score(row.title, terms), row.id) for row in await self._rows(open_now)]

    async def _open(self, ids: Sequence[int]) -> tuple[list[Job], dict[int, str]]:
        """Newest first, without those that are over; and where their clients are from."""
        if not ids:
            return [], {}
        rows = await self._rows(_OPEN, {"ids": ids, "now": self._now, "most": len(ids)})
        return jobs_from(rows), {row.client_id: row.country for row in rows}
