"""What a person reads about their own money: the wallet at a glance, and its statement."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select, text, true

from marketplace.money import Kind, wallet
from marketplace.projects import FINISHED
from marketplace.wallets import Side, StatementLine, Wallet
from storage.repository import Repository
from storage.tables import (
    checkouts,
    ledger_accounts,
    ledger_entries,
    ledger_transactions,
    milestones,
    projects,
    withdrawals,
)

_SIDES: dict[Side, ColumnElement[bool]] = {
    Side.ALL: true(),
    Side.IN: ledger_entries.c.amount_minor > 0,
    Side.OUT: ledger_entries.c.amount_minor < 0,
}
_LINES = (
    select(
        ledger_entries.c.id,
        ledger_entries.c.amount_minor,
        ledger_transactions.c.at,
        ledger_transactions.c.kind,
        projects.c.title,
        milestones.c.position,
    )
    .join(ledger_transactions, ledger_transactions.c.key == ledger_entries.c.key)
    .outerjoin(projects, projects.c.id == ledger_transactions.c.project_id)
    .outerjoin(milestones, milestones.c.id == ledger_transactions.c.milestone_id)
    .order_by(ledger_entries.c.id.desc())
)


class Statements(Repository):
    """The half of marketplace.ports.Ledger that people read."""

    async def wallet(self, person_id: int) -> Wallet:
        """The person's money at a glance."""
        balance = select(ledger_accounts.c.balance_minor).where(
            ledger_accounts.c.name == wallet(person_id)
        )
        waiting = select(func.sum(withdrawals.c.amount_minor)).where(
            withdrawals.c.person_id == person_id, text("withdrawals.state = 'waiting'")
        )
        due = select(func.sum(checkouts.c.amount_minor)).where(
            checkouts.c.payer_id == person_id, text("checkouts.state = 'due'")
        )
        parts = (
            balance,
            _set_aside(projects.c.client_id == person_id),
            waiting,
            due,
            _set_aside(projects.c.freelancer_id == person_id),
        )
        row = await self._row(select(*(part.scalar_subquery() for part in parts)))
        assert row is not None
        return Wallet(*(int(part or 0) for part in row))

    async def statement(
        self, person_id: int, side: Side, before_id: int | None, limit: int
    ) -> list[StatementLine]:
        """Newest first; lines of the person's wallet with an id below `before_id`."""
        page = ledger_entries.c.id < before_id if before_id is not None else true()
        mine = ledger_entries.c.account == wallet(person_id)
        rows = await self._rows(_LINES.where(mine, _SIDES[side], page).limit(limit))
        return [
            StatementLine(
                id=row.id,
                at=row.at,
                kind=Kind(row.kind),
                amount_minor=row.amount_minor,
                about=row.title or "",
                position=row.position,
            )
            for row in rows
        ]

    async def balance_before(self, person_id: int, line_id: int) -> int:
        """Of the person's wallet, before this line. A sum, since an account's entries are written
        one after the other and never changed: what comes meanwhile makes no difference."""
        earlier = (ledger_entries.c.account == wallet(person_id), ledger_entries.c.id < line_id)
        total = select(func.sum(ledger_entries.c.amount_minor)).where(*earlier)
        return int(await self._value(total) or 0)


def _set_aside(whose: ColumnElement[bool]) -> Select[Any]:
    """What is in escrow for unfinished milestones of somebody's projects."""
    account = ledger_accounts.c.name == "escrow:" + cast(milestones.c.id, Text)
    return (
        select(func.sum(ledger_accounts.c.balance_minor))
        .select_from(projects)
        .join(milestones, milestones.c.project_id == projects.c.id)
        .join(ledger_accounts, account)
        .where(whose, milestones.c.state.not_in(FINISHED))
    )
