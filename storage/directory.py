"""Freelancers as clients find them, over a table of the words of their profiles.

A word is looked up as a range, so its beginning is enough. Rare words give the people at once; for
common ones the people are walked in the order of the directory, for hits lie close together.

Who fits a job best is known only when all who have one of its skills are compared. Of so many that
this takes long, the likely ones are: whoever has a rare skill, and who was active last.
"""

from collections.abc import AsyncIterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
    union,
)

from marketplace.directory import Place
from marketplace.people import Person
from marketplace.profile_words import WHOLE_SKILL, whole_skill
from storage.people import person_from
from storage.repository import Repository
from storage.tables import people, people_words
from storage.types import storable

MOST_WORD = 64
"""Characters of a word that the index keeps; what is typed is cut alike."""
MOST_HITS = 2000
"""A word with more hits than this is common."""
ALL_COMPARED = 25_000
"""Up to so many hits of all skills of a job together, everybody who has one is compared."""
RARE_COMPARED = 5_000
"""Hits of the job's rarest skills together, as many skills as stay within it."""
LATEST_COMPARED = 2_500
"""People beside those: of the available ones, and once more of the busy ones."""
_AFTER_ALL = "\U0010ffff"
# A text, not a parameter: only then does a database see that the partial index fits.
_LISTED = text("people.listed AND people.banned_at IS NULL")

_PLANS = select(
    *(
        func.set_config(f"enable_{plan}", bindparam("allowed", type_=String), True)
        for plan in ("seqscan", "hashjoin", "mergejoin")
    )
)
"""For the rest of the transaction."""


