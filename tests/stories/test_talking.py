"""The two sides talk: every kind of message, both ways, and nothing of who they are elsewhere.

Seen to fail: with forwardMessage instead of copyMessage, with the line of a withdrawn bid left
open, with the mark of the unreachable left out of the card.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from marketplace import bids
from simulator.images import sample_jpeg
from simulator.people import Attachment, Message, Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.conversations.desk import POLL
from tests.storage.deal import within
from tests.stories.conftest import WITH_TOPICS_TOO, Program
from tests.stories.deals import NEVER_SHOWN, Deal, deal_at, profile
from tests.stories.money import opens_project
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views.callbacks import Chat, Deliver
from views.chat import PARTNERS

SECRETS = ("ana_hidden", "Hiddenname", "marc_hidden", "+351900", "Stranger", "forward_origin")
ORIGIN = {
    "type": "user",
    "date": 1,
    "sender_user": {"id": 7, "is_bot": False, "first_name": "Stranger"},
}
REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    (POLL.raw, "can't pass a poll on"),
    ({"story": {"id": 1, "chat": {"id": 1, "type": "private"}}}, "show who posted it"),
    ({"dice": {"emoji": "🎲", "value": 4}}, "can't be passed on"),
)
EVERYTHING: tuple[tuple[str, Callable[[Person], Awaitable[Message]]], ...] = (
    ("voice", lambda who: who.sends_voice(b"voice one")),
    ("photo", lambda who: who.sends_photo(caption="In this colour")),
    ("video", lambda who: who.sends_video(b"video", caption="In this colour")),
    ("animation", lambda who: who.sends_animation(b"gif")),
    ("audio", lambda who: who.sends_audio(b"audio", caption="In this colour")),
    ("sticker", lambda who: who.sends_sticker()),
    ("video_note", lambda who: who.sends_video_note(b"round")),
    ("document", lambda who: who.sends_file("colours.pdf", b"%PDF colours")),
)


pytestmark = WITH_TOPICS_TOO


async def test_they_talk_both_ways_and_stay_who_they_are_here(
    program: Program, telegram: Telegram
) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    for one, other in ((ana, marc), (marc, ana)):
        await one.types("/projects")
        await one.presses("A shop for ceramics")
        await one.presses("Chat")
        await one.sees("What you write next goes there")
        await one.types("Good morning!")
        heard = await other.sees("Good morning!")
        await other.replies_to(heard, "And to you.")
        answer = await one.sees("And to you.")
        assert answer.reply_to is not None
        for kind, sends in EVERYTHING:
            await sends(one)
            await settled(storage, telegram)
            assert (await _newest_file(other))["kind"] == kind
            captioned = kind in ("photo", "video", "audio")
            assert (await other.last()).text == ("In this colour" if captioned else "")
        await one.sends_location(38.7, -9.1)
        await settled(storage, telegram)
        assert "location" in (await other.last()).raw
        await one.types("As I was told elsewhere", forward_origin=ORIGIN)
        await other.sees("As I was told elsewhere")

        # What would show a poster's name is refused, as is what can't be copied.
        lines = await count(storage, tables.relay_messages)
        for content, words in REFUSED:
            await one.sends_content(**content)
            await one.sees(words)
        await settled(storage, telegram)
        assert await count(storage, tables.relay_messages) == lines
    for person in (ana, marc):
        shown = json.dumps([m.raw for m in await person.chat() if m.by_bot], ensure_ascii=False)
        assert not [secret for secret in SECRETS if secret in shown]
    await nothing_went_wrong(storage, telegram)


async def test_a_plain_message_is_asked_about_once(program: Program, telegram: Telegram) -> None:
    """Seen to fail without holding what was written before the answer."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await ana.types("Good morning!")
    await ana.sees("Send this to Marc (A shop for ceramics)?")
    await ana.types("I have a question.")
    await ana.presses("Send it", on=await ana.sees("Send these 2 messages to Marc"))
    await ana.sees("To Marc")
    await ana.types("Which colours do you like?")
    await settled(storage, telegram)
    heard = ["Good morning!", "I have a question.", "Which colours do you like?"]
    said = (await _heard(marc))[-4:]
    # In a topic its name says who writes.
    header = [] if await marc.topics() else ["💬 Ana · A shop for ceramics"]
    assert said[-len(heard) - len(header) :] == [*header, *heard]
    assert (await _heard(ana))[-1].startswith("✍️ To Marc")

    # After an hour of silence it is asked again, and "no" is an answer, too.
    program.clock.pass_(timedelta(hours=1, minutes=1))
    await ana.types("Hm.")
    await ana.presses("Don't send", on=await ana.sees("Send this to Marc"))
    await ana.sees("It was not sent")
    await settled(storage, telegram)
    assert "Hm." not in await _heard(marc)
    await nothing_went_wrong(storage, telegram)


