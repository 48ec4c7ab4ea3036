"""The seven days of a review, to the second: reminders, newer versions, more time, races.

Seen to fail: with a week that is a second shorter or longer, with a newer version that keeps the
older one's deadline, with a reminder an hour late or given twice, with more time taken twice.
"""

import asyncio
from datetime import timedelta

from marketplace.deliveries import DeliveryState
from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import Deal, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views import callbacks

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
WEEK = timedelta(seconds=604_800)
REMINDERS = (4 * DAY, 6 * DAY, 7 * DAY - 3 * HOUR)


async def test_a_newer_version_restarts_the_seven_days(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await _under_review(program, ana, marc)

    # A reason that is too short keeps asking; the review goes on meanwhile.
    await _opens_project(marc)
    old = await marc.sees(button="Accept")
    await marc.presses("Decline")
    for reason in ("no", "too cold", "👎"):
        await marc.types(reason)
        await marc.sees("at least 10", "What should be different")
    await marc.types("/cancel")

    await program.later(3 * DAY)
    await _opens_project(ana)
    await ana.presses("Send a newer version")
    await ana.types("Version two, warmer.")
    await ana.presses("Mark completed")
    await marc.sees("Version 2", "warmer", button="Accept")
    stale = await marc.presses_data(old, old.data("Accept"))
    assert "replaced by a newer one" in stale.text

    # Three reminders, each at its second and once.
    passed = timedelta(0)
    for number, at in enumerate(REMINDERS):
        await program.later(at - passed - SECOND)
        assert await _reminders(program, telegram, marc) == number
        await program.later(SECOND)
        assert await _reminders(program, telegram, marc) == number + 1
        passed = at
    await program.later(WEEK - passed - SECOND)
    assert await _reminders(program, telegram, marc) == 3
    assert await _states(program) == [DeliveryState.REPLACED, DeliveryState.IN_REVIEW]
    await program.later(SECOND)
    assert await _states(program) == [DeliveryState.REPLACED, DeliveryState.AUTO_ACCEPTED]
    await marc.sees("is now accepted")
    await ana.sees("did not answer in time", "Milestone 2 is open now")
    await program.later(30 * DAY)
    assert await _reminders(program, telegram, marc) == 3
    assert await count(storage, tables.checkouts) == 1
    await nothing_went_wrong(storage, telegram)


async def test_three_more_days_once(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await _under_review(program, ana, marc)
    await program.later(6 * DAY)
    assert await _reminders(program, telegram, marc) == 1
    await _opens_project(marc)
    await marc.presses("Take 3 more days")
    await ana.sees("3 more days", "at the latest")
    shown = await marc.sees("Please decide by")
    assert not [label for label in shown.labels if "more days" in label]
    again = await marc.presses_data(shown, callbacks.MoreTime(delivery_id=deal.delivery).pack())
    assert "once per delivery" in again.text
    await program.later(4 * DAY - SECOND)
    assert await _states(program) == [DeliveryState.IN_REVIEW]
    assert await _reminders(program, telegram, marc) == 2  # the last of those that were missed
    await program.later(SECOND)
    assert await _states(program) == [DeliveryState.AUTO_ACCEPTED]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_accept_and_silence_at_the_same_moment(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Whoever comes first, it is accepted once, and one checkout is opened."""
    storage = program.app.storage
    await _under_review(program, ana, marc)
    await program.later(WEEK - SECOND)
    await _opens_project(marc)
    question = await marc.sees(button="Accept")
    program.clock.pass_(SECOND)
    data = question.data("Accept")
    ticks = (program.app.scheduler.tick() for _ in range(2))
    presses = (marc.presses_data(question, data) for _ in range(2))
    await asyncio.gather(*presses, *ticks)
    await settled(storage, telegram)
    (state,) = await _states(program)
    assert state in (DeliveryState.ACCEPTED, DeliveryState.AUTO_ACCEPTED)
    assert await count(storage, tables.checkouts) == 1
    assert len(await telegram.calls("sendInvoice", ok=True)) == 1
    assert await values(storage, tables.milestones.c.state) == ["accepted", "in_progress"]
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _under_review(program: Program, ana: Person, marc: Person) -> Deal:
    """Version 1 is completed at this very second."""
    storage = program.app.storage
    sent = await ana.sends_file("shop.zip", b"PK the shop")
    assert sent.file
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    return await deal_at(storage, "review", ana, marc, sent.file["file_id"])


async def _opens_project(person: Person) -> None:
    await person.types("/projects")
    await person.presses("A shop for ceramics")


async def _reminders(program: Program, telegram: Telegram, marc: Person) -> int:
    await settled(program.app.storage, telegram)
    calls = await telegram.calls("sendMessage", chat_id=marc.id, ok=True)
    return sum("waits for your answer" in str(call["params"].get("text")) for call in calls)


async def _states(program: Program) -> list[str]:
    return await values(program.app.storage, tables.deliveries.c.state)
