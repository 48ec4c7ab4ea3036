"""Talk that crosses: edits of edits, answers while a question waits, and links that hide a name."""

import json

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import nothing_went_wrong, settled, values


async def test_what_was_edited_is_answered_and_reacted_to(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail where the note of an edited copy forgot whose copy it is."""
    storage = program.app.storage
    await _deal(program, ana, marc)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Chat")
    first = await ana.types("The first idea is red")
    await settled(storage, telegram)
    copy = await marc.sees("The first idea is red")
    await ana.edits(first, "The first idea is blue")
    await settled(storage, telegram)
    await marc.replies_to(copy, "I like this one")
    answer = await ana.sees("I like this one")
    assert answer.reply_to == first.id
    await marc.reacts(copy, "👍")
    await settled(storage, telegram)
    shown = next(message for message in await ana.chat() if message.id == first.id)
    assert "👍" in json.dumps(shown.raw, ensure_ascii=False)


async def test_a_message_that_waits_for_its_reader_is_not_lost_by_an_answer(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail where whatever was sent elsewhere forgot what waits."""
    storage = program.app.storage
    eve = await telegram.person("Eve")
    await _deal(program, ana, marc)
    await _deal(program, ana, eve)
    await marc.types("Are you there?")
    await marc.presses("Send it")
    heard = await ana.sees("Are you there?")
    await ana.types("I am late.")
    asked = await ana.sees("To whom")
    await ana.replies_to(heard, "Yes!")
    await marc.sees("Yes!")
    await ana.presses("Eve · A shop for ceramics", on=asked)
    await eve.sees("I am late.")
    assert "I am late." not in [message.text for message in await marc.chat()]
    await nothing_went_wrong(storage, telegram)


async def test_a_question_is_asked_anew_where_the_chat_has_gone_on(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """What the earlier question speaks of is not all that would be sent: its buttons go. Seen to
    fail where the earlier question was redrawn, far above."""
    storage = program.app.storage
    eve = await telegram.person("Eve")
    await _deal(program, ana, marc)
    await _deal(program, ana, eve)
    await ana.types("Good morning!")
    asked = await ana.sees("To whom shall I send this?")
    await ana.types("/projects")
    await ana.sees("A shop for ceramics")
    await ana.types("This is for Eve alone.")
    anew = await ana.sees("To whom shall I send these 2 messages?")
    await settled(storage, telegram)
    earlier = next(message for message in await ana.chat() if message.id == asked.id)
    assert not earlier.buttons
    await ana.presses("Eve · A shop for ceramics", on=anew)
    await eve.sees("This is for Eve alone.")
    await ana.types("/menu")
    await ana.types("Never mind")
    await ana.sees("To whom")
    await ana.types("/cancel")
    await ana.types("Hello again")
    await ana.sees("To whom shall I send this?")
    await nothing_went_wrong(storage, telegram)


async def test_a_message_that_is_edited_before_it_is_said_to_whom(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail where only relayed messages were looked at."""
    storage = program.app.storage
    await _deal(program, ana, marc)
    offer = await ana.types("It costs $100")
    asked = await ana.sees("Send this to Marc")
    await ana.edits(offer, "It costs $1,000")
    await ana.presses("Send it", on=asked)
    await settled(storage, telegram)
    assert [m.text for m in await marc.chat() if "It costs" in m.text] == ["It costs $1,000"]
    assert await values(storage, tables.relay_messages.c.text) == ["It costs $1,000"]


async def test_nobody_is_named_by_what_stands_behind_the_words(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """A mention leads to an account, whatever it says. Seen to fail with entities as they came."""
    storage = program.app.storage
    await _deal(program, ana, marc)
    await ana.types("Hello!")
    await ana.presses("Send it")
    user = {"id": 7, "is_bot": False, "first_name": "Stranger", "username": "stranger_there"}
    mention = {"type": "text_mention", "offset": 0, "length": 5, "user": user}
    bold = {"type": "bold", "offset": 6, "length": 3}
    await ana.sends_content(text="There you are", entities=[mention, bold])
    await ana.sees("contact or payment details")
    known = (await ana.sends_photo()).file
    assert known is not None
    size = {name: known[name] for name in ("file_id", "file_unique_id", "width", "height")}
    marked = {"caption": "There you go", "caption_entities": [mention, bold]}
    await ana.sends_content(photo=[size], **marked)
    await settled(storage, telegram)
    sent = await values(storage, tables.outbox.c.params, tables.outbox.c.chat_id == marc.id)
    *_, text, _, copy = sent
    assert text["entities"] == copy["caption_entities"] == [bold]
    assert copy["caption"] == "There you go"
    log = await values(storage, tables.relay_messages.c.entities)
    assert "tranger" not in json.dumps(log)
    await nothing_went_wrong(storage, telegram)


async def test_another_file_in_place_of_the_first(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Seen to fail: the copy showed the first file again."""
    storage = program.app.storage
    await _deal(program, ana, marc)
    await ana.types("Hello!")
    await ana.presses("Send it")
    sketch = await ana.sends_file("sketch.pdf", b"%PDF one", caption="So?")
    copy = await marc.sees("So?")
    await ana.edits_file(sketch, "final.pdf", b"%PDF two", caption="So!")
    await settled(storage, telegram)
    shown = next(message for message in await marc.chat() if message.id == copy.id)
    assert shown.file is not None
    assert (shown.file["name"], shown.text[:3]) == ("final.pdf", "So!")
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _deal(program: Program, ana: Person, marc: Person) -> None:
    """A project between them, once both are known here."""
    for person, role in ((ana, "freelancer"), (marc, "client")):
        if not await person.chat():
            await person.types("/start")
            await person.sees()
            await profile(program.app.storage, person, role)
    await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)