async def test_with_several_it_is_said_to_whom(program: Program, telegram: Telegram) -> None:
    """The choice holds while the chat is about it: an answer from elsewhere asks anew."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    eve = await telegram.person("Eve")
    await eve.types("/start")
    await eve.sees()
    await profile(storage, eve, "client")
    await deal_at(storage, "started", ana, eve, NEVER_SHOWN)
    await ana.types("Hello")
    asked = await ana.sees("To whom shall I send this?", button="Marc · A shop for ceramics")
    await ana.presses("Eve · A shop for ceramics", on=asked)
    await eve.sees("Hello")
    await ana.types("How are you?")
    await eve.sees("How are you?")
    await marc.types("Are you there?")
    await marc.presses("Send it")
    await ana.sees("Are you there?")
    if not await ana.topics():
        await ana.sees("💬 Marc · A shop for ceramics", anywhere=True)
    await ana.types("Yes!")
    await ana.presses("Marc · A shop for ceramics", on=await ana.sees("To whom"))
    await marc.sees("Yes!")
    assert "Yes!" not in await _heard(eve)
    await nothing_went_wrong(storage, telegram)


async def test_a_choice_whose_talk_is_over_is_asked_anew(
    program: Program, telegram: Telegram
) -> None:
    """Seen to fail: each plain message was refused for the rest of the hour."""
    ana, marc, bid = await _hidden_people(program, telegram, "bid")
    await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)
    await marc.presses_data(await marc.last(), Chat(bid_id=bid.bid).pack())
    await marc.sees("Write it here")
    await marc.types("Which colours?")
    await ana.sees("Which colours?")
    await within(program.app.storage, lambda work: _declines(work, marc, bid))
    await settled(program.app.storage, telegram)
    await marc.types("And something else")
    await marc.sees("Send this to Ana")


async def test_more_partners_than_one_screen_holds(program: Program, telegram: Telegram) -> None:
    """What waits is sent to somebody of the second page as well."""
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    for _ in range(PARTNERS):
        await deal_at(program.app.storage, "started", ana, marc, NEVER_SHOWN)
    await ana.types("Good morning!")
    first = await ana.sees("To whom", button="A shop")
    assert sum("Marc ·" in label for label in first.labels) == PARTNERS
    await ana.presses("More", on=first)
    second = await ana.sees("To whom", button="Newest")
    assert sum("Marc ·" in label for label in second.labels) == 1
    await ana.presses("Marc · A shop", on=second)
    await marc.sees("Good morning!")
    await nothing_went_wrong(program.app.storage, telegram)


async def test_contact_details_are_warned_of_once_also_when_edited_in(
    program: Program, telegram: Telegram
) -> None:
    """Seen to fail: an edit was neither marked nor warned of."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    first = await ana.types("Let us talk")
    await ana.presses("Send it")
    await marc.sees("Let us talk")
    await ana.edits(first, "Let us talk: ana@example.org")
    await ana.sees("looks like contact or payment details")
    await ana.types("or bob@example.org")
    await settled(storage, telegram)
    warned = [m for m in await ana.chat() if "looks like contact" in m.text]
    assert len(warned) == 1
    assert await values(storage, tables.relay_messages.c.flagged) == [True, True]
    await nothing_went_wrong(storage, telegram)


async def test_a_contact_only_after_a_yes(program: Program, telegram: Telegram) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await ana.types("Hello")
    await ana.presses("Send it")
    await marc.replies_to(await marc.sees("Hello"), "Hello!")
    await marc.sends_contact("+351911111111", "Printer")
    asked = await marc.sees("A contact shows its phone number")
    assert not await _contacts(ana)
    await marc.presses("Send it", on=asked)
    await settled(storage, telegram)
    assert await _contacts(ana) == ["+351911111111"]
    await nothing_went_wrong(storage, telegram)


