"""The card that ends a conversation is the same card that the project shows: with every button that
its reader can use now, and no other.

Seen to fail: each conversation drew the card from the facts that it had at hand, so that Accept was
missing after a proposal to cancel, and money could seemingly be set aside where the bot takes none.
"""

import pytest
from pydantic import SecretStr

from simulator.people import Person, Telegram
from tests.stories.conftest import Program
from tests.stories.money import deal_of, opens_project
from tests.stories.truth import nothing_went_wrong

REASON = "Please make it warmer, like an oven."
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def _same_as_the_project(person: Person, words: str) -> None:
    """What the conversation shows at its end, beside the project opened anew."""
    ended = await person.sees(words)
    await opens_project(person)
    opened = await person.sees("A shop for ceramics", "1. step 1")
    assert ended.labels == opened.labels


async def test_after_a_proposal_to_cancel(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal_of(program, "review", ana, marc)
    await opens_project(marc)
    for label in ("Something wrong?", "Cancel the project"):
        await marc.presses(label)
    await marc.types(REASON)
    await marc.presses("Send the proposal")
    await _same_as_the_project(marc, "1. step 1")
    assert "Accept" in (await marc.last()).labels
    await nothing_went_wrong(program.app.storage, telegram)


async def test_after_a_decline_where_the_bot_takes_no_money(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    nothing = {"payment_provider_token": SecretStr("")}
    program.settings = program.settings.model_copy(update=nothing)
    await program.restart()
    await deal_of(program, "review", ana, marc)
    await opens_project(marc)
    await marc.presses("Decline")
    await marc.types(REASON)
    await _same_as_the_project(marc, "1. step 1")
    await nothing_went_wrong(program.app.storage, telegram)


async def test_after_a_dispute_about_what_is_due(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """The second milestone is in review meanwhile."""
    await deal_of(program, "due", ana, marc)
    await opens_project(ana)
    await ana.presses("Deliver milestone 2")
    await ana.types("Here is the second step, as agreed.")
    await ana.presses("Mark completed")
    await marc.sees("Is it what you agreed on", anywhere=True)
    await opens_project(marc)
    for label in ("Something wrong?", "Dispute milestone 1"):
        await marc.presses(label)
    await marc.types(REASON)
    await marc.presses("Open the dispute")
    await _same_as_the_project(marc, "1. step 1")
    assert "Accept" in (await marc.last()).labels
    await nothing_went_wrong(program.app.storage, telegram)
