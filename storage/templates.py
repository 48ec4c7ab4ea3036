"""Pitch templates of each person."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, select, update

from marketplace.templates import AmountAt, Template
from marketplace.text import folded
from storage.repository import Repository, columns_of, record_from
from storage.tables import people, pitch_templates

template_c = pitch_templates.c


class SqlTemplates(Repository):
    """Implements marketplace.ports.Templates."""

    async def find(self, template_id: int) -> Template | None:
        row = await self._row(select(pitch_templates).where(template_c.id == template_id))
        return _template_from(row) if row else None

    async def of(self, person_id: int) -> list[Template]:
        mine = select(pitch_templates).where(template_c.person_id == person_id)
        by_name = mine.order_by(template_c.name_folded)
        return [_template_from(row) for row in await self._rows(by_name)]

    async def lock_all(self, person_id: int) -> list[Template]:
        await self._lock(people, people.c.id == person_id)
        return await self.of(person_id)

    async def add(self, template: Template) -> Template:
        """The database refuses a second one of the same person with this name."""
        added = pitch_templates.insert().values(_columns(template)).returning(template_c.id)
        return replace(template, id=int(await self._value(added)))

    async def save(self, template: Template) -> None:
        changed = update(pitch_templates).where(template_c.id == template.id)
        await self._count(changed.values(_columns(template)))

    async def remove(self, template_id: int) -> None:
        await self._count(delete(pitch_templates).where(template_c.id == template_id))


def _columns(template: Template) -> dict[str, Any]:
    return columns_of(pitch_templates, template, name_folded=folded(template.name))


def _template_from(row: Row[Any]) -> Template:
    return record_from(Template, row, amount_at=AmountAt(row.amount_at))