async def test_threads_edits_and_albums(program: Program, telegram: Telegram) -> None:
    """Seen to fail with edits that are not looked at, and with albums copied one by one."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    first = await ana.types("The first idea is red")
    await ana.presses("Send it")
    copy = await marc.sees("The first idea is red")
    await ana.types("The second is blue")
    await marc.sees("The second is blue")
    answered = await marc.replies_to(copy, "I like this one")
    answer = await ana.sees("I like this one")
    assert answer.reply_to == first.id

    # An own message can be answered as well; and what is edited follows.
    await marc.replies_to(answered, "or maybe not")
    follows = await ana.sees("or maybe not")
    assert follows.reply_to == answer.id
    await ana.edits(first, "The first idea is a dark red")
    await settled(storage, telegram)
    edited = next(message for message in await marc.chat() if message.id == copy.id)
    assert edited.text == "The first idea is a dark red\n\n✏️ edited"
    assert await values(storage, tables.relay_edits.c.text) == ["The first idea is a dark red"]
    assert (await values(storage, tables.relay_messages.c.text))[0] == "The first idea is red"

    album = await ana.sends_album(
        [Attachment(f"p{n}.jpg", sample_jpeg(), "photo") for n in range(3)], caption="All three"
    )
    assert len(album) == 3
    await telegram.quiet(within=60)
    program.clock.pass_(timedelta(seconds=2))
    program.app.outbox.wake()
    await settled(storage, telegram)
    copies = [message for message in await marc.chat() if message.raw.get("media_group_id")]
    assert len({message.raw["media_group_id"] for message in copies}) == 1
    assert len(copies) == 3
    await nothing_went_wrong(storage, telegram)


async def test_whatever_is_replied_to(program: Program, telegram: Telegram) -> None:
    """A notice and the card belong to the talk; a message that is gone on the other side, or that
    was the bot's own, harms nothing."""
    storage = program.app.storage
    ana, marc, deal = await _hidden_people(program, telegram, "started")
    welcome = await ana.sees("What brings you here?", anywhere=True)
    await opens_project(marc)
    card = await marc.sees("With your freelancer")
    await settled(storage, telegram)  # What was sent is noted right after Telegram's answer.
    await marc.replies_to(card, "To the card")
    first = await ana.sees("To the card")
    await ana.presses_data(first, Deliver(milestone_id=deal.milestones[0]).pack())
    await ana.types("Here is the first step, in warm colours.")
    await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
    prompt = await marc.sees("warm colours", button="Accept")
    await settled(storage, telegram)
    await marc.replies_to(prompt, "To the notice")
    await ana.sees("To the notice")

    said = await ana.replies_to(first, "A word of mine")
    copy = await marc.sees("A word of mine")
    await marc.deletes(copy)
    await ana.replies_to(said, "To a copy that is gone")
    assert (await marc.sees("To a copy that is gone")).reply_to is None
    await ana.replies_to(welcome, "To the bot itself")
    await ana.sees("Send this to Marc")
    assert "To the bot itself" not in await _heard(marc)
    await nothing_went_wrong(storage, telegram)


async def test_a_file_in_the_chat_becomes_a_delivery(program: Program, telegram: Telegram) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await ana.types("Here it comes.")
    await ana.presses("Send it")
    await ana.sends_file("shop.zip", b"PK the shop")
    asked = await ana.sees("Is it part of the milestone's result?")
    await settled(storage, telegram)
    assert (await _newest_file(marc))["name"] == "shop.zip"
    await ana.presses("Make this a delivery", on=asked)
    await ana.presses("Mark completed", on=await ana.sees("shop.zip", button="Mark completed"))
    await marc.sees("Version 1 is completed", button="Accept", anywhere=True)
    # What the client sends is no result, and nobody is asked.
    await marc.sends_file("brief.pdf", b"%PDF")
    await settled(storage, telegram)
    assert "Make this a delivery" not in (await marc.last()).labels
    await nothing_went_wrong(storage, telegram)


