"""Where Telegram has topics, each project has its own in both chats, and everything of it is there.

Seen to fail with topics made after the notices that belong there, with the bot's own service
messages served as if people had written them, and without the way back to the main chat.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from marketplace import bids, cancellations, jobs
from marketplace.projects import ProjectState
from simulator.people import Message, Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import bid_terms, job_terms, within
from tests.stories.conftest import Program
from tests.stories.deals import profile
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views import topics
from views.callbacks import Hire

TITLE = "A shop for ceramics"
ANAS, MARCS = f"{TITLE} · Marc", f"{TITLE} · Ana"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram.start(patience=10, topics=True) as telegram:
        yield telegram


async def test_a_project_lives_in_its_topic(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await _hired(program, telegram, ana, marc)
    assert [topic.name for topic in await ana.topics()] == [ANAS]
    assert [topic.name for topic in await marc.topics()] == [MARCS]
    await ana.sees(button="Deliver milestone 1", topic=ANAS, anywhere=True)

    # Whatever is written there goes to the other side's topic; no header, no question.
    first = await ana.types("Good morning!", topic=ANAS)
    heard = await marc.sees("Good morning!", topic=MARCS)
    await marc.replies_to(heard, "And to you.")
    answer = await ana.sees("And to you.", topic=ANAS)
    assert answer.reply_to == first.id
    said = [message.text for message in await marc.chat(topic=MARCS) if message.by_bot]
    assert not any(text.startswith("💬") for text in said)

    # A conversation that is begun there goes on there, and its answers are no messages.
    await ana.presses("Deliver milestone 1", on=await _card(ana, ANAS))
    await ana.types("Here is the first step, in warm colours.", topic=ANAS)
    await ana.presses("Mark completed", on=await ana.sees("warm colours", topic=ANAS))
    prompt = await marc.sees("warm colours", button="Accept", topic=MARCS)
    assert await values(storage, tables.relay_messages.c.text) == ["Good morning!", "And to you."]
    await marc.presses("Accept", on=prompt)
    await ana.sees("accepted", topic=ANAS, anywhere=True)
    await nothing_went_wrong(storage, telegram)
    assert len(await ana.topics()) == len(await marc.topics()) == 1


async def test_its_name_tells_how_the_project_stands(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail without the renaming."""
    storage, dispatcher = program.app.storage, program.app.dispatcher
    await _hired(program, telegram, ana, marc)
    async with storage.begin() as work:
        client, freelancer = await work.people.get(marc.id), await work.people.get(ana.id)
        (project,) = await work.projects.of_person(ana.id, None, 2)
        await cancellations.propose(work, client, project.id, "My plans have changed, thank you.")
        await cancellations.agree(work, freelancer, project.id)
        await dispatcher.announce(work)
        await work.commit()
    program.app.woken()
    await settled(storage, telegram)
    assert [topic.name for topic in await ana.topics()] == [f"✖️ {ANAS}"]
    assert [topic.name for topic in await marc.topics()] == [f"✖️ {MARCS}"]
    done = replace(project, state=ProjectState.COMPLETE)
    assert topics.name(dispatcher.texts("en"), done, client) == f"✅ {ANAS}"
    await nothing_went_wrong(storage, telegram)


async def test_a_topic_that_is_gone(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """All goes on in the main chat, by itself."""
    storage = program.app.storage
    await _hired(program, telegram, ana, marc)
    await marc.deletes_topic(MARCS)
    await ana.types("Are you there?", topic=ANAS)
    heard = await marc.sees("Are you there?", topic=0)
    await marc.replies_to(heard, "Yes!")
    await ana.sees("Yes!", topic=ANAS)
    assert await count(storage, tables.topics, tables.topics.c.gone) == 1
    await ana.types("Good.", topic=ANAS)
    await marc.sees("Good.", topic=0)
    await settled(storage, telegram)


async def test_topics_that_cannot_be_made(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await telegram.topics(on=False)
    await _hired(program, telegram, ana, marc)
    await settled(storage, telegram)
    assert await ana.topics() == []
    await ana.sees(button="Deliver milestone 1", topic=0, anywhere=True)
    await ana.types("Good morning!")
    await ana.presses("Send it")
    await marc.sees("Good morning!", topic=0)
    await settled(storage, telegram)


async def test_a_lost_answer_makes_no_second_place(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Telegram made the topic, and its answer is lost: all goes into one topic all the same."""
    await telegram.fault("lost_reply", "createForumTopic", chat=ana, count=1)
    await _hired(program, telegram, ana, marc)
    await settled(program.app.storage, telegram)
    with_words = [
        topic.id for topic in await ana.topics() if len(await ana.chat(topic=topic.id)) > 1
    ]
    assert len(with_words) == 1


async def test_reactions_and_own_topics(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await _hired(program, telegram, ana, marc)
    first = await ana.types("Blue or red?", topic=ANAS)
    copy = await marc.sees("Blue or red?", topic=MARCS)
    await marc.reacts(copy, "👍")
    await settled(storage, telegram)
    assert await _reactions(ana, first.id) == ["👍"]
    await marc.reacts(copy, "")
    await settled(storage, telegram)
    assert await _reactions(ana, first.id) == []
    await ana.reacts(first, "🤔")
    await settled(storage, telegram)
    assert await _reactions(marc, copy.id) == ["🤔"]

    # A topic of somebody's own is none of a project's: there it is asked to whom.
    await ana.opens_topic("My notes")
    await ana.types("Note to myself", topic="My notes")
    await ana.sees("Send this to Marc")
    await marc.doesnt_see("Note to myself", anywhere=True)
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _hired(program: Program, telegram: Telegram, ana: Person, marc: Person) -> None:
    """Ana has bid on Marc's job; he hires her in his chat."""
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)

    async def bid(work: UnitOfWork) -> int:
        client, freelancer = await work.people.get(marc.id), await work.people.get(ana.id)
        job = await jobs.post(work, client, job_terms(TITLE))
        return (await bids.submit(work, freelancer, job.id, bid_terms(20000, 30000))).id

    offered = await within(storage, bid)
    await marc.types("/menu")
    shown = await marc.last()
    await marc.presses_data(shown, Hire(bid_id=offered, sure=True).pack())
    await ana.sees("hired you", anywhere=True)
    await settled(storage, telegram)


async def _reactions(person: Person, message_id: int) -> list[str]:
    return next(m.reactions for m in await person.chat() if m.id == message_id)


async def _card(person: Person, topic: str) -> Message:
    return await person.sees("0 of 2 milestones paid", topic=topic, anywhere=True)
