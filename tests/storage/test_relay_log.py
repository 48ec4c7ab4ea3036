"""What was said is read again: page by page, by words, by those it concerns.

Seen to fail: with `%` and `_` not escaped, with only the newest words of an edited message folded,
with a search that forgets the line, and with an operator let in without a dispute.
"""

from dataclasses import replace

import pytest

from marketplace import disputes, relay, relay_log
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.relay import Draft
from marketplace.relay_log import PAGE
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import OLA, delivered, offered, posted, running, someone, within
from tests.storage.talking import edits, says, sent
from tests.storage.test_due_plans import plan_of


async def find(
    storage: Storage, who: Person, bid_id: int, query: str, before: int = 0
) -> list[str]:
    async def ask(work: UnitOfWork) -> list[str]:
        page = await relay_log.find(work, who, bid_id, query, before)
        return [message.text for message in page.messages]

    return await within(storage, ask)


async def test_pages_lead_through_everything_and_back(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    line, count = project.bid_id, 2 * PAGE + 3
    for n in range(count):
        await says(storage, (ana, marc)[n % 2], line, f"message {n}")
    seen: list[int] = []
    before = after = 0
    sizes = []

    async def page(work: UnitOfWork) -> relay_log.Page:
        return await relay_log.page(work, marc, line, before, after)

    while True:
        found = await within(storage, page)
        sizes.append(len(found.messages))
        seen = [*(m.id for m in found.messages), *seen]
        assert found.newer is bool(before)
        if not found.older:
            break
        before = found.messages[0].id
    assert sizes == [PAGE, PAGE, 3]
    assert seen == sorted(seen)
    assert len(seen) == count
    before, forth = 0, [seen[2]]
    while True:
        after = forth[-1]
        found = await within(storage, page)
        forth += [m.id for m in found.messages]
        assert found.older
        if not found.newer:
            break
    assert forth == seen[2:]


async def test_case_and_accents_do_not_matter_and_signs_stand_for_themselves(
    storage: Storage,
) -> None:
    ana, marc, project = await running(storage)
    line = project.bid_id
    texts = (
        "A AÇÃO é já amanhã",
        "100% sure",
        "100 sure",
        "file_name.txt",
        "filename.txt",
        "a\\b",
        "Straße",
        "Привет, МИР",
        "two\nlines  of words",
    )
    for text in texts:
        await says(storage, ana, line, text)
    for query, hits in (
        ("acao", ["A AÇÃO é já amanhã"]),
        ("Amanhã AÇÃO", ["A AÇÃO é já amanhã"]),
        ("0%", ["100% sure"]),
        ("e_n", ["file_name.txt"]),
        ("\\", ["a\\b"]),
        ("STRASSE", ["Straße"]),
        ("мир", ["Привет, МИР"]),
        ("lines of", ["two\nlines  of words"]),
        ("SURE", ["100 sure", "100% sure"]),
        ("'; DROP TABLE bids; --", []),
        ("nothing of that", []),
    ):
        assert await find(storage, marc, line, query) == hits
    with pytest.raises(Refused, match="search-no-words"):
        await find(storage, marc, line, "\u0301")
    with pytest.raises(Refused, match="wrong-too-long"):
        await find(storage, marc, line, "x" * 101)


async def test_an_edited_message_is_found_by_all_that_it_said(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    message = await says(storage, ana, project.bid_id, "Tuesday")
    await edits(storage, ana, message, "Wednesday")
    await edits(storage, ana, message, "Thursday")
    for query in ("tues", "wednes", "thurs"):
        assert await find(storage, marc, project.bid_id, query) == ["Tuesday"]


async def test_hits_have_pages_and_stay_on_their_line(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    other = await offered(storage, ana, await posted(storage, marc))
    for n in range(PAGE + 2):
        await says(storage, ana, project.bid_id, f"red {n}")
        await says(storage, ana, project.bid_id, "blue")
        await says(storage, ana, other.id, "red elsewhere")

    async def first(work: UnitOfWork) -> relay_log.Page:
        return await relay_log.find(work, marc, project.bid_id, "RED", 0)

    page = await within(storage, first)
    assert [m.text for m in page.messages] == [f"red {n}" for n in range(PAGE + 1, 1, -1)]
    assert page.older
    rest = await find(storage, marc, project.bid_id, "RED", page.messages[-1].id)
    assert rest == ["red 1", "red 0"]


async def test_only_the_two_of_a_line_and_who_decides_a_dispute_read_it(storage: Storage) -> None:
    storage.policy = replace(storage.policy, operators=(OLA,))
    ana, marc, project = await running(storage)
    ola, eve = await someone(storage, OLA, "Ola"), await someone(storage, 400, "Eve")
    message = await says(storage, ana, project.bid_id, "Between us", file=sent())

    async def reads(who: Person) -> bool:
        async def act(work: UnitOfWork) -> None:
            await relay_log.message(work, who, message.id)
            await relay_log.page(work, who, project.bid_id, 0, 0)
            await relay_log.find(work, who, project.bid_id, "us", 0)

        try:
            await within(storage, act)
        except Refused as refused:
            return refused.key != "not-yours"
        return True

    assert [await reads(who) for who in (ana, marc, ola, eve)] == [True, True, False, False]
    step = project.milestones[0].id
    await delivered(storage, ana, step)
    await within(storage, lambda work: disputes.open_(work, marc, step, "It is far too cold."))
    assert [await reads(who) for who in (ana, marc, ola, eve)] == [True, True, True, False]


@pytest.mark.parametrize("words", [(), ("red", "blue")])
@pytest.mark.parametrize("before", [None, 77])
async def test_a_page_is_read_through_its_index(
    storage: Storage, before: int | None, words: tuple[str, ...]
) -> None:
    """However much was said. Seen to fail with an order by time."""
    plan = await plan_of(storage, lambda work: work.relay.newest(1, before, 9, words))
    _through_the_index(plan)
    _through_the_index(await plan_of(storage, lambda work: work.relay.newer(1, 77, 9)))


def _through_the_index(plan: str) -> None:
    assert "ix_relay_messages_line" in plan
    assert not [way for way in ("SCAN", "Seq Scan", "TEMP B-TREE", "Sort") if way in plan]


async def test_where_the_operator_blocks_contact_details_none_get_through(
    storage: Storage,
) -> None:
    """Neither as they are sent nor edited in. Seen to fail without the check of edits."""
    ana, _, project = await running(storage)
    said = await says(storage, ana, project.bid_id, "Good morning!")
    draft = Draft(said.message_id, "text", "Write to ana@example.org")
    async with storage.begin() as work:
        work.policy = replace(work.policy, blocks_contact_details=True)
        line = await relay.line_of(work, ana, project.bid_id)
        with pytest.raises(Refused, match="contact-blocked"):
            await relay.pass_on(work, ana, line, draft)
        with pytest.raises(Refused, match="contact-blocked"):
            await relay.edit(work, ana, draft)
    assert await within(storage, lambda work: work.relay.find(said.id)) == said


async def test_a_file_is_found_by_its_name(storage: Storage) -> None:
    ana, _, project = await running(storage)
    await says(storage, ana, project.bid_id, file=sent("Ação-sketch.pdf"))
    assert len(await find(storage, ana, project.bid_id, "acao-sk")) == 1