class SqlDirectory(Repository):
    """Implements marketplace.ports.Directory."""

    async def file(self, person_id: int, words: AbstractSet[str]) -> None:
        """From now on the person is found by these words, and by no others."""
        mine = people_words.c.person_id == person_id
        kept = {row.word for row in await self._rows(select(people_words.c.word).where(mine))}
        wanted = {storable(word)[:MOST_WORD] for word in words}
        if gone := kept - wanted:
            await self._count(people_words.delete().where(mine, people_words.c.word.in_(gone)))
        new = [{"word": word, "person_id": person_id} for word in sorted(wanted - kept)]
        await self._add_all(people_words, new)

    async def newest(
        self, words: Sequence[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has, for each word, one that begins with it; available ones first, then who was
        active last. Nobody with the id `but`."""
        few, common = await self._looked_up([storable(word)[:MOST_WORD] for word in words])
        if few is not None:
            return await self._among(few, common, but, after, limit) if few else []
        found: list[Person] = []
        for busy in (False, True) if after is None or not after.busy else (True,):
            here = after is not None and after.busy == busy
            page = _behind(after) if here and after else true()
            section = (
                select(people)
                .where(_LISTED, people.c.busy == busy, people.c.id != but, page, *common)
                .order_by(people.c.active_at.desc(), people.c.share_key.desc())
                .limit(limit - len(found))
            )
            found += [person_from(row) for row in await self._rows(section)]
            if len(found) == limit:
                break
        return found

    async def _among(
        self,
        ids: AbstractSet[int],
        conditions: Sequence[ColumnElement[bool]],
        but: int,
        after: Place | None,
        limit: int,
    ) -> list[Person]:
        """The same of these people alone. In an order that no index has, and without the busy ones
        apart: else a database without statistics walks everybody to find them."""
        rows = await self._rows(
            select(people)
            .where(_LISTED, people.c.id.in_(ids), people.c.id != but, *conditions)
            .where(_further(after, _behind(after)) if after else true())
            .order_by(people.c.busy, people.c.active_at.desc(), people.c.share_key.desc())
            .limit(limit)
        )
        return [person_from(row) for row in rows]

    async def fitting(
        self, skills: AbstractSet[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has any of these skills (folded): available ones first, then who has the most, then
        who was active last.

        Where the skills have more than ALL_COMPARED hits together, only some people are compared,
        and the list ends with them: all who have one of the rarest skills, which have at most
        RARE_COMPARED hits together, and LATEST_COMPARED each of the available and of the busy ones
        who were active last, whether or not they have a skill. So the work is bounded however many
        people there are; left out is only who was long away and has common skills alone.
        """
        wanted = [storable(whole_skill(skill))[:MOST_WORD] for skill in sorted(skills)]
        have = (await self._having(wanted)).subquery()
        order = (
            people.c.busy,
            have.c.shared.desc(),
            people.c.active_at.desc(),
            people.c.share_key.desc(),
        )
        chosen = (
            select(people.c.id, have.c.shared)
            .join(have, have.c.person_id == people.c.id)
            .where(_LISTED, people.c.id != but, _less_fitting(have.c.shared, after))
            .order_by(*order)
            .limit(limit)
            .subquery()
        )
        whole: Select[Any] = select(people).join(chosen, chosen.c.id == people.c.id)
        whole = whole.order_by(order[0], chosen.c.shared.desc(), *order[2:])
        async with self._by_index():
            rows = await self._rows(whole)
        return [person_from(row) for row in rows]

    @asynccontextmanager
    async def _by_index(self) -> AsyncIterator[None]:
        """PostgreSQL would rather read a whole table than look up some thousands of its rows, which
        takes the longer the more people there are."""
        if self._is_postgres:
            await self._value(_PLANS, {"allowed": "off"})
        yield
        if self._is_postgres:
            await self._value(_PLANS, {"allowed": "on"})

    async def _having(self, wanted: Sequence[str]) -> Select[Any]:
        """Ids of those whom `fitting` compares, and how many of these words each has (`shared`)."""
        hits = people_words.c.word.in_(wanted)
        if await self._hit_count(hits, ALL_COMPARED + 1) <= ALL_COMPARED:
            return (
                select(people_words.c.person_id, func.count().label("shared"))
                .where(hits)
                .group_by(people_words.c.person_id)
            )
        rare = await self._rarest(wanted)
        compared = union(
            select(people_words.c.person_id).where(people_words.c.word.in_(rare)),
            *(select(_latest(busy).subquery()) for busy in (False, True)),
        )
        # Each one's few skills are read and counted: reading all hits of common words takes longer.
        own = (people_words.c.person_id.in_(compared), _begins(WHOLE_SKILL))
        shared = func.sum(case((hits, 1), else_=0))
        return (
            select(people_words.c.person_id, shared.label("shared"))
            .where(*own)
            .group_by(people_words.c.person_id)
            .having(shared > 0)
        )

    async def _rarest(self, words: Sequence[str]) -> list[str]:
        """The rarest of them, as many as have at most RARE_COMPARED hits together."""
        most = RARE_COMPARED + 1
        hits = [(await self._hit_count(people_words.c.word == word, most), word) for word in words]
        rarest, together = [], 0
        for count, word in sorted(hits):
            together += count
            if together > RARE_COMPARED:
                break
            rarest.append(word)
        return rarest

    async def _hit_count(self, condition: ColumnElement[bool], most: int) -> int:
        """How many there are, counted up to `most`."""
        hits = select(literal(1)).select_from(people_words).where(condition).limit(most).subquery()
        return int(await self._value(select(func.count()).select_from(hits)))

    async def of_key(self, key: str) -> Person | None:
        """Whose profile has this public key, listed or not."""
        row = await self._row(select(people).where(people.c.share_key == storable(key)))
        return person_from(row) if row else None

    async def _looked_up(
        self, words: Sequence[str]
    ) -> tuple[set[int] | None, list[ColumnElement[bool]]]:
        """Who has, for each rare word, one that begins so (None: no word is rare), and what is
        true of who has the common ones, too."""
        common: list[ColumnElement[bool]] = []
        few: set[int] | None = None
        for word in words:
            if await self._is_common(word):
                mine = people_words.c.person_id == people.c.id
                common.append(exists().where(mine, _begins(word)))
            elif few is None or few:
                ids = await self._hits(word)
                few = ids if few is None else few & ids
        return few, common

    async def _is_common(self, word: str) -> bool:
        return await self._hit_count(_begins(word), MOST_HITS + 1) > MOST_HITS

    async def _hits(self, word: str) -> set[int]:
        """Who has a word that begins so."""
        rows = await self._rows(select(people_words.c.person_id).where(_begins(word)))
        return {row.person_id for row in rows}


def _begins(word: str) -> ColumnElement[bool]:
    return and_(people_words.c.word >= word, people_words.c.word < word + _AFTER_ALL)


def _latest(busy: bool) -> Select[Any]:
    """Ids of the first LATEST_COMPARED in the order of the directory."""
    return (
        select(people.c.id)
        .where(_LISTED, people.c.busy == busy)
        .order_by(people.c.active_at.desc(), people.c.share_key.desc())
        .limit(LATEST_COMPARED)
    )


def _behind(after: Place) -> ColumnElement[bool]:
    """Further down among those who are as busy."""
    return tuple_(people.c.active_at, people.c.share_key) < tuple_(
        literal(after.active_at, people.c.active_at.type), literal(storable(after.key))
    )


def _less_fitting(shared: ColumnElement[int], after: Place | None) -> ColumnElement[bool]:
    if after is None:
        return true()
    behind = or_(shared < after.shared, and_(shared == after.shared, _behind(after)))
    return _further(after, behind)


def _further(after: Place, behind: ColumnElement[bool]) -> ColumnElement[bool]:
    """Behind it among those who are as busy; or busy, where it isn't."""
    if after.busy:
        return and_(people.c.busy == true(), behind)
    return or_(people.c.busy == true(), behind)
