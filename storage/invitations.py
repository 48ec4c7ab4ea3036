"""Who was invited to which job."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from marketplace.invitations import Invitation
from storage.repository import Repository, columns_of, record_from
from storage.tables import invitations
from storage.types import storable

MOST_LISTED = 50


class SqlInvitations(Repository):
    """Implements marketplace.ports.Invitations."""

    async def add(self, invitation: Invitation) -> int:
        """The database refuses a second one for the same job and freelancer."""
        values = columns_of(invitations, invitation)
        added = invitations.insert().values(values).returning(invitations.c.id)
        return int(await self._value(added))

    async def find(self, invitation_id: int) -> Invitation | None:
        return await self._one(invitations.c.id == invitation_id)

    async def by_key(self, key: str) -> Invitation | None:
        return await self._one(invitations.c.key == storable(key))

    async def of(self, job_id: int, person_id: int) -> Invitation | None:
        mine = invitations.c.person_id == person_id
        return await self._one(invitations.c.job_id == job_id, mine)

    async def of_job(self, job_id: int) -> list[Invitation]:
        """The newest ones, newest first."""
        mine = select(invitations).where(invitations.c.job_id == job_id)
        rows = await self._rows(mine.order_by(invitations.c.id.desc()).limit(MOST_LISTED))
        return [record_from(Invitation, row) for row in rows]

    async def sent_since(self, client_id: int, since: datetime) -> int:
        mine = (invitations.c.client_id == client_id, invitations.c.at > since)
        counted = select(func.count()).select_from(invitations).where(*mine)
        return int(await self._value(counted))

    async def decline(self, invitation_id: int) -> bool:
        """Compare-and-swap; False when it was declined before."""
        open_ = (invitations.c.id == invitation_id, invitations.c.declined.is_(False))
        swap = invitations.update().where(*open_).values(declined=True)
        return await self._count(swap) == 1

    async def _one(self, *conditions: ColumnElement[Any]) -> Invitation | None:
        row = await self._row(select(invitations).where(*conditions))
        return record_from(Invitation, row) if row else None
