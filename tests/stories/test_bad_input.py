"""At every question of every conversation everything goes wrong, and nothing is lost by it.

Empty-looking, too long, the wrong kind of message, no numbers, HTML, right-to-left marks, stale,
forged and foreign buttons, two taps at once, a command in the middle: each is answered, the
question stays open with all that was entered, and it can be finished afterwards. No update is
parked, and Telegram refuses none of the bot's calls (guarantees 14 and 20).

Seen to fail: with `Refused` not caught in `Walk.reads`, with a name unescaped in `Text.told`,
with a second tap of the last button finishing again, with drafts that lose their answers.
"""

import pytest

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.clumsy import Clumsy, Tap
from tests.stories.conftest import Program
from tests.stories.deals import profile
from tests.stories.truth import count, marketplace_rows, nothing_went_wrong, values

NAME = "<b>Ana</b> \u202easuoS\u202c & <i>Söhne</i>"
TITLE = "<u>Logo</u> for \u2067a bakery\u2069 & <more>"
TEXT = "<a href='tg://user?id=1'>We</a> open in May & need {a logo} %s $name \u202eod ew\u202c."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_profile_filled_in_clumsily(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await ana.types("/start")
    await ana.presses("I'm a freelancer")
    clumsy = Clumsy(ana, telegram, storage, await _marcs_button(marc))
    await ana.types("/profile")
    await ana.presses("Name, country, city")
    await clumsy.answers("name", NAME)
    await clumsy.answers("country", "Portgal", Tap("Portugal"))
    await clumsy.answers("city", "<Lisboa>")
    await clumsy.answers("review")
    await clumsy.finishes("Save")

    await ana.presses("Skills")
    await clumsy.answers("tags", "<b>SEO</b>, C++; \u200fعربي\u200f")
    await clumsy.finishes("Save")
    await ana.presses("About you")
    await clumsy.answers("text", TEXT)

    await ana.presses("Education")
    await ana.presses("Add")
    await clumsy.answers("name", "Uni & <Co>")
    await clumsy.answers("name", "<Design>")
    await clumsy.answers("year", "2012")
    await clumsy.answers("year", "2016")
    await clumsy.finishes("Save")
    await ana.presses("Back")
    await ana.presses("Work experience")
    await ana.presses("Add")
    await clumsy.answers("name", "<script>alert(1)</script>")
    await clumsy.answers("name", "Title & <b>")
    await clumsy.answers("country", "Portugal")
    await clumsy.answers("year", "2017")
    await clumsy.answers("year", Tap("Present"))
    await clumsy.finishes("Save")

    await ana.types("/profile")
    shown = await ana.sees("100%", "<b>Ana</b> asuoS & <i>Söhne</i>", "<Lisboa>", "C++")
    assert not [mark for mark in shown.entities if mark["type"] in ("text_link", "italic")][2:]
    assert await count(storage, tables.education) == await count(storage, tables.experience) == 1
    await nothing_went_wrong(storage, telegram)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_deal_made_clumsily(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "I'm a freelancer"), (marc, "I'm a client")):
        await person.types("/start")
        await person.presses(role)
    await profile(storage, ana)
    client = Clumsy(marc, telegram, storage)
    freelancer = Clumsy(ana, telegram, storage)

    await marc.presses("Post a job")
    await client.answers("name", TITLE)
    await client.answers("text", TEXT)
    await client.answers("tags", "<html>, web & more", Tap("Done"))
    await client.answers("money", "400,50 - 600.50")
    await client.answers("files", Tap("Skip"))
    await client.answers("review")
    await client.finishes("Post job")
    assert await values(storage, tables.jobs.c.budget_max_minor) == [60050]

    await ana.types("/search")
    await freelancer.answers("words", "bakery <b>")
    await ana.presses("for a bakery")
    await ana.presses("Make a bid")
    freelancer.foreign = await _marcs_button(marc)
    await freelancer.answers("money", "500.50")
    await freelancer.answers("days", "\u200f10\u200f")
    await freelancer.answers("text", TEXT, Tap("Add"))
    await freelancer.answers("name", "<Sketches> & more")
    await freelancer.answers("money", "200,25")
    await freelancer.answers("days", "4", Tap("Add"))
    await freelancer.answers("name", "The rest")
    await freelancer.answers("money", "300.25")
    await freelancer.answers("days", "6", Tap("Done"))
    await freelancer.answers("review")
    await freelancer.finishes("Submit bid")
    assert await values(storage, tables.bids.c.amount_minor) == [50050]

    await marc.sees("500.50")
    await marc.presses("See the bid")
    await marc.presses("Ask")
    await marc.types("Could it be <b>warm</b>?")
    await ana.sees("Could it be <b>warm</b>?")
    await marc.types("/menu")
    await _hires(marc)
    await ana.presses("Deliver milestone 1")
    await freelancer.answers("delivery", TEXT)
    await freelancer.finishes("Mark completed")
    assert await count(storage, tables.deliveries) == 1

    await marc.presses("Decline", on=await marc.sees("od ew", button="Decline"))
    await client.answers("text", "It should feel like <an oven> & be warm.")
    await ana.sees("<an oven> & be warm")
    before = await marketplace_rows(storage)
    await marc.types("/history")
    await marc.presses("1. <Sketches>")
    await marc.sees("<an oven> & be warm")
    assert await marketplace_rows(storage) == before
    await nothing_went_wrong(storage, telegram)


async def test_a_newcomer_finds_what_was_begun(
    program: Program, telegram: Telegram, ana: Person
) -> None:
    """Also whoever never said what brings them here is offered to continue."""
    await ana.types("/post")
    await ana.sees("A title of 5")
    await ana.types("Logo for a bakery")
    await ana.sees("what is to be done")
    await ana.types("/start")
    await ana.sees("What brings you here?", button="Continue: ")
    await ana.presses("Continue: ")
    await ana.sees("what is to be done")
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _marcs_button(marc: Person) -> str:
    """A button of a question that Marc is being asked."""
    await marc.types("/post")
    return (await marc.sees("A title of 5")).data("Cancel")


async def _hires(marc: Person) -> None:
    await marc.presses("My jobs")
    await marc.presses("for a bakery")
    await marc.presses("Bids (1)")
    await marc.presses("1. Ana")
    await marc.presses("Hire")
    await marc.sees("You pay nothing now")
    await marc.presses("Hire")
    await marc.sees("With your freelancer")
