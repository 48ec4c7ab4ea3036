"""What became of a client's jobs and payments, in figures."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    text,
    true,
)

from marketplace.checkout import REMIND_AFTER, CheckoutState, PaidFrom
from marketplace.clients import MOST_COUNTED, ClientRecord
from marketplace.jobs import JobState
from storage.disputes import not_disputed
from storage.repository import Repository, record_from
from storage.tables import checkouts, jobs
from storage.types import Id, Instant

_IN_TIME = f"{int(REMIND_AFTER[0].total_seconds())} seconds"
_client = bindparam("client", type_=Id)
_now = bindparam("now", type_=Instant)


class SqlClients(Repository):
    """Implements marketplace.ports.Clients."""

    async def record(self, client_id: int) -> ClientRecord:
        """In one statement, from this client's own rows; the index of each table gives them."""
        values = {"client": client_id, "now": self._now}
        row = await self._row(_record(self._is_postgres), values)
        assert row is not None
        return record_from(ClientRecord, row)


@cache
def _record(postgres: bool) -> Select[Any]:
    posted, due = _posted().subquery("posted"), _due(postgres).subquery("due")
    return select(posted, due).select_from(posted.join(due, true()))


def _posted() -> Select[int, int, int]:
    newest = (
        select(jobs.c.state)
        .where(jobs.c.client_id == _client, jobs.c.hidden_at.is_(None))
        .order_by(jobs.c.id.desc())
        .limit(MOST_COUNTED)
        .subquery("newest")
    )
    over = newest.c.state.in_((JobState.CLOSED.value, JobState.EXPIRED.value))
    return select(
        func.count().label("jobs_posted"),
        func.count().filter(newest.c.state == JobState.HIRED.value).label("hired"),
        func.count().filter(over).label("ended"),
    ).select_from(newest)


def _due(postgres: bool) -> Select[int, int]:
    """Each payment by when the client has settled it, so far as that is known."""
    newest = (
        select(checkouts)
        .where(checkouts.c.payer_id == _client)
        .order_by(checkouts.c.id.desc())
        .limit(MOST_COUNTED)
        .subquery("owed")
    )
    c, reminder_at = newest.c, _reminder_at(newest.c.opened_at, postgres)
    paid, outside = c.state == CheckoutState.PAID.value, c.paid_from == PaidFrom.OUTSIDE.value
    paid_at = case((outside, func.coalesce(c.claimed_at, c.paid_at)), else_=c.paid_at)
    late = and_(
        c.state == CheckoutState.DUE.value,
        func.coalesce(c.claimed_at, _now) >= reminder_at,
        not_disputed(c.milestone_id),
    )
    return select(
        func.count().label("fell_due"),
        func.count().filter(and_(paid, paid_at < reminder_at)).label("paid_on_time"),
    ).where(or_(paid, late))


def _reminder_at(opened_at: ColumnElement[Any], postgres: bool) -> ColumnElement[Any]:
    """When the first reminder of a payment is due, to the microsecond: on SQLite as text, which is
    compared as such."""
    if postgres:
        return opened_at + text(f"INTERVAL '{_IN_TIME}'")
    seconds = func.strftime("%Y-%m-%dT%H:%M:%S", func.substr(opened_at, 1, 19), f"+{_IN_TIME}")
    return seconds.concat(func.substr(opened_at, 20))
