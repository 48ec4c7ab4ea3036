"""What a question is about stays above it: nobody answers from memory.

Seen to fail with questions that take the place of the message that led to them, and with a review
that gave way to "you have 3 more days".
"""

from simulator.people import Message, Person, Telegram
from tests.stories.conftest import Program
from tests.stories.deals import NOTE, Deal, deal_at, profile
from tests.stories.truth import nothing_went_wrong

REASON = "Too cold. It should feel like a warm oven."


async def test_the_reason_of_a_decline_stays_while_the_next_version_is_made(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await _deal(program, "started", ana, marc)
    await _delivers(ana, marc)
    await marc.presses("Decline")
    await marc.types(REASON)
    told = await ana.sees("was declined", REASON, button="Deliver milestone 1")
    await ana.presses("Deliver milestone 1", on=told)
    asked = await ana.sees("version 2", "Send the files")
    assert asked.id > told.id
    assert REASON in (await _now(ana, told)).text
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_review_stays_while_one_says_what_should_change(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await _deal(program, "started", ana, marc)
    review = await _delivers(ana, marc)
    await marc.presses("Decline", on=review)
    await marc.sees("What should be different")
    assert NOTE in (await _now(marc, review)).text
    await marc.presses("Cancel")
    await marc.presses("Accept", on=review)
    await ana.sees("was accepted")
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_review_with_more_time_is_still_the_review(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await _deal(program, "started", ana, marc)
    review = await _delivers(ana, marc)
    await marc.presses("Take 3 more days", on=review)
    now = await marc.sees("You have 3 more days", NOTE, "11 Mar 2026", button="Accept")
    assert now.id == review.id
    assert "more days" not in " ".join(now.labels)
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_job_stays_while_one_bids_on_it(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await _deal(program, "open", ana, marc)
    await ana.types("/jobs")
    await ana.presses("A shop for ceramics")
    job = await ana.sees("A shop for ceramics", button="Make a bid")
    await ana.presses("Make a bid")
    asked = await ana.sees("How much do you ask for")
    assert asked.id > job.id
    assert (await _now(ana, job)).text == job.text
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _deal(program: Program, stage: str, ana: Person, marc: Person) -> Deal:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    return await deal_at(program.app.storage, stage, ana, marc, "never-shown")


async def _delivers(ana: Person, marc: Person) -> Message:
    """Completes the first milestone; returns the review that its client is shown."""
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")
    await ana.types(NOTE)
    await ana.presses("Mark completed")
    review = await marc.sees("Version 1 is completed", NOTE, button="Accept")
    await marc.waits()  # for the card, which might be what is pressed until its number is known
    return review


async def _now(person: Person, message: Message) -> Message:
    """The message as it is by now, with all that waits shown."""
    await person.waits()
    return next(one for one in await person.chat() if one.id == message.id)
