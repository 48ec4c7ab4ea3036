"""What stories about money share: two people with a deal at some stage, and their balances."""

from simulator.people import Message, Person
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, Deal, deal_at, profile
from tests.stories.truth import balances


async def deal_of(program: Program, stage: str, ana: Person, marc: Person) -> Deal:
    """Both have said hello and have a profile; nobody was told of the deal."""
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees()
        await profile(program.app.storage, person, role)
    return await deal_at(program.app.storage, stage, ana, marc, NEVER_SHOWN)


async def opens_project(person: Person) -> None:
    await person.types("/projects")
    await person.presses("A shop for ceramics")


async def wallets(program: Program, *people: Person) -> tuple[int, ...]:
    """In minor units; the books balance."""
    found = await balances(program.app.storage)
    return tuple(found.get(f"wallet:{person.id}", 0) for person in people)


async def escrows(program: Program, deal: Deal) -> tuple[int, ...]:
    """What is set aside for each milestone, in minor units."""
    found = await balances(program.app.storage)
    return tuple(found.get(f"escrow:{milestone}", 0) for milestone in deal.milestones)


async def the_invoice(person: Person, amount_minor: int) -> Message:
    """The invoice of this amount, as soon as it is there."""
    return await person.sees(button=f"Pay ${amount_minor / 100:,.2f}", anywhere=True)
