"""The two sides talk: every kind of message, both ways, and nothing of who they are elsewhere.

Seen to fail: with forwardMessage instead of copyMessage, with contacts let through, with the line
of a withdrawn bid left open, with the mark of the unreachable left out of the card.
"""

import json
from collections.abc import Awaitable, Callable

from simulator.people import Message, Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, Deal, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, settled

SECRETS = ("ana_hidden", "Hiddenname", "marc_hidden", "+351900", "Stranger", "forward_origin")
ORIGIN = {
    "type": "user",
    "date": 1,
    "sender_user": {"id": 7, "is_bot": False, "first_name": "Stranger"},
}
EVERYTHING: tuple[tuple[str, Callable[[Person], Awaitable[Message]]], ...] = (
    ("voice", lambda who: who.sends_voice(b"voice one")),
    ("photo", lambda who: who.sends_photo(caption="In this colour")),
    ("sticker", lambda who: who.sends_sticker()),
    ("video_note", lambda who: who.sends_video_note(b"round")),
    ("document", lambda who: who.sends_file("colours.pdf", b"%PDF colours")),
)


async def test_they_talk_both_ways_and_stay_who_they_are_here(
    program: Program, telegram: Telegram
) -> None:
    storage = program.app.storage
    ana, marc, _ = await _hidden_people(program, telegram, "started")
    for one, other in ((ana, marc), (marc, ana)):
        await one.types("/projects")
        await one.presses("A shop for ceramics")
        await one.presses("Chat")
        await one.types("Good morning!")
        heard = await other.sees("Good morning!")
        await other.replies_to(heard, "And to you.")
        await one.sees("And to you.")
        for kind, sends in EVERYTHING:
            await one.presses("Write again", on=await _again(one))
            await sends(one)
            await settled(storage, telegram)
            assert (await _newest_file(other))["kind"] == kind
        await one.presses("Write again", on=await _again(one))
        await one.sends_location(38.7, -9.1)
        await settled(storage, telegram)
        assert any("location" in message.raw for message in await other.chat(4))
        await one.presses("Write again", on=await _again(one))
        await one.types("As I was told elsewhere", forward_origin=ORIGIN)
        await other.sees("As I was told elsewhere")

        # A contact would tell a number: it is refused, and so is what can't be copied.
        lines = await count(storage, tables.relay_messages)
        await one.presses("Write again", on=await _again(one))
        await one.sends_contact("+351900000000", "Eve")
        await one.sees("don't pass contacts on")
        await one.types("/cancel")
        await settled(storage, telegram)
        assert await count(storage, tables.relay_messages) == lines
    for person in (ana, marc):
        shown = json.dumps([m.raw for m in await person.chat() if m.by_bot], ensure_ascii=False)
        assert not [secret for secret in SECRETS if secret in shown]
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
    await marc.types("/projects")
    await marc.presses("A shop for ceramics")
    await marc.presses("Chat")
    await marc.types("Are you there?")
    await settled(storage, telegram)
    await marc.types("/projects")
    await marc.presses("A shop for ceramics")
    await marc.sees("has stopped this bot")


# --- helpers -------------------------------------------------------------------------------


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


async def _again(person: Person) -> Message:
    return await person.sees("Passed on", button="Write again", anywhere=True)


async def _newest_file(person: Person) -> dict[str, object]:
    shown = [message.file for message in await person.chat() if message.by_bot and message.file]
    assert shown
    return shown[-1]
