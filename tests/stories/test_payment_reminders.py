"""A payment that is due and doesn't come: the client is reminded after 1, 3 and 7 days, once each.

Seen to fail: with all missed reminders sent after a long stop, and with neither `remind_at` cleared
by the payment nor the state asked.
"""

from datetime import timedelta

import pytest

from simulator.people import Person, Telegram
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import nothing_went_wrong, settled

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def due(program: Program, ana: Person, marc: Person) -> None:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    await deal_at(program.app.storage, "due", ana, marc, NEVER_SHOWN)


async def reminders(program: Program, telegram: Telegram, marc: Person) -> list[str]:
    await settled(program.app.storage, telegram)
    return [message.text for message in await marc.chat() if "has been due for" in message.text]


@pytest.mark.usefixtures("due")
async def test_after_one_three_and_seven_days(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    olga = await telegram.person("Olga")
    program.settings = program.settings.model_copy(update={"operators": (olga.id, 12345)})
    await program.restart()
    await olga.types("/start")
    await olga.sees()
    for days, count in ((1, 1), (2, 2), (4, 3)):
        await program.later(days * DAY - MINUTE)
        assert len(await reminders(program, telegram, marc)) == count - 1
        await program.later(MINUTE)
        assert len(await reminders(program, telegram, marc)) == count
    await marc.sees("$200 for milestone 1", "7 days", button="Pay $200", anywhere=True)
    await ana.sees("I reminded your client three times", anywhere=True)
    note = await olga.sees("$200 unpaid for 7 days", "Client Marc, freelancer Ana", anywhere=True)
    assert note.labels == ["Have a look"]
    await program.later(30 * DAY)
    assert len(await reminders(program, telegram, marc)) == 3
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
@pytest.mark.usefixtures("due")
async def test_what_is_paid_is_not_asked_for_again(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    await program.later(DAY)
    await marc.presses("Pay $200", on=await marc.sees("has been due for a day", anywhere=True))
    await marc.pays(await marc.sees("Milestone 1 of “A shop for ceramics”:"))
    await marc.sees("Paid: $200")
    await program.later(30 * DAY)
    assert await reminders(program, telegram, marc) == []  # the first became the way to pay


@ONE_DATABASE
@pytest.mark.usefixtures("due")
async def test_after_a_long_stop_one_reminder_stands_for_all(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    await program.later(5 * DAY)
    (text,) = await reminders(program, telegram, marc)
    assert "3 days" in text
    await program.later(2 * DAY)
    assert len(await reminders(program, telegram, marc)) == 2
