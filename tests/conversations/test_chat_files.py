"""A file sent in the chat becomes part of the delivery with one tap.

Seen to fail: with the file added without a look at what is in the delivery already, with all that
was sent about then taken for the album, with the client let in, and with the dispute not asked.
"""

import pytest
from sqlalchemy import func, select

from conversations import profile
from handlers.talk import make_delivery
from marketplace import bids, chat_files, deliveries, disputes
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import Milestone, Project
from marketplace.relay import RelayedMessage, line_of
from storage.tables import files
from storage.unit_of_work import Storage, UnitOfWork
from tests.conversations.desk import Desk, document
from tests.storage.deal import (
    MARC,
    OLA,
    accepted,
    delivered,
    offered,
    posted,
    running,
    sent_file,
    someone,
    within,
)
from tests.storage.talking import says, sent
from views.callbacks import MakeDelivery


async def taps(desk: Desk, message: RelayedMessage) -> None:
    """The button under what was passed on; the desk's chat has nothing else of that number."""
    async with desk.turn(pressed=900) as turn:
        await make_delivery(turn, MakeDelivery(relay_id=message.id))


async def offers(storage: Storage, actor: Person, message: RelayedMessage) -> Milestone | None:
    async def ask(work: UnitOfWork) -> Milestone | None:
        line = await line_of(work, actor, message.bid_id)
        return await chat_files.deliverable(work, actor, message, line)

    return await within(storage, ask)


async def announced(storage: Storage) -> int:
    async with storage.engine.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(files))).scalar_one())


async def refusal(desk: Desk, message: RelayedMessage) -> str:
    with pytest.raises(Refused) as refused:
        await taps(desk, message)
    assert not desk.asked
    return refused.value.key


async def test_one_tap_puts_it_into_the_delivery_and_two_do_not_put_it_twice(
    database: Storage,
) -> None:
    ana, _, project = await running(database, 20000, 30000)
    message = await says(database, ana, project.bid_id, "Here!", file=sent("logo.pdf"))
    assert (await offers(database, ana, message)) == project.milestones[0]
    desk = Desk(database, ana.id)
    await taps(desk, message)
    assert "(milestone 1 of 2), version 1" in desk.question.text
    assert "📎 logo.pdf" in desk.question.text
    await taps(desk, message)
    assert "You sent “logo.pdf” already" in desk.question.text
    assert len((await desk.answers())["result"]["files"]) == 1
    assert await announced(database) == 1


async def test_an_album_comes_whole_and_joins_what_is_there(database: Storage) -> None:
    ana, marc, project = await running(database, 20000)
    line = project.bid_id
    await says(database, ana, line, file=sent("other.pdf", "o"), album="other")
    first = await says(
        database, ana, line, file=sent("", "p1", kind="photo", mime="image/jpeg"), album="red"
    )
    await says(database, marc, line, file=sent("his.pdf", "h"), album="red")
    await says(
        database, ana, line, file=sent("", "p2", kind="photo", mime="image/jpeg"), album="red"
    )
    desk = Desk(database, ana.id)
    await taps(desk, first)
    assert await desk.does(document("plan.pdf", "x"))
    await taps(desk, first)
    assert desk.question.text.count("📎") == 3
    for name in ("photo-1.jpg", "photo-2.jpg", "plan.pdf"):
        assert name in desk.question.text


async def test_what_was_going_on_becomes_a_draft(database: Storage) -> None:
    ana, _, project = await running(database, 20000, 30000)
    message = await says(database, ana, project.bid_id, file=sent())
    desk = Desk(database, ana.id)
    async with desk.turn() as turn:
        await turn.wizard.start(turn, profile.details)
    assert await desk.does("Ana Maria")
    await taps(desk, message)
    assert "📎 logo.pdf" in desk.question.text
    async with desk.turn() as turn:
        assert len(await turn.wizard.drafts(turn)) == 1


async def test_a_newer_version_while_the_client_looks(database: Storage) -> None:
    ana, marc, project = await running(database, 20000, 30000)
    step = project.milestones[0]
    delivery = await delivered(database, ana, step.id, (await sent_file(database, ana)).id)
    message = await says(database, ana, project.bid_id, file=sent())
    found = await offers(database, ana, message)
    assert found is not None
    assert found.id == step.id
    desk = Desk(database, ana.id)
    await taps(desk, message)
    assert "version 2" in desk.question.text
    await accepted(database, marc, delivery)
    found = await offers(database, ana, message)
    assert found is not None
    assert found.position == 2


async def test_too_big_is_said_and_the_rest_of_the_album_counts(database: Storage) -> None:
    ana, _, project = await running(database, 20000)
    big = sent("film.mov", "f", size_bytes=50 * 1024**2)
    message = await says(database, ana, project.bid_id, file=big, album="x")
    assert await offers(database, ana, message) is None
    await says(database, ana, project.bid_id, file=sent("b.pdf", "b"), album="x")
    desk = Desk(database, ana.id)
    await taps(desk, message)
    assert "“film.mov” is too big" in desk.question.text
    assert "📎 b.pdf" in desk.question.text


async def test_only_the_freelancer_who_sent_it(database: Storage) -> None:
    ana, marc, project = await running(database, 20000)
    line = project.bid_id
    mine = await says(database, ana, line, file=sent())
    his = await says(database, marc, line, file=sent())
    words = await says(database, ana, line, "Just words")
    sticker = await says(database, ana, line, file=sent("", "s", kind="sticker"))
    await someone(database, OLA, "Ola")
    for person_id, message in (
        (MARC, mine),
        (MARC, his),
        (OLA, mine),
        (ana.id, his),
        (ana.id, words),
        (ana.id, sticker),
    ):
        assert await refusal(Desk(database, person_id), message) == "not-yours"
    for actor, message in ((marc, mine), (marc, his), (ana, his), (ana, words), (ana, sticker)):
        assert await offers(database, actor, message) is None
    never = RelayedMessage(line, ana.id, 1, "text", "", mine.at, id=10**9)
    assert await refusal(Desk(database, ana.id), never) == "not-yours"


async def test_not_before_a_hire_not_in_a_dispute_and_not_after_the_end(
    database: Storage,
) -> None:
    ana, marc = await someone(database, 100, "Ana"), await someone(database, MARC, "Marc")
    job = await posted(database, marc)
    bid = await offered(database, ana, job, 20000)
    message = await says(database, ana, bid.id, file=sent())
    desk = Desk(database, ana.id)
    assert await offers(database, ana, message) is None
    assert await refusal(desk, message) == "not-hired"
    project: Project = await within(database, lambda work: bids.hire(work, marc, bid.id))
    step = project.milestones[0].id
    assert await offers(database, ana, message) is not None
    await delivered(database, ana, step, (await sent_file(database, ana)).id)
    await within(database, lambda work: disputes.open_(work, marc, step, "It is far too cold."))
    assert await offers(database, ana, message) is None
    assert await refusal(desk, message) == "disputed"
    await within(database, lambda work: disputes.withdraw(work, marc, step))

    async def accept(work: UnitOfWork) -> None:
        found = await work.projects.in_review(step)
        assert found is not None
        await deliveries.accept(work, marc, found.id)

    await within(database, accept)
    assert await offers(database, ana, message) is None
    assert await refusal(desk, message) == "nothing-to-deliver"
