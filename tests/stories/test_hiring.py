"""Beside the main story: who else bids, changes their mind, is let go; jobs that change and end.

Seen to fail: with nobody told that somebody else was hired, with ended jobs refused renewal, with
the warning given at every tick, with a plan of one milestone that keeps the bid's old amount.
"""

from datetime import timedelta

import pytest

from marketplace.bids import BidState
from marketplace.jobs import JobState
from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.deals import profile
from tests.stories.truth import nothing_went_wrong, settled, values
from views import callbacks

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
PITCH = "A calm page in your colours, tested on old phones."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_completed_profile_leads_back_to_the_job(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """As long as one can bid on it. Seen to fail with a profile that knew of no job, and with one
    that offered what has a bid already.
    """
    await starts(marc, ana)
    await posts(marc, "Landing page for a bakery")
    await _opens(ana, "Landing page")
    await ana.presses("Make a bid")
    await ana.presses("Complete my profile", on=await ana.sees("Still missing"))
    shown = await ana.sees(button="Name, country, city")
    assert not [label for label in shown.labels if "Bid on" in label]
    await profile(program.app.storage, ana)
    await ana.presses("About you")
    await ana.types("Twelve years of calm and well-tested software.")
    await ana.presses("Bid on “Landing page", on=await ana.sees("well-tested software"))
    await ana.sees("Bid · 1 of 4", "Landing page for a bakery")
    for answer in ("450", "10", PITCH):
        await ana.types(answer)
        await ana.sees()
    await ana.presses("Skip")
    await ana.presses("Submit bid")
    await ana.sees("Waiting for the client")
    await ana.types("/profile")
    shown = await ana.sees("well-tested software")
    assert not [label for label in shown.labels if "Bid on" in label]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_several_bid_and_one_is_hired(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    ola, paul, tim = [await telegram.person(name) for name in ("Ola", "Paul", "Tim")]
    await starts(marc, ana, ola, paul, tim)
    for person in (ana, ola, paul):
        await profile(storage, person)
    await posts(marc, "Landing page for a bakery")

    # Who isn't known well enough is led to their profile; nobody bids on their own job.
    await _opens(tim, "Landing page")
    await tim.presses("Make a bid")
    await tim.sees("Still missing", "country")
    await tim.presses("Complete my profile")
    await tim.sees("Still missing", button="Name, country, city")
    shown = await marc.last()
    own = await marc.presses_data(shown, callbacks.MakeBid(job_id=await _job(program)).pack())
    assert own.alert
    assert "your own job" in own.text

    # Three bid without a plan; one changes the amount, one withdraws and bids once more.
    for person, amount in ((ana, "500"), (ola, "450"), (paul, "700")):
        await bids_on(person, "Landing page", amount)
        await marc.sees(person.name, f"${amount}")
    await ana.presses("Edit")
    await ana.presses("Amount")
    await ana.types("480.50")
    await ana.presses("Submit bid")
    await ana.sees("$480.50")
    await marc.sees("Ana", "changed their bid", "$480.50")
    await paul.presses("Withdraw")
    await paul.presses("Withdraw", on=await paul.sees("will no longer see it"))
    await marc.sees("Paul", "withdrew")
    await bids_on(paul, "Landing page", "650")
    await marc.presses("See the bids", on=await marc.sees("3 new bids", "Paul", "$650"))
    await marc.presses("Paul")

    # One is declined, with kind words and a way on.
    await marc.presses("Decline", on=await marc.sees("$650", button="Hire"))
    await marc.presses("Decline", on=await marc.sees("Decline the bid of Paul?"))
    await paul.sees("declined your bid", "not about you", button="Search jobs")

    # The job changes, and who bids is told.
    await marc.types("/menu")
    await marc.presses("My jobs")
    await marc.presses("Landing page")
    await marc.presses("Edit")
    await marc.presses("Budget")
    await marc.types("900")
    await marc.presses("Post job")
    for person in (ana, ola):
        await person.sees("has changed", "$900", button="Your bid")

    # One is hired: the other is let go kindly, and can't change a bid that is over.
    await marc.presses("Bids (2)")
    await marc.presses("Ana")
    await marc.presses("Hire")
    await marc.presses("Hire", on=await marc.sees("You pay nothing now", "$480.50"))
    await marc.sees("With your freelancer Ana")
    await ola.sees("Somebody else was hired", "Thank you", button="Search jobs")
    late = await ola.presses_data(await ola.last(), callbacks.EditBid(id=2).pack())
    assert late.alert
    states = await values(storage, tables.bids.c.state)
    assert sorted(states) == sorted(
        [BidState.HIRED, BidState.LET_GO, BidState.WITHDRAWN, BidState.DECLINED]
    )
    assert await values(storage, tables.milestones.c.amount_minor) == [48050]  # no plan: one whole
    assert await values(storage, tables.jobs.c.state) == [JobState.HIRED]
    await nothing_went_wrong(storage, telegram)


async def test_a_job_is_warned_of_renewed_expires_and_is_closed(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await starts(marc, ana)
    await profile(storage, ana)
    await posts(marc, "Landing page for a bakery")
    await bids_on(ana, "Landing page", "500")
    await marc.sees("Ana", "$500")

    await program.later(27 * DAY - SECOND)
    assert await _times(program, telegram, marc, "closes on") == 0
    await program.later(SECOND)
    await marc.sees("Do you want to keep it open?", button="30 more days")
    await program.later(HOUR)
    assert await _times(program, telegram, marc, "closes on") == 1
    await marc.presses("30 more days")
    await marc.sees("Open until")
    await program.later(27 * DAY)
    assert await _times(program, telegram, marc, "closes on") == 2  # anew for the next thirty days
    await program.later(3 * DAY - SECOND)
    assert await values(storage, tables.jobs.c.state) == [JobState.OPEN]
    await program.later(SECOND)
    await marc.sees("now closed", button="Open it again")
    await ana.sees("was closed, and nobody was hired")

    await marc.presses("Open it again")
    await marc.sees("Open until", "No bids yet")
    await bids_on(ana, "Landing page", "520")
    await marc.sees("Ana", "$520")
    await marc.types("/menu")
    await marc.presses("My jobs")
    await marc.presses("Landing page")
    await marc.presses("Close the job")
    await marc.presses("Close the job", on=await marc.sees("1 freelancer has bid"))
    await marc.sees("⚪️ Closed")
    await ana.sees("was closed, and nobody was hired")
    assert await values(storage, tables.bids.c.state) == [BidState.LET_GO] * 2
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def starts(marc: Person, *freelancers: Person) -> None:
    for person in (marc, *freelancers):
        await person.types("/start")
        await person.presses("I'm a client" if person is marc else "I'm a freelancer")


async def posts(marc: Person, title: str) -> None:
    await marc.types("/post")
    await marc.sees("A title of")
    for answer in (title, "One page: opening hours, a map and photos.", "Web design"):
        await marc.types(answer)
        await marc.sees()
    await marc.presses("Done")
    await marc.types("400-600")
    await marc.presses("Skip")
    posted = await marc.presses("Post job")
    assert "Freelancers can see your job now" in posted.text
    await marc.sees(title, "Open until", "No bids yet. I tell you as soon as one arrives.")


async def _opens(person: Person, title: str) -> None:
    await person.types("/jobs")
    await person.presses(title, on=await person.sees("newest first"))


async def bids_on(person: Person, title: str, amount: str) -> None:
    """Without a plan."""
    await _opens(person, title)
    await person.presses("Make a bid")
    for answer in (amount, "10", PITCH):
        await person.types(answer)
        await person.sees()
    await person.presses("Skip")
    await person.presses("Submit bid")
    await person.sees("Waiting for the client", f"${amount}")


async def _job(program: Program) -> int:
    return int((await values(program.app.storage, tables.jobs.c.id))[-1])


async def _times(program: Program, telegram: Telegram, person: Person, words: str) -> int:
    """In how many messages the person has seen this so far."""
    await settled(program.app.storage, telegram)
    calls = await telegram.calls("sendMessage", chat_id=person.id, ok=True)
    return sum(words in str(call["params"].get("text")) for call in calls)
