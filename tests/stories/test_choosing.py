"""A client chooses among ten bids: sorted, opened, put aside, side by side, hired.

Seen to fail: with Back to the first page, with the bids' order forgotten by the profile, with what
is new forgotten by the next page, and with hire buttons of the comparison that outlive their bids.
"""

from datetime import timedelta

from aiogram.filters.callback_data import CallbackData

from marketplace import bids, jobs, people
from marketplace.bids import BidTerms
from marketplace.choosing import Order
from simulator.people import Message, Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import PITCH, bid_terms, job_terms, within
from tests.stories.conftest import Program
from tests.stories.deals import profile
from tests.stories.truth import nothing_went_wrong, settled, values
from views import callbacks as c

TITLE = "A shop for ceramics"
CLOSED = "no longer open"


async def test_ten_bids_and_one_is_hired(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    storage = program.app.storage
    bidders = await meet(program, telegram, marc, 10)
    job_id = await offered(program, marc, bidders)
    made = await bid_ids(program)

    # The best fit first; then by price, by days, by rating; what comes last is on another page.
    await opens(marc, 10)
    first = await marc.sees("10 bids", "From $500 to $590", "Best fit first")
    assert first.labels[:8] == [f"{n}. B{n - 1}" for n in range(1, 9)]
    assert {"✓ Fit", "Price", "Days", "Rating", "9–10 ›"} <= set(first.labels)
    await marc.presses("Days")
    assert numbered(await marc.sees("✨", button="✓ Days"))[:2] == ["1. B9", "2. B8"]
    await marc.presses("Rating")
    await marc.sees("Best rating first", button="✓ Rating")
    await marc.presses("Price")
    assert numbered(await marc.sees("Lowest amount"))[:2] == ["1. B0", "2. B1"]
    await marc.presses("9–10 ›")
    second = await marc.sees(button="‹ 1–8")
    assert numbered(second) == ["9. B8", "10. B9"]
    assert second.id == first.id  # edited in place

    # A bid in full; the way back leads to the same page, past the profile and a question, too.
    await marc.presses("9. B8")
    await marc.sees("🎯 Fit", "$580", PITCH, button="Hire")
    await marc.presses("Profile")
    await marc.presses("Back")
    await marc.presses("Back", on=await marc.sees(button="☆ Shortlist"))
    await marc.sees("$580", button="✓ Price")
    assert numbered(await marc.last()) == ["9. B8", "10. B9"]

    # Three are put aside; nobody hears of it.
    heard = [len(await bidder.chat()) for bidder in bidders]
    for name in ("9. B8", "10. B9"):
        await marc.presses(name)
        await stars(marc)
    await marc.presses("‹ 1–8")
    await marc.presses("1. B0")
    await stars(marc)
    assert len(await values(storage, tables.shortlists.c.bid_id)) == 3
    shown = await marc.sees("★ on your shortlist", button="Compare (3)")
    assert "★ ✨ \u2068B0" in shown.text
    await settled(storage, telegram)
    assert [len(await bidder.chat()) for bidder in bidders] == heard

    # Side by side, in the same order; one is hired, after a second thought.
    await marc.presses("Compare (3)")
    beside = await marc.sees("Side by side", "1. B0", "2. B8", "3. B9", "step 1")
    assert {"Hire 1", "Hire 2", "Hire 3"} <= set(beside.labels)
    await marc.presses("Hire 2")
    await marc.presses("Back", on=await marc.sees("Hire B8 for"))
    await marc.presses("Hire 2", on=await marc.sees("Side by side"))
    await marc.presses("Hire", on=await marc.sees("Hire B8 for"))
    await marc.sees("With your freelancer B8")
    await bidders[0].doesnt_see("shortlist", anywhere=True)
    await bidders[8].doesnt_see("shortlist", anywhere=True)

    # The job is closed now, and every old button says so.
    for tap in every_tap(job_id, made[0]):
        answer = await marc.presses_data(await marc.last(), tap.pack())
        assert answer.alert, tap
        assert CLOSED in answer.text, tap
    await nothing_went_wrong(storage, telegram)


async def test_nobody_else_chooses(
    program: Program, telegram: Telegram, marc: Person, ana: Person
) -> None:
    """Not even who made the bid. Seen to fail without the question whose job it is."""
    storage = program.app.storage
    bidders = await meet(program, telegram, marc, 2)
    job_id = await offered(program, marc, bidders)
    (bid_id, _) = await bid_ids(program)
    await ana.types("/start")
    for stranger in (bidders[0], bidders[1], ana):
        for tap in every_tap(job_id, bid_id):
            answer = await stranger.presses_data(await stranger.last(), tap.pack())
            assert answer.alert, tap
            assert answer.text == "That isn't yours to open.", tap
    assert await values(storage, tables.shortlists.c.bid_id) == []
    await nothing_went_wrong(storage, telegram)


async def test_of_a_long_shortlist_three_are_picked(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    storage = program.app.storage
    bidders = await meet(program, telegram, marc, 5)
    job_id = await offered(program, marc, bidders)
    made = await bid_ids(program)
    await opens(marc, 5)
    for n in range(5):
        await marc.presses(f"{n + 1}. B{n}", on=await marc.sees(button="5. B4"))
        await stars(marc)
    await marc.presses("Compare (5)", on=await marc.sees(button="Compare (5)"))
    await marc.sees("Pick two or three", "None is picked")
    for n in (0, 2, 4):
        await marc.presses(f"⬜️ B{n}")
        await marc.sees(button=f"☑️ B{n}")
    full = await marc.presses("⬜️ B3")
    assert full.alert
    assert "3 bids fit side by side" in full.text
    again = await marc.presses_data(await marc.last(), c.PickBid(bid_id=made[0], on=True).pack())
    assert again.alert

    await marc.presses("Compare (3)")
    await marc.sees("Side by side", "1. B0", "2. B2", "3. B4")
    await marc.presses("Compare others")
    await marc.presses("☑️ B4", on=await marc.sees(button="☑️ B4"))
    await marc.presses("Compare (2)", on=await marc.sees("2 are picked"))
    beside = await marc.sees("Side by side", "1. B0", "2. B2")
    assert "Hire 3" not in beside.labels

    # One of the two withdraws: its button goes, and the rest of the shortlist is asked about anew.
    await bidders[2].presses_data(
        await bidders[2].last(), c.WithdrawBid(id=made[2], sure=True).pack()
    )
    await marc.sees("withdrew")
    await settled(storage, telegram)
    now = next(shown for shown in await marc.chat() if shown.id == beside.id)
    assert "Hire 1" in now.labels
    assert "Hire 2" not in now.labels
    late = await marc.presses_data(now, c.HireCompared(id=job_id, bid_id=made[2]).pack())
    assert late.alert
    assert "no longer open" in late.text
    await marc.presses_data(now, c.Compare(job_id=job_id).pack())
    await marc.sees("One is picked")

    # Off the list again, down to one: nothing to compare.
    for n in (0, 1, 3):
        await marc.presses_data(await marc.last(), c.OpenBid(id=made[n]).pack())
        await marc.presses("★ Take off shortlist")
        await marc.sees(button="☆ Shortlist")
    few = await marc.presses_data(await marc.last(), c.Compare(job_id=job_id).pack())
    assert few.alert
    assert "two bids or more" in few.text
    await nothing_went_wrong(storage, telegram)


async def test_what_is_new_is_marked_while_the_client_looks_around(
    program: Program, telegram: Telegram, marc: Person
) -> None:
    bidders = await meet(program, telegram, marc, 3)
    await offered(program, marc, bidders[:2])
    await opens(marc, 2)
    assert (await marc.sees("2 bids")).text.count("✨ \u2068") == 2
    program.clock.pass_(timedelta(minutes=5))
    await offers(program, bidders[2], bid_terms(600_00))
    await marc.presses("Price")
    assert (await marc.sees("3 bids")).text.count("✨ \u2068") == 3
    program.clock.pass_(timedelta(minutes=5))
    await opens(marc, 3)
    assert "✨" not in (await marc.sees("3 bids")).text
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


def every_tap(job_id: int, bid_id: int) -> list[CallbackData]:
    return [
        c.JobBids(job_id=job_id),
        c.ListBids(job_id=job_id, order=Order.PRICE, page=1),
        c.Compare(job_id=job_id),
        c.ChooseCompared(job_id=job_id),
        c.Shortlist(bid_id=bid_id, on=True),
        c.Shortlist(bid_id=bid_id, on=False),
        c.PickBid(bid_id=bid_id, on=True),
        c.PickBid(bid_id=bid_id, on=False),
        c.HireCompared(id=job_id, bid_id=bid_id),
    ]


async def meet(program: Program, telegram: Telegram, marc: Person, count: int) -> list[Person]:
    """Marc, and so many people who can bid: B0, B1 …"""
    bidders = [await telegram.person(f"B{n}") for n in range(count)]
    for person in (marc, *bidders):
        await person.types("/start")
        await person.sees()
    await profile(program.app.storage, marc, "client")
    for bidder in bidders:
        await profile(program.app.storage, bidder)
    return bidders


async def offered(program: Program, marc: Person, bidders: list[Person]) -> int:
    """A job, on which each bids $10 more and a day less than who came before. All but the first
    three have learnt something else, so they fit less."""
    storage = program.app.storage

    async def post(work: UnitOfWork) -> int:
        client = await work.people.get(marc.id)
        return (await jobs.post(work, client, job_terms(TITLE))).id

    job_id = await within(storage, post)
    for n, bidder in enumerate(bidders):
        if n > 2:
            await learns(program, bidder, "Cobol")
        await offers(program, bidder, bid_terms(250_00, 250_00 + n * 10_00), days=20 - n)
    return job_id


async def learns(program: Program, person: Person, skill: str) -> None:
    async def act(work: UnitOfWork) -> None:
        await people.set_skills(work, await work.people.get(person.id), [skill])

    await within(program.app.storage, act)


async def offers(program: Program, person: Person, terms: BidTerms, days: int = 20) -> None:
    """On the newest job."""
    job_id = (await values(program.app.storage, tables.jobs.c.id))[-1]
    terms = BidTerms(terms.amount_minor, days, terms.pitch, terms.plan)

    async def act(work: UnitOfWork) -> None:
        await bids.submit(work, await work.people.get(person.id), job_id, terms)

    await within(program.app.storage, act)


async def bid_ids(program: Program) -> list[int]:
    return [int(one) for one in await values(program.app.storage, tables.bids.c.id)]


async def opens(marc: Person, count: int) -> None:
    await marc.types("/menu")
    await marc.presses("My jobs")
    await marc.presses(TITLE)
    await marc.presses(f"Bids ({count})")


async def stars(marc: Person) -> None:
    """Puts the bid that is open on the shortlist, and goes back."""
    answer = await marc.presses("☆ Shortlist")
    assert "Only you see that" in answer.text
    await marc.presses("Back", on=await marc.sees(button="★ Take off shortlist"))


def numbered(shown: Message) -> list[str]:
    """The buttons of bids."""
    return [label for label in shown.labels if label[0].isdigit() and ". " in label]
