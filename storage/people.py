"""People with their education and experience."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, select, text, true

from marketplace.people import Education, Experience, Person, Role
from storage.repository import Repository, insert_into
from storage.tables import education, experience, people

_FIND = select(people).where(people.c.id == bindparam("person_id"))
_OTHERS = ("active_at", "banned_at", "banned_why")
_SAVE = people.update().where(people.c.id == bindparam("person_id"))


def person_from(row: Row[Any]) -> Person:
    """The person of a row that holds the columns of `people`."""
    return Person(
        id=row.id,
        first_name=row.first_name,
        language=row.language,
        role=Role(row.role) if row.role else None,
        name=row.name,
        country=row.country,
        city=row.city,
        description=row.description,
        skills=tuple(row.skills),
        reachable=row.reachable,
        auto_pay=row.auto_pay,
        banned_at=row.banned_at,
        banned_why=row.banned_why,
        visible=row.visible,
        busy=row.busy,
        share_key=row.share_key or "",
        active_at=row.active_at,
    )


def _columns(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in people.c.keys()}  # noqa: SIM118
    return {**values, "skills": list(person.skills), "share_key": person.share_key or None}


class SqlPeople(Repository):
    """Implements marketplace.ports.People."""

    async def find(self, person_id: int) -> Person | None:
        row = await self._row(_FIND, {"person_id": person_id})
        return person_from(row) if row else None

    async def get(self, person_id: int) -> Person:
        person = await self.find(person_id)
        if person is None:
            raise LookupError(f"nobody has the id {person_id}")
        return person

    async def lock(self, person_id: int) -> Person:
        """As `get`; nobody else changes this person until the unit of work ends."""
        await self._lock(people, people.c.id == person_id)
        return await self.get(person_id)

    async def add(self, person: Person) -> None:
        """Nothing happens when two first messages of one person race and this is the second."""
        statement = insert_into(people, self._is_postgres).on_conflict_do_nothing()
        await self._count(statement, _columns(person))

    async def save(self, person: Person) -> None:
        """All but when they were last active, and whether they are banned: who was read before a
        ban must not undo it. Raises LookupError for somebody who was never added."""
        values = {name: value for name, value in _columns(person).items() if name not in _OTHERS}
        if not await self._count(_SAVE, {**values, "person_id": values.pop("id")}):
            raise LookupError(f"nobody has the id {person.id}")

    async def ban(self, person_id: int, at: datetime | None, why: str) -> None:
        """Notes since when and why; `at` None: no longer."""
        person = replace(await self.get(person_id), banned_at=at, banned_why=why)
        values = {"banned_at": at, "banned_why": why, "listed": person.listed}
        await self._count(_SAVE.values(values), {"person_id": person_id})

    async def banned(self, before_id: int | None, limit: int) -> list[Person]:
        """By account, the highest first; those below `before_id`."""
        page = people.c.id < before_id if before_id is not None else true()
        chosen = select(people).where(text("people.banned_at IS NOT NULL"), page)
        rows = await self._rows(chosen.order_by(people.c.id.desc()).limit(limit))
        return [person_from(row) for row in rows]

    async def was_active(self, person_id: int, at: datetime) -> None:
        """Nothing else of them changes."""
        await self._count(_SAVE.values(active_at=at), {"person_id": person_id})

    async def unreachable(self, person_id: int) -> None:
        """Telegram says that this person cannot be written to (403, or no such chat)."""
        await self._count(_SAVE.values(reachable=False, listed=False), {"person_id": person_id})

    async def education(self, person_id: int) -> Sequence[Education]:
        """Newest first."""
        columns = education.c
        rows = await self._rows(
            select(education)
            .where(columns.person_id == person_id)
            .order_by(columns.to_year.desc(), columns.from_year.desc(), columns.id.desc())
        )
        return [
            Education(row.university, row.subject, row.from_year, row.to_year, row.id)
            for row in rows
        ]

    async def experience(self, person_id: int) -> Sequence[Experience]:
        """Present ones first, then newest."""
        columns = experience.c
        rows = await self._rows(
            select(experience)
            .where(columns.person_id == person_id)
            .order_by(
                columns.to_year.is_not(None),
                columns.to_year.desc(),
                columns.from_year.desc(),
                columns.id.desc(),
            )
        )
        return [
            Experience(row.company, row.title, row.country, row.from_year, row.to_year, row.id)
            for row in rows
        ]

    async def put_education(self, person_id: int, entry: Education) -> bool:
        """Adds (id 0) or changes; False when there is no such entry of this person."""
        return await self._put(education, person_id, entry)

    async def put_experience(self, person_id: int, entry: Experience) -> bool:
        return await self._put(experience, person_id, entry)

    async def remove_education(self, person_id: int, entry_id: int) -> bool:
        return await self._remove(education, person_id, entry_id)

    async def remove_experience(self, person_id: int, entry_id: int) -> bool:
        return await self._remove(experience, person_id, entry_id)

    async def _put(self, table: Table, person_id: int, entry: Education | Experience) -> bool:
        values = {**asdict(entry), "person_id": person_id}
        entry_id = values.pop("id")
        if not entry_id:
            await self._count(table.insert(), values)
            return True
        mine = (table.c.id == entry_id) & (table.c.person_id == person_id)
        return await self._count(table.update().where(mine).values(values)) == 1

    async def _remove(self, table: Table, person_id: int, entry_id: int) -> bool:
        mine = (table.c.id == entry_id) & (table.c.person_id == person_id)
        return await self._count(table.delete().where(mine)) == 1
