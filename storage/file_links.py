"""Links by which big files come and go, found by the digest of their token."""

from typing import Any

from sqlalchemy import Row, select

from marketplace.transfers import Link, LinkKind
from storage.repository import Repository
from storage.tables import file_links


class SqlLinks(Repository):
    """Implements marketplace.ports.Links."""

    async def add(self, link: Link, digest: str) -> int:
        """`digest`: of its token, which itself is kept nowhere."""
        statement = file_links.insert().values(
            digest=digest,
            kind=link.kind.value,
            person_id=link.person_id,
            milestone_id=link.milestone_id,
            file_id=link.file_id,
            expires_at=link.expires_at,
            used_at=link.used_at,
        )
        return int(await self._value(statement.returning(file_links.c.id)))

    async def find(self, digest: str) -> Link | None:
        """Also an expired or used one."""
        row = await self._row(select(file_links).where(file_links.c.digest == digest))
        return _link_from(row) if row else None

    async def use(self, link_id: int, file_id: int) -> bool:
        """Compare-and-swap from unused; False when it was used before."""
        unused = (file_links.c.id == link_id, file_links.c.used_at.is_(None))
        used = {"used_at": self._now, "file_id": file_id}
        return await self._count(file_links.update().where(*unused).values(used)) == 1


def _link_from(row: Row[Any]) -> Link:
    return Link(
        id=row.id,
        kind=LinkKind(row.kind),
        person_id=row.person_id,
        expires_at=row.expires_at,
        milestone_id=row.milestone_id,
        file_id=row.file_id,
        used_at=row.used_at,
    )
