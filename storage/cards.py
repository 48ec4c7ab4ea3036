"""Cards: which row of the outbox stands for each, and the buttons that are alive elsewhere."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    false,
    func,
    or_,
    select,
    text,
    union_all,
    update,
)

from marketplace.cards import Card, CardKind, LiveButtons, Standing, Subject
from storage.repository import Repository, columns_of, insert_into, put_into, record_from
from storage.tables import bids, cards, live_buttons, outbox, projects

_message = func.coalesce(outbox.c.message_id, outbox.c.edits_message_id)
_UNANSWERED = and_(
    outbox.c.message_id.is_(None),
    outbox.c.attempts > 0,
    text("outbox.state IN ('pending', 'sending')"),
)
"""It may be in the chat, under a number that only Telegram knows so far."""
_sure = and_(outbox.c.id == cards.c.row_id, _message == bindparam("message"))
_STANDING = (
    select(cards.c.kind, cards.c.subject_id, func.coalesce(_sure, false()).label("sure"))
    .join(outbox, outbox.c.id.in_([cards.c.row_id, cards.c.left_row_id]))
    .where(cards.c.person_id == bindparam("person"))
    .where(or_(_message == bindparam("message"), _UNANSWERED))
)
_members = union_all(
    *(
        select(projects.c.id, member.label("person_id"))
        .where(projects.c.id.in_(bindparam("project_ids", expanding=True)))
        .where(projects.c.state == "running")
        for member in (projects.c.client_id, projects.c.freelancer_id)
    )
).subquery("members")
_MISSING = (
    select(_members)
    .outerjoin(
        cards,
        and_(
            cards.c.person_id == _members.c.person_id,
            cards.c.kind == CardKind.PROJECT,
            cards.c.subject_id == _members.c.id,
            cards.c.row_id > 0,
        ),
    )
    .where(cards.c.person_id.is_(None))
    .order_by(_members.c.person_id, _members.c.id)
)


@cache
def _reserve(postgres: bool) -> Executable:
    return insert_into(cards, postgres).on_conflict_do_nothing()


class SqlCards(Repository):
    """Implements marketplace.ports.Cards."""

    async def hold(self, person_id: int, kind: CardKind, subject_id: int) -> Card:
        """Nobody else moves or changes this card until the unit of work ends; an empty one where
        there was none."""
        empty = Card(person_id, kind, subject_id)
        await self._count(_reserve(self._is_postgres), [columns_of(cards, empty)])
        mine = and_(cards.c.person_id == person_id, _is(cards, (kind, subject_id)))
        (card,) = await self._locked(mine)
        return card

    async def of(self, subjects: Collection[Subject]) -> list[Card]:
        """Those that have a message, held as `hold` does; with a job, also those of its bids."""
        there = and_(cards.c.row_id > 0, _about(cards, subjects))
        return await self._locked(there)

    async def missing(self, subjects: Collection[Subject]) -> list[Card]:
        """Those that the members of running projects among them should have and don't, held."""
        ids = [subject_id for kind, subject_id in subjects if kind is CardKind.PROJECT]
        if not ids:
            return []
        found = await self._rows(_MISSING, {"project_ids": ids})
        held = [await self.hold(row.person_id, CardKind.PROJECT, row.id) for row in found]
        return [card for card in held if not card.row_id]

    async def save(self, card: Card) -> None:
        await self._count(put_into(cards, self._is_postgres), [columns_of(cards, card)])

    async def standing(self, person_id: int, message_id: int) -> Standing | None:
        """The card that this message of a person's chat is, may be, or was until it moved."""
        found = await self._rows(_STANDING, {"person": person_id, "message": message_id})
        found.sort(key=lambda row: not row.sure)
        return (
            Standing(CardKind(found[0].kind), found[0].subject_id, bool(found[0].sure))
            if (found)
            else None
        )

    async def _locked(self, condition: ColumnElement[bool]) -> list[Card]:
        """In one order for everybody, so that two who hold several never wait for each other."""
        order = (cards.c.person_id, cards.c.kind, cards.c.subject_id)
        if self._is_postgres:
            chosen = select(cards.c.row_id).where(condition).order_by(*order)
            await self._rows(chosen.with_for_update())
        rows = await self._rows(select(cards).where(condition).order_by(*order))
        return [record_from(Card, row, kind=CardKind(row.kind)) for row in rows]

    # --- buttons elsewhere -----------------------------------------------------------------------

    async def note(self, buttons: LiveButtons) -> None:
        """This message has buttons that have to go when they can't be used any more."""
        kind, subject_id = buttons.subject
        values = {
            "row_id": buttons.row_id,
            "person_id": buttons.person_id,
            "kind": kind,
            "subject_id": subject_id,
            "markup": buttons.markup,
        }
        await self._count(put_into(live_buttons, self._is_postgres), [values])

    async def live(self, subjects: Collection[Subject]) -> list[LiveButtons]:
        """Oldest first; with a job, also those about its bids."""
        chosen = select(live_buttons).where(_about(live_buttons, subjects))
        rows = await self._rows(chosen.order_by(live_buttons.c.row_id))
        return [_live_from(row) for row in rows]

    async def forget(self, row_ids: Sequence[int]) -> None:
        """These messages have no such buttons any more."""
        await self._count(delete(live_buttons).where(live_buttons.c.row_id.in_(row_ids)))

    async def replaced(self, person_id: int, message_id: int) -> None:
        """Something else stands in this message of the person's chat now."""
        there = select(outbox.c.id).where(
            outbox.c.id == live_buttons.c.row_id, _message == message_id
        )
        mine = live_buttons.c.person_id == person_id
        await self._count(delete(live_buttons).where(mine, there.exists()))

    # --- for the outbox --------------------------------------------------------------------------

    async def came_anew(self, row_ids: Sequence[int]) -> list[Card]:
        """The messages of these rows were gone, and have come as new ones: the cards that are
        pinned, which has to be done again."""
        young = update(cards).where(cards.c.row_id.in_(row_ids)).values(sent_at=self._now)
        rows = await self._rows(young.returning(*cards.c))
        found = [record_from(Card, row, kind=CardKind(row.kind)) for row in rows]
        return [card for card in found if card.pinned]


def _is(table: Table, subject: Subject) -> ColumnElement[bool]:
    kind, subject_id = subject
    return and_(table.c.kind == kind, table.c.subject_id == subject_id)


def _about(table: Table, subjects: Collection[Subject]) -> ColumnElement[bool]:
    jobs = [subject_id for kind, subject_id in subjects if kind is CardKind.JOB]
    bid = select(bids.c.id).where(bids.c.job_id.in_(jobs))
    of_jobs = and_(table.c.kind == CardKind.BID, table.c.subject_id.in_(bid)) if jobs else false()
    return or_(*(_is(table, subject) for subject in subjects), of_jobs)


def _live_from(row: Row[Any]) -> LiveButtons:
    subject = CardKind(row.kind), row.subject_id
    return LiveButtons(row.row_id, row.person_id, subject, row.markup)
