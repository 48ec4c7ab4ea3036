"""Paying outside, where the bot takes no money: the client says so, the freelancer confirms it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.checkout import Checkout, check_payable, due, finish_outside, locked
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import Project, fresh

if TYPE_CHECKING:
    from marketplace.ports import Work


async def claim_paid(work: "Work", actor: Person, milestone_id: int) -> Project:
    """The client says to have paid outside; the freelancer is asked. Raises Refused as `due`, or
    `pay-here` where the bot takes the money, `claimed-already`."""
    project, checkout = await due(work, actor, milestone_id)
    if work.policy.takes_money:
        raise Refused("pay-here")
    if checkout.claimed_at:
        raise Refused("claimed-already")
    checkout = replace(checkout, claimed_at=work.now)
    await work.checkouts.change(checkout)
    project = await fresh(work, project)
    work.happened(events.PaymentClaimed(project, project.milestone(milestone_id), checkout))
    return project


async def confirm_receipt(work: "Work", actor: Person, milestone_id: int) -> Project:
    """The freelancer has the money, whoever said so first. Raises Refused: `not-yours`,
    `already-paid`, `checkout-cancelled`, `disputed`, `pay-here`."""
    project, checkout = await _payees(work, actor, milestone_id)
    return await fresh(work, await finish_outside(work, project, checkout))


async def deny_receipt(work: "Work", actor: Person, milestone_id: int) -> Project:
    """Nothing has arrived yet; the client is told. Raises Refused as `confirm_receipt`."""
    project, checkout = await _payees(work, actor, milestone_id)
    checkout = replace(checkout, claimed_at=None)
    await work.checkouts.change(checkout)
    project = await fresh(work, project)
    work.happened(events.ReceiptDenied(project, project.milestone(milestone_id), checkout))
    return project


async def _payees(work: "Work", actor: Person, milestone_id: int) -> tuple[Project, Checkout]:
    project, checkout = await locked(work, milestone_id)
    if checkout.payee_id != actor.id:
        raise Refused("not-yours")
    check_payable(project.milestone(milestone_id), checkout)
    if work.policy.takes_money:
        raise Refused("pay-here")
    return project, checkout
