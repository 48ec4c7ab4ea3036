"""What stories know about cards: which messages of a chat are cards, and what each should show."""

from typing import Any

import sqlalchemy as sa

from marketplace.cards import CardKind
from marketplace.money import Currency
from simulator.people import Message, Person, Telegram
from storage import tables
from storage.unit_of_work import Storage
from tests.stories.conftest import Program
from tests.stories.truth import read, settled
from tests.views.telegram import plain
from views import callbacks
from views.cards import Drawer, Drawn
from views.live_buttons import is_act
from views.texts import Texts

BACK_TO = {
    CardKind.PROJECT: callbacks.OwnProjects().pack(),
    CardKind.JOB: callbacks.OwnJobs().pack(),
    CardKind.BID: callbacks.OwnBids().pack(),
}
"""The first button of the last row: only cards have it there."""


def data_of(message: Message) -> list[str]:
    """The callback data of all its buttons."""
    keys = (key for row in message.raw["keys"] for key in row)
    return [str(key["value"]) for key in keys if key["action"] == "callback_data"]


async def cards_in(person: Person, kind: CardKind) -> list[Message]:
    """All messages of the chat that look like cards of this kind, oldest first."""
    return [m for m in await person.chat() if data_of(m)[-2:-1] == [BACK_TO[kind]]]


async def card_of(person: Person, kind: CardKind = CardKind.PROJECT) -> Message:
    """The one card of this kind."""
    found = await cards_in(person, kind)
    assert len(found) == 1, f"{len(found)} cards:\n{await person.transcript()}"
    return found[0]


async def cards_are_right(program: Program, telegram: Telegram, *people: Person) -> None:
    """Each card that was ever shown stands in the chat exactly once, shows what a fresh drawing
    shows, and is pinned while its project runs; nobody has a button that can't be used now."""
    storage = program.app.storage
    await settled(storage, telegram)
    for person in people:
        kept = await _kept(storage, person)
        shown = [m.id for kind in CardKind for m in await cards_in(person, kind)]
        assert sorted(shown) == sorted(kept), await person.transcript()
        for message in await person.chat():
            if message.id in kept:
                _same(message, kept[message.id])
        pinned = {m.id for m in await person.chat() if m.pinned}
        assert pinned == {id_ for id_, drawn in kept.items() if drawn.lasting}
        await no_dead_buttons(program, person)


async def no_dead_buttons(program: Program, person: Person) -> None:
    """Every button that does something about a project can be used now."""
    async with program.app.storage.begin() as work:
        reader = await work.people.get(person.id)
        drawer, t = Drawer(work, work.people.get), Texts("en", Currency())
        lines = [row[0] for row in await read(work, sa.select(tables.bids.c.id))]
        jobs = [row[0] for row in await read(work, sa.select(tables.jobs.c.id))]
        subjects = [(CardKind.BID, line) for line in lines]
        subjects += [(CardKind.JOB, job) for job in jobs]
        possible = [await drawer.possible(t, reader, subject) for subject in subjects]
    alive = frozenset().union(*possible)
    for message in await person.chat():
        dead = {data for data in data_of(message) if is_act(data)} - alive
        assert not dead, f"{dead} on {message!r}"


def _same(message: Message, drawn: Drawn) -> None:
    assert message.text == plain(drawn.screen.text)
    markup = drawn.screen.markup()["inline_keyboard"]
    assert data_of(message) == [key["callback_data"] for row in markup for key in row]


async def _kept(storage: Storage, person: Person) -> dict[int, Drawn]:
    """By the message in which it stands."""
    found: dict[int, Drawn] = {}
    cards, outbox = tables.cards.c, tables.outbox.c
    mine: Any = sa.select(cards.kind, cards.subject_id, outbox.message_id).where(
        cards.person_id == person.id, cards.row_id > 0, outbox.id == cards.row_id
    )
    async with storage.begin() as work:
        reader = await work.people.get(person.id)
        drawer, t = Drawer(work, work.people.get), Texts("en", Currency())
        for kind, subject_id, message_id in await read(work, mine):
            drawn = await drawer.draw(t, reader, CardKind(kind), subject_id)
            assert drawn is not None
            assert message_id not in found
            found[message_id] = drawn
    return found
