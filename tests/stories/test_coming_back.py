"""Who had stopped the bot, and what they learn when they are there again.

Seen to fail with nothing but the talk told to them, and with projects shown that had ended.
"""

from simulator.people import Person, Telegram
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at
from tests.stories.money import deal_of
from tests.stories.truth import nothing_went_wrong, settled
from views import callbacks as c

GONE = "You had stopped this bot"


async def test_a_client_learns_of_the_delivery_that_came_meanwhile(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Otherwise silence would accept what they were never shown."""
    storage = program.app.storage
    deal = await deal_of(program, "started", ana, marc)
    await deal_at(storage, "complete", ana, marc, NEVER_SHOWN)
    await marc.blocks()
    await settled(storage, telegram)
    await ana.presses_data(await ana.last(), c.Deliver(milestone_id=deal.milestones[0]).pack())
    await ana.types("The sketches are ready, three of them.")
    await ana.presses("Mark completed")
    await ana.sees("is marked completed")
    await settled(storage, telegram)
    await marc.unblocks()
    told = await marc.sees(GONE, "A shop for ceramics", "Milestone 1 waits for your decision")
    assert told.text.count("A shop for ceramics") == 1
    await marc.presses("A shop for ceramics", on=told)
    await marc.sees("Please decide by", button="Accept")

    await marc.types("/start")
    await marc.sees("You are here as a client")
    await marc.doesnt_see(GONE)
    assert await telegram.spinning() == []


async def test_who_has_no_running_project_is_told_nothing_new(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await deal_of(program, "complete", ana, marc)
    await ana.blocks()
    await settled(storage, telegram)
    await ana.unblocks()
    await ana.doesnt_see(GONE, anywhere=True)
    await nothing_went_wrong(storage, telegram)
