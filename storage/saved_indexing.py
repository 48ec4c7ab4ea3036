"""What all saved searches ask of a job, found out anew where the rules for it have changed."""

from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from marketplace.finding import search_of
from marketplace.people import Person
from marketplace.wanted import wanted
from storage.alerts import anchor_rows, columns_of_wanted
from storage.repository import put_into
from storage.tables import made_indexes, people, saved_anchors, saved_searches

NAME = "saved"
VERSION = 1
"""To be raised with each change of `marketplace.wanted`."""
_BATCH = 1000
_CHANGED = update(saved_searches).where(saved_searches.c.id == bindparam("changed"))


async def make_if_old(connection: AsyncConnection) -> bool:
    """Returns whether this program would have asked for something else and has done it now. A
    hundred thousand saved searches take seconds."""
    made = select(made_indexes.c.version).where(made_indexes.c.name == NAME)
    if (await connection.execute(made)).scalar() == VERSION:
        return False
    await connection.execute(delete(saved_anchors))
    last = 0
    while last := await _make_anew(connection, last):
        pass
    postgres = connection.dialect.name == "postgresql"
    await connection.execute(put_into(made_indexes, postgres), {"name": NAME, "version": VERSION})
    return True


async def _make_anew(connection: AsyncConnection, last_id: int) -> int:
    """Those above it, at most a batch; the last one's id, 0 behind all."""
    chosen = (
        select(saved_searches.c.id, saved_searches.c.search, saved_searches.c.person_id)
        .add_columns(people.c.first_name, people.c.skills)
        .join(people, people.c.id == saved_searches.c.person_id)
        .where(saved_searches.c.id > last_id)
        .order_by(saved_searches.c.id)
        .limit(_BATCH)
    )
    rows = (await connection.execute(chosen)).all()
    changed: list[dict[str, Any]] = []
    anchors: list[dict[str, Any]] = []
    for row in rows:
        person = Person(row.person_id, row.first_name, skills=tuple(row.skills))
        asked = wanted(search_of(row.search), person)
        changed.append({"changed": row.id, **columns_of_wanted(asked)})
        anchors += anchor_rows(row.id, asked)
    if not rows:
        return 0
    await connection.execute(_CHANGED, changed)
    await connection.execute(saved_anchors.insert(), anchors)
    return int(rows[-1].id)
