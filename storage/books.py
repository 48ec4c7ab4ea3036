"""The books as operators read them: sums, and lines of one person or project."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, case, cast, func, or_, select, text, true

from marketplace.books import EscrowFlow, Flows, Glance, LedgerLine
from marketplace.money import FEES, GATEWAY, PAID_OUT, Kind, wallet
from marketplace.payments import Charge
from marketplace.people import Person
from storage.ledger import SqlLedger
from storage.people import person_from
from storage.repository import Repository, record_from
from storage.tables import (
    charges,
    disputes,
    jobs,
    ledger_accounts,
    ledger_entries,
    ledger_transactions,
    milestones,
    people,
    projects,
    reports,
    rulings,
    withdrawals,
)

_BALANCES = func.coalesce(func.sum(ledger_accounts.c.balance_minor), 0)
_AMOUNTS = func.coalesce(func.sum(ledger_entries.c.amount_minor), 0)
_IN = case((ledger_entries.c.amount_minor > 0, ledger_entries.c.amount_minor), else_=0)
_PAYMENTS = (
    select(ledger_entries.c.id.label("number"), charges)
    .join(ledger_transactions, ledger_transactions.c.key == ledger_entries.c.key)
    .join(charges, charges.c.id == ledger_transactions.c.charge_id)
    .where(ledger_transactions.c.kind == Kind.PAYMENT, ledger_entries.c.amount_minor > 0)
)


class SqlBooks(Repository):
    """Implements marketplace.ports.Books."""

    async def glance(self) -> Glance:
        """What waits, and the sums."""
        name = ledger_accounts.c.name
        parts = {
            "withdrawals": _count(withdrawals, text("withdrawals.state = 'waiting'")),
            "disputes": _count(disputes, text("disputes.state = 'open'")),
            "rulings": _count(rulings, text("rulings.state = 'proposed'")),
            "reports": _count(reports, text("reports.state = 'open'")),
            "hidden": _count(jobs, text("jobs.hidden_at IS NOT NULL")),
            "banned": _count(people, text("people.banned_at IS NOT NULL")),
            "wallets_minor": select(_BALANCES).where(name.like("wallet:%")),
            "escrow_minor": select(_BALANCES).where(name.like("escrow:%")),
            "withdrawing_minor": select(_BALANCES).where(name.like("withdrawal:%")),
            "fees_minor": select(_BALANCES).where(name == FEES),
            "gateway_minor": select(-_BALANCES).where(name == GATEWAY),
            "paid_out_minor": select(_BALANCES).where(name == PAID_OUT),
        }
        columns = [part.scalar_subquery().label(key) for key, part in parts.items()]
        row = await self._row(select(*columns))
        assert row is not None
        wrong = await SqlLedger(self._connection, self._now).discrepancies()
        sums = {key: int(row._mapping[key]) for key in parts}
        return Glance(**sums, discrepancies=len(wrong))

    async def people_like(self, words: str, number: int | None, limit: int) -> Sequence[Person]:
        """Whose account this is, or whose name holds the words."""
        shown = func.coalesce(func.nullif(people.c.name, ""), people.c.first_name)
        rows = await self._rows(
            select(people)
            .where(_wanted(shown, words, people.c.id, number))
            .order_by(people.c.id)
            .limit(limit)
        )
        return [person_from(row) for row in rows]

    async def projects_like(self, words: str, number: int | None, limit: int) -> Sequence[int]:
        """Whose number this is, or whose title holds the words; newest first."""
        rows = await self._rows(
            select(projects.c.id)
            .where(_wanted(projects.c.title, words, projects.c.id, number))
            .order_by(projects.c.id.desc())
            .limit(limit)
        )
        return [row.id for row in rows]

    async def flows(self, person_id: int) -> Flows:
        """How much went through the wallet so far, by why."""
        rows = await self._rows(
            select(
                ledger_transactions.c.kind,
                func.sum(_IN).label("came"),
                func.sum(ledger_entries.c.amount_minor - _IN).label("went"),
            )
            .join(ledger_entries, ledger_entries.c.key == ledger_transactions.c.key)
            .where(ledger_entries.c.account == wallet(person_id))
            .group_by(ledger_transactions.c.kind)
        )
        sums = {Kind(row.kind): (int(row.came), int(row.went)) for row in rows}

        def both(kind: Kind) -> int:
            return sum(sums.get(kind, (0, 0)))

        withdrawn = both(Kind.WITHDRAWAL) + both(Kind.WITHDRAWAL_ENDED)
        waiting = select(func.coalesce(func.sum(withdrawals.c.amount_minor), 0)).where(
            withdrawals.c.person_id == person_id, text("withdrawals.state = 'waiting'")
        )
        earned, paid = sums.get(Kind.CHECKOUT, (0, 0))
        spent = paid + both(Kind.FUNDING) + both(Kind.RETURN)
        return Flows(
            came_minor=both(Kind.PAYMENT),
            earned_minor=earned,
            spent_minor=-spent,
            paid_out_minor=-withdrawn - int(await self._value(waiting)),
            sent_back_minor=-both(Kind.REFUND),
        )

    async def payments_of(
        self, person_id: int, before_number: int | None, limit: int
    ) -> list[tuple[int, Charge]]:
        """Newest first, each with its number; those below `before_number`."""
        number = ledger_entries.c.id
        page = number < before_number if before_number is not None else true()
        mine = _PAYMENTS.where(charges.c.payer_id == person_id, page)
        rows = await self._rows(mine.order_by(number.desc()).limit(limit))
        return [(row.number, record_from(Charge, row)) for row in rows]

    async def payment(self, number: int) -> Charge | None:
        row = await self._row(_PAYMENTS.where(ledger_entries.c.id == number))
        return record_from(Charge, row) if row else None

    async def escrow_of(self, project_id: int) -> dict[int, EscrowFlow]:
        """What became of what was set aside, by the milestone's id."""
        kind, step = ledger_transactions.c.kind, ledger_transactions.c.milestone_id
        rows = await self._rows(
            select(step, kind, _AMOUNTS.label("total"))
            .join(ledger_entries, ledger_entries.c.key == ledger_transactions.c.key)
            .where(
                ledger_transactions.c.project_id == project_id,
                ledger_entries.c.account == "escrow:" + cast(step, Text),
            )
            .group_by(step, kind)
        )
        sums = {(row.milestone_id, Kind(row.kind)): int(row.total) for row in rows}
        return {
            step_id: EscrowFlow(
                funded_minor=sums.get((step_id, Kind.FUNDING), 0),
                released_minor=-sums.get((step_id, Kind.CHECKOUT), 0),
                returned_minor=-sums.get((step_id, Kind.RETURN), 0),
            )
            for step_id, _ in sums
        }

    async def lines_of(
        self, project_id: int, before_id: int | None, limit: int
    ) -> list[LedgerLine]:
        """Entries of transactions about a project, newest first; those below `before_id`."""
        page = ledger_entries.c.id < before_id if before_id is not None else true()
        rows = await self._rows(
            select(
                ledger_entries.c.id,
                ledger_transactions.c.at,
                ledger_transactions.c.kind,
                ledger_entries.c.account,
                ledger_entries.c.amount_minor,
                milestones.c.position,
            )
            .join(ledger_transactions, ledger_transactions.c.key == ledger_entries.c.key)
            .outerjoin(milestones, milestones.c.id == ledger_transactions.c.milestone_id)
            .where(ledger_transactions.c.project_id == project_id, page)
            .order_by(ledger_entries.c.id.desc())
            .limit(limit)
        )
        return [_line_from(row) for row in rows]


def _line_from(row: Row[Any]) -> LedgerLine:
    return record_from(LedgerLine, row, kind=Kind(row.kind))


def _count(table: Any, waits: Any) -> Any:
    return select(func.count()).select_from(table).where(waits)


def _wanted(
    name: ColumnElement[str], words: str, column: ColumnElement[int], number: int | None
) -> ColumnElement[bool]:
    """As typed as well as without case: SQLite knows only the case of ASCII letters."""
    named = or_(
        name.contains(words, autoescape=True),
        func.lower(name).contains(words.lower(), autoescape=True),
    )
    return named if number is None else or_(named, column == number)
