"""What stories about disputes and operators share: who runs the bot, and what a dispute takes."""

from aiogram.filters.callback_data import CallbackData

from simulator.people import Message, Person, Telegram
from tests.stories.conftest import Program
from tests.stories.money import opens_project

WHY = "We agreed on three sketches, and one came."
VERDICT = "Two of the three sketches were delivered as agreed."


async def operators(program: Program, telegram: Telegram, *names: str) -> list[Person]:
    """They run the bot from now on, and have said hello."""
    people = [await telegram.person(name) for name in names]
    ids = tuple(person.id for person in people)
    program.settings = program.settings.model_copy(update={"operators": ids})
    await program.restart()
    for person in people:
        await person.types("/start")
        await person.sees()
    return people


async def disputes(person: Person, position: int = 1) -> None:
    """By the buttons, as a person finds them."""
    await opens_project(person)
    await person.presses("Something wrong?")
    await person.presses(f"Dispute milestone {position}")
    await person.types(WHY)
    await person.presses("Open the dispute", on=await person.sees("all its deadlines stand still"))
    await person.sees("The dispute is open")


async def decides(operator: Person, how: str, amount: str = "") -> Message:
    """From the notice of a new dispute to the decision."""
    notice = await operator.sees("A dispute to decide", anywhere=True)
    await operator.presses("Have a look", on=notice)
    await operator.presses(how)
    if amount:
        await operator.types(amount)
    await operator.types(VERDICT)
    review = await operator.sees("Both read your words")
    await operator.presses("Decide", on=review)
    return review


async def forged(person: Person, tap: CallbackData) -> str:
    """Presses a button that was never drawn; what the alert says, or nothing."""
    answer = await person.presses_data(await person.last(), tap.pack())
    return answer.text if answer.alert else ""
