"""Cancelling a project: one side proposes, the other reads exactly what follows, and decides.

Seen to fail: with consent taken from whoever proposed, with escrow left where it was, and with
nothing said of a delivery that ends unpaid.
"""

from datetime import timedelta

import pytest

from simulator.people import Person, Telegram
from storage import tables
from tests.storage.deal import given
from tests.stories.arguing import disputes, forged
from tests.stories.conftest import Program
from tests.stories.deals import Deal
from tests.stories.money import deal_of, escrows, opens_project, wallets
from tests.stories.truth import nothing_went_wrong, values
from views import callbacks

WHY = "My plans have changed, thank you for what you did."
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def proposes(person: Person) -> None:
    await opens_project(person)
    await person.presses("Something wrong?")
    await person.presses("Cancel the project")
    await person.types(WHY)
    await person.presses("Send the proposal", on=await person.sees("is asked to agree"))
    await person.sees("You proposed to cancel this project")


async def funded(program: Program, stage: str, ana: Person, marc: Person) -> Deal:
    deal = await deal_of(program, stage, ana, marc)
    await given(program.app.storage, marc.id, 50000)
    assert not await forged(marc, callbacks.Fund(project_id=deal.project, sure=True))
    return deal


async def test_what_is_set_aside_returns_and_timers_stop(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await funded(program, "review", ana, marc)
    await proposes(ana)
    await marc.presses("Agree to cancel", on=await marc.sees("Ana", "proposes to cancel", WHY))
    sure = await marc.sees("2 of 2 milestones end", "$500 that was set aside returns to Marc")
    assert await escrows(program, deal) == (20000, 30000)
    assert "Milestone 1 is delivered, but not accepted: nothing is paid for it ($200)" in sure.text
    await marc.presses("Yes, cancel the project", on=sure)
    for reader in (ana, marc):
        told = await reader.sees("is cancelled", "$500 that was set aside returns", anywhere=True)
        await reader.presses("Decisions", on=told)
        await reader.sees("Proposal to cancel by Ana", WHY, "the project was cancelled")
    assert await wallets(program, ana, marc) == (0, 50000)
    assert await escrows(program, deal) == (0, 0)
    await program.later(timedelta(days=60))
    assert await values(program.app.storage, tables.milestones.c.state) == ["cancelled"] * 2
    assert await values(program.app.storage, tables.projects.c.state) == ["cancelled"]
    await opens_project(marc)
    card = await marc.sees("Cancelled")
    assert not {"Accept", "Decline", "Something wrong?"} & set(card.labels)
    for tap in (
        callbacks.AgreeCancel(project_id=deal.project, sure=True),
        callbacks.ProposeCancel(project_id=deal.project),
        callbacks.Deliver(milestone_id=deal.milestones[1]),
    ):
        assert await forged(ana, tap)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_accepted_work_stays_to_be_paid(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await deal_of(program, "due", ana, marc)
    await proposes(marc)
    await ana.presses("Agree to cancel", on=await ana.sees("proposes to cancel"))
    sure = await ana.sees("1 of 2 milestones ends", "$200 for accepted work stays to be paid")
    await ana.presses("Yes, cancel the project", on=sure)
    await marc.sees("$200 for accepted work stays to be paid", anywhere=True)
    assert await values(program.app.storage, tables.milestones.c.state) == ["accepted", "cancelled"]
    await given(program.app.storage, marc.id, 20000)
    tap = callbacks.PayFromWallet(milestone_id=deal.milestones[0])
    assert not await forged(marc, tap)
    await ana.sees("has been paid", anywhere=True)
    assert await wallets(program, ana, marc) == (20000, 0)
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_a_proposal_can_be_refused_and_taken_back(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await funded(program, "review", ana, marc)
    agree = callbacks.AgreeCancel(project_id=deal.project, sure=True)
    await proposes(marc)
    assert "no proposal" in await forged(marc, agree)  # not by whoever proposed it
    await ana.presses("Refuse", on=await ana.sees("proposes to cancel"))
    await marc.sees("Ana doesn't agree to cancel", anywhere=True)
    assert "no proposal" in await forged(ana, agree)
    await proposes(marc)
    assert "a proposal to cancel already" in await forged(
        ana, callbacks.ProposeCancel(project_id=deal.project)
    )
    await marc.presses("Something wrong?")
    await marc.presses("Take my proposal back")
    await ana.sees("Marc no longer wants to cancel", anywhere=True)
    assert "no proposal" in await forged(ana, agree)
    assert await escrows(program, deal) == (20000, 30000)
    assert await values(program.app.storage, tables.projects.c.state) == ["running"]
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_consent_waits_while_a_dispute_is_open(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    deal = await deal_of(program, "review", ana, marc)
    await proposes(marc)
    await disputes(ana)
    agree = callbacks.AgreeCancel(project_id=deal.project, sure=True)
    assert "is in dispute" in await forged(ana, agree)
    await ana.presses("Something wrong?")
    shown = await ana.sees("is in dispute", "Marc proposes to cancel")
    assert "Refuse" in shown.labels
    assert "Agree to cancel" not in shown.labels
    await nothing_went_wrong(program.app.storage, telegram)
