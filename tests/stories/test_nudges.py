"""Somebody waits for an answer, and the other one is told so: a reply to that is the answer.

Seen to fail without the line of the reminder.
"""

from datetime import timedelta

import pytest

from simulator.people import Person, Telegram
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import nothing_went_wrong, settled

DAY = timedelta(days=1)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def deal(program: Program, stage: str, ana: Person, marc: Person) -> None:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    await deal_at(program.app.storage, stage, ana, marc, NEVER_SHOWN)


async def test_a_bid_that_nobody_answers(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal(program, "bid", ana, marc)
    await program.later(3 * DAY)
    await ana.sees("with the client for three days", button="Your bid", anywhere=True)
    asked = await marc.sees("Somebody has been waiting for three days", anywhere=True)
    await marc.presses("See the bids", on=asked)
    await marc.sees("Ana")
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_message_that_nobody_answers(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal(program, "started", ana, marc)
    await ana.types("/chat")
    await ana.sees("A shop for ceramics")
    await ana.types("Which colours do you like?")
    await settled(program.app.storage, telegram)
    await program.later(DAY)
    reminder = await marc.sees(
        "Ana has been waiting for a day", "Which colours", button="What was said", anywhere=True
    )
    await marc.replies_to(reminder, "Warm ones.")
    await ana.sees("Warm ones.", anywhere=True)
    await program.later(DAY)
    await ana.sees("Marc has been waiting for a day", "Warm ones.", anywhere=True)
    await nothing_went_wrong(program.app.storage, telegram)
