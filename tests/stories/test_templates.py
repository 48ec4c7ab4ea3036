"""Pitch templates as people live them: from an alert to the client in three taps."""

from marketplace.people import Role
from simulator.people import Person, Telegram
from tests.storage.deal import job_terms, posted
from tests.stories.conftest import Program
from tests.stories.deals import profile
from tests.stories.truth import nothing_went_wrong, settled


async def makes_template(ana: Person) -> None:
    await ana.types("/templates")
    await ana.sees("You have none yet.")
    await ana.presses("➕ New template")
    await ana.types("Shops")
    await ana.types("Hello {client}, “{title}” is what I do: {skills}. Yours, {name}")
    await ana.presses("Middle of the budget")
    await ana.types("10")
    await ana.presses("Save template")
    await ana.sees("Your template is saved.")
    await ana.sees("Shops · Middle of the budget · 10 days")


async def test_three_taps_lead_from_an_alert_to_the_client(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, Role.FREELANCER), (marc, Role.CLIENT)):
        await person.types("/start")
        await profile(storage, person, role)
    await makes_template(ana)
    await ana.types("/search")
    await ana.types("bakery")
    await ana.presses("🔔 Tell me about new ones")
    async with storage.begin() as work:
        client = await work.people.get(marc.id)
    await posted(storage, client, job_terms("A page for a bakery"))
    await program.app.scheduler.tick()
    await settled(storage, telegram)
    await ana.sees("A new job for you")
    await ana.presses("Make a bid")
    await ana.presses("📄 Shops")
    await ana.presses("Submit bid")
    await ana.sees("Your bid on A page for a bakery")
    await settled(storage, telegram)
    await marc.presses("See the bid")
    await marc.sees("Hello Marc, “A page for a bakery” is what I do: Python. Yours, Ana")
    await marc.sees("$650 · 10 days")
    await nothing_went_wrong(storage, telegram)


async def test_a_pitch_typed_by_hand_is_kept_changed_and_removed(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, Role.FREELANCER), (marc, Role.CLIENT)):
        await person.types("/start")
        await profile(storage, person, role)
    async with storage.begin() as work:
        client = await work.people.get(marc.id)
    await posted(storage, client, job_terms("A page for a bakery"))
    await ana.types("/jobs")
    await ana.presses("A page for a bakery")
    await ana.presses("Make a bid")
    for answer in ("600", "12", "I make calm pages for bakeries."):
        await ana.types(answer)
    await ana.presses("Skip")
    await ana.presses("Submit bid")
    await ana.presses("📄 Keep as a template")
    await ana.sees("What would you like to call this template?")
    await ana.types("Bakeries")
    await ana.sees("It is one of your templates now.")
    await ana.sees("Bakeries · Middle of the budget · 12 days")
    await ana.presses("Bakeries")
    await ana.sees("I make calm pages for bakeries.")
    await ana.presses("✏️ Edit")
    await ana.presses("✏️ Amount")
    await ana.presses("Most of the budget")
    await ana.presses("Save template")
    await ana.sees("Bakeries · Most of the budget · 12 days")
    await ana.types("/profile")
    await ana.presses("📄 My templates")
    await ana.presses("Bakeries")
    await ana.presses("🗑 Remove")
    await ana.sees("Remove “Bakeries”?")
    await ana.presses("🗑 Remove")
    await ana.sees("You have none yet.")
    await nothing_went_wrong(storage, telegram)