async def test_what_is_written_to_somebody_who_is_away_waits(
    program: Program, telegram: Telegram
) -> None:
    """Their leaving is known, or is only found out by the copy; either way the sender is told
    once. Seen to fail without `deliver_waiting`."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await telegram.fault(
        "error",
        "sendMessage",
        chat=marc,
        code=403,
        description="Forbidden: bot was blocked by the user",
        count=2,
    )
    await ana.types("Are you there?")
    await ana.presses("Send it")
    await ana.sees("has stopped this bot", anywhere=True)
    await ana.types("Hello?")
    await ana.types("I go on, then.")
    await settled(storage, telegram)
    told = [message.text for message in await ana.chat() if "has stopped" in message.text]
    assert len(told) == 1
    await marc.types("/menu")
    await settled(storage, telegram)
    heard = ["Are you there?", "Hello?", "I go on, then."]
    assert [text for text in await _heard(marc) if text in heard] == heard
    assert "written while you were away" in (await marc.sees("while you were away")).text
    await settled(storage, telegram)


async def test_a_flood_keeps_its_order_and_is_announced(
    program: Program, telegram: Telegram
) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await ana.types("0")
    await ana.presses("Send it")
    await marc.sees("0")
    await telegram.fault("error", "sendMessage", chat=marc, count=1, retry_after=30)
    for n in range(1, 60):
        await ana.types(f"{n}")
    await ana.sees("about one message a second", anywhere=True)
    await telegram.quiet(within=60)
    program.clock.pass_(timedelta(seconds=31))
    program.app.outbox.wake()
    await settled(storage, telegram)
    digits = [text for text in await _heard(marc) if text.isdigit()]
    assert digits == [f"{n}" for n in range(60)]
    slow = [m for m in await ana.chat() if "about one message a second" in m.text]
    assert len(slow) == 1


async def test_a_month_after_its_end_the_talk_is_over(program: Program, telegram: Telegram) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "complete")
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Chat")
    await ana.types("Thank you!")
    thanks = await marc.sees("Thank you!")
    program.clock.pass_(timedelta(days=30, seconds=1))
    await marc.replies_to(thanks, "Too late")
    await marc.sees("ended more than a month ago")
    assert "Too late" not in await _heard(ana)
    await nothing_went_wrong(storage, telegram)


async def test_a_talk_that_is_over_and_somebody_who_left(
    program: Program, telegram: Telegram
) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "bid")
    await ana.types("/bids")
    await ana.presses("A shop for ceramics")
    await ana.presses("Chat")
    await ana.types("Which colours do you like?")
    asked = await marc.sees("Which colours")
    await ana.types("/bids")
    await ana.presses("A shop for ceramics")
    await ana.presses("Withdraw")
    await ana.presses("Withdraw", on=await ana.sees("will no longer see it"))
    await marc.sees("withdrew their bid")
    await marc.replies_to(asked, "Warm ones")
    await marc.sees("is over")
    await ana.doesnt_see("Warm ones", anywhere=True)

    await _deal(program, "started", ana, marc)
    await ana.blocks()
    await settled(storage, telegram)
    await marc.types("/projects")
    await marc.presses("A shop for ceramics")
    await marc.sees("has stopped this bot", button="Chat")
    await ana.unblocks()
    await ana.types("/start")
    await ana.sees()
    await marc.types("/projects")
    await marc.presses("A shop for ceramics")
    assert "stopped this bot" not in (await marc.sees("With your freelancer")).text
    await nothing_went_wrong(storage, telegram)


async def test_who_blocks_the_bot_unnoticed_is_found_out_by_the_first_message(
    program: Program, telegram: Telegram
) -> None:
    """Telegram's word that the bot was blocked can get lost; a 403 says it as well."""
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    await telegram.fault(
        "error",
        "sendMessage",
        chat=ana,
        code=403,
        description="Forbidden: bot was blocked by the user",
        count=9,
    )
    await marc.types("Are you there?")
    await marc.presses("Send it")
    await settled(storage, telegram)
    await marc.types("/projects")
    await marc.presses("A shop for ceramics")
    await marc.sees("has stopped this bot")


# --- helpers -------------------------------------------------------------------------------


async def _declines(work: UnitOfWork, client: Person, deal: Deal) -> None:
    await bids.decline(work, await work.people.get(client.id), deal.bid)


async def _hidden_people(
    program: Program, telegram: Telegram, stage: str
) -> tuple[Person, Person, Deal]:
    """Ana and Marc, with names in Telegram that nobody here is to learn."""
    ana = await telegram.person("Ana", username="ana_hidden", last_name="Hiddenname")
    marc = await telegram.person("Marc", username="marc_hidden", last_name="Hiddenname")
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    return ana, marc, await _deal(program, stage, ana, marc)


async def _deal(program: Program, stage: str, ana: Person, marc: Person) -> Deal:
    return await deal_at(program.app.storage, stage, ana, marc, NEVER_SHOWN)


async def _heard(person: Person) -> list[str]:
    """What the bot's messages say that stand in the chat now, in order."""
    return [message.text for message in await person.chat() if message.by_bot and message.text]


async def _contacts(person: Person) -> list[str]:
    shown = [m.raw["contact"] for m in await person.chat() if m.by_bot and "contact" in m.raw]
    return [str(contact["phone_number"]) for contact in shown]


async def _newest_file(person: Person) -> dict[str, object]:
    shown = [message.file for message in await person.chat() if message.by_bot and message.file]
    assert shown
    return shown[-1]
