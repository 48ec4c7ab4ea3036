"""Who is told what, when and how loud, as people live it: settings, a night, the day's summary, and
a dozen bids that are one message.

Seen to fail: with the relay's copies left to ring at night, with each bid a message of its own,
and with a merged message that a reply still took to the first bidder.
"""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.test_hiring import bids_on, posts, starts
from tests.stories.truth import count, nothing_went_wrong, settled, values

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLE = "Landing page for a bakery"


async def opens_notices(person: Person) -> None:
    await person.types("/settings")
    await person.presses("Notices")


async def chooses(person: Person, kind: str, way: str) -> None:
    await opens_notices(person)
    await person.presses(kind)
    await person.presses(way)
    await person.sees(f"{kind}: {way}")


async def sounds(program: Program, telegram: Telegram, person: Person, since: int) -> list[bool]:
    """Of the messages after the first `since` calls, whether each may make a sound."""
    await settled(program.app.storage, telegram)
    calls = (await telegram.calls(chat_id=person.id, ok=True))[since:]
    new = [call for call in calls if call["method"].startswith(("send", "copy"))]
    return [not call["params"].get("disable_notification") for call in new]


async def so_far(program: Program, telegram: Telegram, person: Person) -> int:
    await settled(program.app.storage, telegram)
    return len(await telegram.calls(chat_id=person.id, ok=True))


# --- settings ------------------------------------------------------------------------------


async def test_settings_are_walked_by_buttons_and_survive_what_is_typed_wrong(
    program: Program, telegram: Telegram, ana: Person
) -> None:
    """The clock stands at 12:00 UTC on 1 March 2026."""
    storage = program.app.storage
    await ana.types("/start")
    await ana.presses("I'm a freelancer")
    await opens_notices(ana)
    shown = await ana.sees("New bids: at once", "Quiet hours: off", "I don't know where you are")
    assert "summary" not in shown.text
    assert await count(storage, tables.notice_settings) == 0
    await ana.presses("Reminders")
    await ana.sees("How should I tell you?", button="✓ at once")
    await ana.presses("once a day")
    await ana.sees("Reminders: once a day", "Your daily summary comes at 09:00")

    # Quiet hours need a clock, so the place is asked for first; it is not guessed from nothing.
    await ana.presses("Quiet hours")
    await ana.sees("Where are you?")
    for wrong, why in (
        ("asdfgh", "I don't know the place “asdfgh”"),
        ("Lisbn", "I'm not sure about “Lisbn”"),
        ("Brazil", "more than one time in Brazil"),
    ):
        await ana.types(wrong)
        await ana.sees(why, "Where are you?")
    await ana.presses("Manaus, Brazil · 08:00")
    await ana.sees("Manaus, Brazil. It is 08:00 with you", button="22:00–08:00")
    await ana.presses("23:00–07:00")
    await ana.sees("Quiet from 23:00–07:00", button="✓ 23:00–07:00")

    # Other hours are typed.
    await ana.presses("Other hours")
    for wrong, why in (("late", "I need two times"), ("8-8", "Both times are the same")):
        await ana.types(wrong)
        await ana.sees(why, f"“{wrong}”")
    await ana.types("from 10:30 pm to 6")
    await ana.sees("Quiet from 22:30–06:00", "Manaus")
    await ana.presses("Where I am")
    await ana.types("Nepal")
    await ana.sees("Kathmandu, Nepal. It is 17:45 with you", "Quiet from 22:30–06:00")
    await ana.presses("Quiet hours")
    await ana.presses("No quiet hours")
    await ana.sees("Quiet hours: off", button="✓ No quiet hours")
    (kinds,) = await values(storage, tables.notice_settings.c.kinds)
    assert kinds == {"reminders": "daily"}
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
async def test_the_profile_tells_where_somebody_may_be(
    program: Program, telegram: Telegram, ana: Person
) -> None:
    await ana.types("/start")
    await ana.sees()
    await profile(program.app.storage, ana)
    await opens_notices(ana)
    await ana.presses("Where I am")
    await ana.presses("Porto, Portugal · 12:00")
    await ana.sees("Porto, Portugal. It is 12:00 with you")
    await nothing_went_wrong(program.app.storage, telegram)


# --- a night -------------------------------------------------------------------------------


