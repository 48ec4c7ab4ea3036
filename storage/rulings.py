"""What operators have decided about people's money, and what waits for a second operator."""

from sqlalchemy import exists, select, text

from marketplace.rulings import Ruling, RulingKind, RulingState
from storage.repository import Condition, Repository, columns_of, record_from
from storage.tables import rulings

# A text, not a parameter: only then does a database see that the partial index fits.
_PROPOSED = text("rulings.state = 'proposed'")


class SqlRulings(Repository):
    """Implements marketplace.ports.Rulings."""

    async def add(self, ruling: Ruling) -> int:
        """The only proposed one about its subject; the database refuses a second."""
        statement = rulings.insert().values(columns_of(rulings, ruling))
        return int(await self._value(statement.returning(rulings.c.id)))

    async def find(self, ruling_id: int) -> Ruling | None:
        found = await self._load(rulings.c.id == ruling_id, limit=1)
        return found[0] if found else None

    async def proposed_about(self, kind: RulingKind, subject: str) -> bool:
        about = (rulings.c.kind == kind, rulings.c.subject == subject)
        return bool(await self._value(select(exists().where(*about, _PROPOSED))))

    async def payout_proposed(self, withdrawal_id: int) -> bool:
        """Whether an operator says to have sent it, and a second one has not looked yet."""
        return await self.proposed_about(RulingKind.PAY_WITHDRAWAL, str(withdrawal_id))

    async def proposed(self, after_id: int, limit: int) -> list[Ruling]:
        """That wait for a second operator, oldest first; those above `after_id`."""
        return await self._load(rulings.c.id > after_id, _PROPOSED, limit=limit)

    async def of_project(self, project_id: int) -> list[Ruling]:
        """Those that were carried out, oldest first."""
        done = rulings.c.state == RulingState.DONE
        return await self._load(rulings.c.project_id == project_id, done)

    async def end(self, ruling: Ruling) -> bool:
        """Compare-and-swap from proposed."""
        swap = rulings.update().where(rulings.c.id == ruling.id, _PROPOSED)
        ended = ("state", "second_by", "ended_at")
        return await self._count(swap.values({n: getattr(ruling, n) for n in ended})) == 1

    async def _load(self, *conditions: Condition, limit: int = 1000) -> list[Ruling]:
        chosen = select(rulings).where(*conditions).order_by(rulings.c.id).limit(limit)
        return [
            record_from(Ruling, row, kind=RulingKind(row.kind), state=RulingState(row.state))
            for row in await self._rows(chosen)
        ]
