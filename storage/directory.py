"""Freelancers as clients find them, over a table of the words of their profiles.

A word is looked up as a range, so its beginning is enough. Rare words give the people at once; for
common ones the people are walked in the order of the directory, for hits lie close together.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
    tuple_,
)

from marketplace.directory import Place
from marketplace.people import Person
from marketplace.profile_words import whole_skill
from storage.people import person_from
from storage.repository import Repository
from storage.tables import people, people_words
from storage.types import storable

MOST_WORD = 64
"""Characters of a word that the index keeps; what is typed is cut alike."""
MOST_HITS = 2000
"""A word with more hits than this is common."""
_AFTER_ALL = "\U0010ffff"
# A text, not a parameter: only then does a database see that the partial index fits.
_LISTED = text("people.listed AND people.banned_at IS NULL")


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
        """Who has any of these skills (folded): available ones first, then who has the most."""
        wanted = [storable(whole_skill(skill))[:MOST_WORD] for skill in sorted(skills)]
        have = (
            select(people_words.c.person_id, func.count().label("shared"))
            .where(people_words.c.word.in_(wanted))
            .group_by(people_words.c.person_id)
            .subquery()
        )
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
        rows = await self._rows(whole.order_by(order[0], chosen.c.shared.desc(), *order[2:]))
        return [person_from(row) for row in rows]

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
        hits = select(literal(1)).where(_begins(word)).limit(MOST_HITS + 1).subquery()
        return int(await self._value(select(func.count()).select_from(hits))) > MOST_HITS

    async def _hits(self, word: str) -> set[int]:
        """Who has a word that begins so."""
        rows = await self._rows(select(people_words.c.person_id).where(_begins(word)))
        return {row.person_id for row in rows}


def _begins(word: str) -> ColumnElement[bool]:
    return and_(people_words.c.word >= word, people_words.c.word < word + _AFTER_ALL)


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