async def test_a_night_is_quiet_but_for_what_waits_for_a_decision(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Marc's night in Kolkata begins at 16:30 UTC. What Ana writes comes without a sound; what she
    delivers rings."""
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(storage, person, role)
    await deal_at(storage, "started", ana, marc, NEVER_SHOWN)
    await opens_notices(marc)
    await marc.presses("Where I am")
    await marc.types("Kolkata")
    await marc.presses("Quiet hours", on=await marc.sees("It is 17:30 with you"))
    await marc.presses("22:00–08:00")
    await marc.sees("Quiet from 22:00–08:00")

    for hours, rings in ((0, True), (4.5, False), (13.5, False), (14.5, True)):
        program.clock.pass_(hours * HOUR - (program.clock.now() - NOON))
        before = await so_far(program, telegram, marc)
        await ana.types("/projects")
        await ana.presses("A shop for ceramics")
        await ana.presses("Chat")
        await ana.types(f"Good evening {hours}")
        await ana.sends_photo(caption=f"In this colour {hours}")
        assert set(await sounds(program, telegram, marc, before)) == {rings}, hours

    program.clock.pass_(6 * HOUR)  # 8:00 in the evening UTC is the middle of Marc's night
    before = await so_far(program, telegram, marc)
    await ana.types("/projects")
    await ana.presses("A shop for ceramics")
    await ana.presses("Deliver milestone 1")
    await ana.types("The first version of it")
    await ana.presses("Mark completed", on=await ana.sees(button="Mark completed"))
    await marc.sees("The first version", button="Accept")
    assert (await sounds(program, telegram, marc, before))[-1]
    await nothing_went_wrong(storage, telegram)


# --- once a day ----------------------------------------------------------------------------


async def test_once_a_day_is_one_message_at_nine(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    ola = await telegram.person("Ola")
    await starts(marc, ana, ola)
    for person in (ana, ola):
        await profile(storage, person)
    await posts(marc, TITLE)
    await chooses(marc, "New bids", "once a day")
    before = await so_far(program, telegram, marc)
    await bids_on(ana, TITLE, "500")
    await bids_on(ola, TITLE, "450")
    await ola.presses("Withdraw")
    await ola.presses("Withdraw", on=await ola.sees("will no longer see it"))
    await marc.sees("Ola", "withdrew", anywhere=True)  # of this kind he hears at once
    assert await sounds(program, telegram, marc, before) == [False]

    await program.later(20 * HOUR + 59 * HOUR / 60)
    await marc.doesnt_see("1. 📩", anywhere=True)
    await program.later(HOUR / 60)
    digest = await marc.sees(
        "Your daily summary", "1. 📩 Ana bids", "2. 📩 Ola bids", anywhere=True
    )
    assert "$500" in digest.text
    await program.app.scheduler.tick()
    await program.later(24 * HOUR)
    await settled(storage, telegram)
    assert len([m for m in await marc.chat() if "1. 📩" in m.text]) == 1
    await marc.presses("1 · See the bid", on=digest)
    await marc.sees("$500", button="Hire")
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
async def test_whoever_switches_back_gets_what_was_kept_and_off_is_off(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await starts(marc, ana)
    await profile(storage, ana)
    await posts(marc, TITLE)
    await chooses(marc, "New bids", "once a day")
    await bids_on(ana, TITLE, "500")
    await chooses(marc, "New bids", "off")
    await marc.sees("Your daily summary", "1. 📩 Ana bids", anywhere=True)
    await ana.presses("Withdraw")
    await ana.presses("Withdraw", on=await ana.sees("will no longer see it"))
    await bids_on(ana, TITLE, "510")
    await program.later(24 * HOUR)
    await settled(storage, telegram)
    assert not [m for m in await marc.chat() if "$510" in m.text]
    assert await count(storage, tables.digest_items) == 0
    await nothing_went_wrong(storage, telegram)


# --- many bids -----------------------------------------------------------------------------


async def test_twelve_bids_are_one_message_until_the_client_looks(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    storage = program.app.storage
    bidders = [await telegram.person(f"Bidder {n}") for n in range(1, 15)]
    await starts(marc, *bidders)
    for bidder in bidders:
        await profile(storage, bidder)
    await posts(marc, TITLE)
    before = await so_far(program, telegram, marc)
    for number, bidder in enumerate(bidders[:12], start=1):
        program.clock.pass_(HOUR)
        await bids_on(bidder, TITLE, str(400 + 30 * number))
    assert await sounds(program, telegram, marc, before) == [True]  # the first rings, it alone
    told = await marc.sees("12 new bids", "From $430 to $760", "and 9 more", anywhere=True)
    lines = told.text.splitlines()
    assert [line.split("💰")[0].strip() for line in lines if "💰" in line] == [
        "Bidder 12",
        "Bidder 11",
        "Bidder 10",
    ]

    # A reply to it is meant for nobody in particular, least of all for the first bidder.
    await marc.replies_to(told, "When could you begin?")
    await settled(storage, telegram)
    assert await count(storage, tables.relay_messages) == 0

    # Whoever has looked hears of the next one anew; and a day after the first, too.
    await marc.presses("See the bids", on=told)
    await marc.sees("12 bids", "Bidder 7")
    await bids_on(bidders[12], TITLE, "300")
    fresh = await marc.sees("Bidder 13", "$300", button="See the bid")
    assert fresh.id != told.id
    await program.later(24 * HOUR)
    await bids_on(bidders[13], TITLE, "310")
    last = await marc.sees("Bidder 14", "$310", button="See the bid", anywhere=True)
    assert last.id not in (fresh.id, told.id)
    await nothing_went_wrong(storage, telegram)
