"""Escrow: what the client sets aside for a milestone ahead. Rules: product.md, "Money".

A milestone is funded as a whole or not at all, and at most once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from marketplace import events, invoices, wallets
from marketplace.errors import Refused
from marketplace.invoices import Invoice, Purpose
from marketplace.money import Cause, Kind, escrow, move, wallet
from marketplace.people import Person
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState, fresh

if TYPE_CHECKING:
    from marketplace.ports import Work

_OPEN = (MilestoneState.UPCOMING, MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)


def fundable(project: Project, milestone_id: int | None = None) -> tuple[Milestone, ...]:
    """The milestones that can be funded now; of one, or of the whole project."""
    if project.state is not ProjectState.RUNNING:
        return ()
    return tuple(
        m
        for m in project.milestones
        if m.state in _OPEN
        and not m.funded
        and not m.disputed
        and (milestone_id is None or m.id == milestone_id)
    )


async def to_fund(
    work: "Work", actor: Person, project_id: int, milestone_id: int | None
) -> tuple[Project, tuple[Milestone, ...]]:
    """The client's project, locked, and what of it would be funded.

    Raises Refused: `not-yours`, `payments-off`, `nothing-to-fund`.
    """
    project = await work.projects.lock(project_id)
    if project is None or project.client_id != actor.id:
        raise Refused("not-yours")
    if not work.policy.takes_money:
        raise Refused("payments-off")
    steps = fundable(project, milestone_id)
    if not steps:
        raise Refused("nothing-to-fund")
    return project, steps


async def fund(
    work: "Work", actor: Person, project_id: int, milestone_id: int | None
) -> tuple[Project, Invoice | None]:
    """Sets the price of one milestone, or of all that are open, aside from the client's wallet.

    Where the wallet doesn't cover it: an invoice for what is missing, which does it when it is
    paid. Raises Refused as `to_fund`.
    """
    project, steps = await to_fund(work, actor, project_id, milestone_id)
    total_minor = sum(step.amount_minor for step in steps)
    if await wallets.balance(work, actor.id) < total_minor:
        return project, await _invoice(work, project, milestone_id, total_minor)
    return await set_aside(work, project, milestone_id, by_payment=False), None


async def set_aside(
    work: "Work", project: Project, milestone_id: int | None, *, by_payment: bool
) -> Project:
    """From the client's wallet, which covers it; the project is locked."""
    steps = fundable(project, milestone_id)
    for step in steps:
        cause = Cause(Kind.FUNDING, project.client_id, project.id, step.id)
        source, target = wallet(project.client_id), escrow(step.id)
        await move(work, f"funding:{step.id}", cause, source, target, step.amount_minor)
    project = await fresh(work, project)
    ids = {step.id for step in steps}
    funded = tuple(m for m in project.milestones if m.id in ids)
    work.happened(events.MilestonesFunded(project, funded, by_payment))
    return project


async def ask_again(
    work: "Work", project: Project, milestone_id: int | None, came_minor: int
) -> None:
    """A part has come: the next invoice, for what is still missing. Where the bot takes no money
    any more, the part stays in the client's wallet."""
    if not work.policy.takes_money:
        client = await work.people.get(project.client_id)
        work.happened(events.PaymentKept(client, came_minor))
        return
    total_minor = sum(step.amount_minor for step in fundable(project, milestone_id))
    invoice = await _invoice(work, project, milestone_id, total_minor)
    work.happened(events.FundingContinues(project, invoice, came_minor))


async def give_back(
    work: "Work", project: Project, milestones: Sequence[Milestone], actor_id: int
) -> int:
    """What is set aside for them returns to the client's wallet; how much that was."""
    returned = 0
    for step in milestones:
        if step.escrow_minor:
            cause = Cause(Kind.RETURN, actor_id, project.id, step.id)
            source, target = escrow(step.id), wallet(project.client_id)
            await move(work, f"return:{step.id}", cause, source, target, step.escrow_minor)
            returned += step.escrow_minor
    return returned


async def _invoice(
    work: "Work", project: Project, milestone_id: int | None, total_minor: int
) -> Invoice:
    return await invoices.for_project(work, Purpose.FUNDING, project, milestone_id, total_minor)
