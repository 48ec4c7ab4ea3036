"""Where the bot takes no money: the client says to have paid, the freelancer confirms it.

Seen to fail: with a freelancer's "not yet" that left the claim standing.
"""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from simulator.people import Person, Telegram
from storage import tables
from tests.stories.conftest import Program
from tests.stories.money import deal_of, opens_project
from tests.stories.truth import balances, nothing_went_wrong, values
from views import callbacks

DAY = timedelta(days=1)


@pytest.fixture
async def outside(program: Program) -> Program:
    nothing = {"payment_provider_token": SecretStr("")}
    program.settings = program.settings.model_copy(update=nothing)
    await program.restart()
    return program


async def test_said_denied_said_again_and_confirmed(
    outside: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await deal_of(outside, "review", ana, marc)
    await opens_project(marc)
    assert not [label for label in (await marc.last()).labels if "🔒" in label]
    await marc.presses("Accept")
    ask = await marc.sees("takes no payments", "Please pay Ana $200", anywhere=True)
    await marc.presses("I have paid", on=ask)
    question = await ana.sees("Your client says that they paid $200", anywhere=True)
    await opens_project(ana)
    await ana.sees("Your client says it is paid")
    await ana.presses("Not yet", on=question)
    again = await marc.sees("has not arrived yet", anywhere=True)
    await marc.presses("I have paid", on=again)
    tap = callbacks.ClaimPaid(milestone_id=deal.milestones[0])
    assert "said so already" in (await marc.presses_data(ask, tap.pack())).text
    await opens_project(ana)
    await ana.presses("Received · milestone 1")
    await ana.sees("Paid outside the bot")
    await marc.sees("Paid outside the bot; your freelancer has it: $200", anywhere=True)
    assert await values(outside.app.storage, tables.checkouts.c.paid_from) == ["outside"]
    assert await balances(outside.app.storage) == {}
    assert await telegram.calls("sendInvoice") == []
    await nothing_went_wrong(outside.app.storage, telegram)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_freelancer_is_reminded_to_confirm(
    outside: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await deal_of(outside, "due", ana, marc)
    await opens_project(marc)
    await marc.presses("Pay $200")
    await marc.presses("I have paid", on=await marc.sees("Please pay Ana"))
    await ana.sees("they paid $200", anywhere=True)
    await outside.later(DAY)
    await ana.sees("still waits for your answer", anywhere=True)
    assert "has been due for" not in await marc.transcript()
    await nothing_went_wrong(outside.app.storage, telegram)
