"""Checkout: paying for an accepted milestone, once. Rules: product.md, guarantees 2 and 4.

From what is set aside for it; else from the client's wallet, by hand after one confirmation, by
silence only where the client wants that; else by an invoice for exactly what is missing. Where the
bot takes no money, people pay each other outside, and say so.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import escrow, events, invoices, ratings, wallets
from marketplace.errors import Refused
from marketplace.invoices import Purpose
from marketplace.money import FEES, Cause, Kind, distribute, wallet
from marketplace.money import escrow as escrow_of
from marketplace.people import Person
from marketplace.policy import fee_of
from marketplace.projects import Milestone, MilestoneState, Project, finish_milestone, fresh

if TYPE_CHECKING:
    from marketplace.ports import Work


REMIND_AFTER = (timedelta(days=1), timedelta(days=3), timedelta(days=7))
"""The client is reminded so long after a payment became due; with the last, operators are told."""


class CheckoutState(StrEnum):
    """`cancelled`: nothing is to be paid any more."""

    DUE = "due"
    PAID = "paid"
    CANCELLED = "cancelled"


class PaidFrom(StrEnum):
    """`outside`: not through the bot; the freelancer has confirmed it."""

    ESCROW = "escrow"
    WALLET = "wallet"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Checkout:
    """What the client owes for an accepted milestone, in minor units.

    `fee_minor` of it is the platform's, once paid. `claimed_at`: the client says to have paid
    outside.
    """

    id: int
    project_id: int
    milestone_id: int
    payer_id: int
    payee_id: int
    amount_minor: int
    opened_at: datetime
    state: CheckoutState = CheckoutState.DUE
    paid_at: datetime | None = None
    paid_from: PaidFrom | None = None
    fee_minor: int = 0
    claimed_at: datetime | None = None
    reminders: int = 0
    """How many of the reminders in `REMIND_AFTER` were sent."""

    @property
    def earned_minor(self) -> int:
        """What the freelancer gets of it."""
        return self.amount_minor - self.fee_minor


async def open_for(
    work: "Work",
    project: Project,
    milestone: Milestone,
    *,
    by_silence: bool = False,
    amount_minor: int | None = None,
    actor_id: int | None = None,
) -> Checkout:
    """The checkout of a milestone that was just accepted, paid at once where that can be.

    `amount_minor`: other than its price, where an operator has decided so; what is set aside
    beyond it returns to the client.
    """
    checkout = Checkout(
        id=0,
        project_id=project.id,
        milestone_id=milestone.id,
        payer_id=project.client_id,
        payee_id=project.freelancer_id,
        amount_minor=milestone.amount_minor if amount_minor is None else amount_minor,
        opened_at=work.now,
    )
    checkout = replace(checkout, id=await work.checkouts.add(checkout))
    return await pay_or_ask(work, project, checkout, by_silence=by_silence, actor_id=actor_id)


async def pay_or_ask(
    work: "Work",
    project: Project,
    checkout: Checkout,
    *,
    by_silence: bool = False,
    actor_id: int | None = None,
) -> Checkout:
    """Pays a due checkout from escrow, or by silence from the wallet; else the client is asked."""
    milestone = project.milestone(checkout.milestone_id)
    if milestone.funded:
        actor_id = actor_id or (None if by_silence else project.client_id)
        await lock_accounts(work, project)
        checkout = await _settle(work, project, checkout, PaidFrom.ESCROW, actor_id)
        rest = replace(milestone, escrow_minor=milestone.escrow_minor - checkout.amount_minor)
        await escrow.give_back(work, project, (rest,), actor_id or project.client_id)
        return checkout
    if by_silence and await _pays_by_itself(work, project, checkout):
        return await _settle(work, project, checkout, PaidFrom.WALLET, None)
    await announce_due(work, project, checkout)
    return checkout


async def lock_accounts(work: "Work", project: Project, *others: str) -> None:
    """All that a payment within the project may book on, where it may take more than one booking:
    locked one by one, two of them could wait for each other."""
    parties = wallet(project.client_id), wallet(project.freelancer_id)
    fees = (FEES,) if project.fee_basis_points else ()
    await work.ledger.lock(*fees, *parties, *others)


async def announce_due(work: "Work", project: Project, checkout: Checkout) -> None:
    """The client is asked for the money: a tap where the wallet covers it, else an invoice."""
    milestone, invoice = project.milestone(checkout.milestone_id), None
    balance_minor = await wallets.balance(work, checkout.payer_id)
    if work.policy.takes_money and balance_minor < checkout.amount_minor:
        invoice = await invoices.for_project(
            work, Purpose.CHECKOUT, project, milestone.id, checkout.amount_minor
        )
    work.happened(events.CheckoutDue(project, milestone, checkout, balance_minor, invoice))


async def due(work: "Work", actor: Person, milestone_id: int) -> tuple[Project, Checkout]:
    """The unpaid checkout that the actor owes; its project is locked.

    Raises Refused: `not-yours`, `already-paid`, `checkout-cancelled`, `disputed`.
    """
    project, checkout = await locked(work, milestone_id)
    if checkout.payer_id != actor.id:
        raise Refused("not-yours")
    check_payable(project.milestone(milestone_id), checkout)
    return project, checkout


async def locked(work: "Work", milestone_id: int) -> tuple[Project, Checkout]:
    """With its project locked. Raises Refused `not-yours`."""
    project = await work.projects.lock_by_milestone(milestone_id)
    checkout = await work.checkouts.of_milestone(milestone_id)
    if project is None or checkout is None:
        raise Refused("not-yours")
    return project, checkout


def check_payable(milestone: Milestone, checkout: Checkout) -> None:
    """Raises Refused: `already-paid`, `checkout-cancelled`, `disputed`."""
    if checkout.state is CheckoutState.PAID:
        raise Refused("already-paid")
    if checkout.state is CheckoutState.CANCELLED:
        raise Refused("checkout-cancelled")
    if milestone.disputed:
        raise Refused("disputed")


async def pay_from_wallet(work: "Work", actor: Person, milestone_id: int) -> Project:
    """The client's confirmation. Raises Refused as `due`, or `not-enough-money`."""
    project, checkout = await due(work, actor, milestone_id)
    await settle_from_wallet(work, project, checkout)
    return await fresh(work, project)


async def settle_from_wallet(work: "Work", project: Project, checkout: Checkout) -> Checkout:
    """From the client's wallet, which covers it; the project is locked."""
    return await _settle(work, project, checkout, PaidFrom.WALLET, checkout.payer_id)


async def cancel(work: "Work", checkout: Checkout) -> None:
    """Nothing is to be paid any more. Raises Refused `already-paid`."""
    if not await work.checkouts.cancel(checkout.id):
        raise Refused("already-paid")


# --- reminders -----------------------------------------------------------------------------


async def remind(work: "Work", checkout_id: int) -> None:
    """One reminder for all that are due by now (after a long downtime only the last counts)."""
    found = await work.checkouts.find(checkout_id)
    project = await work.projects.lock(found.project_id) if found else None
    checkout = await work.checkouts.find(checkout_id)
    if project is None or checkout is None or checkout.state is not CheckoutState.DUE:
        return
    milestone = project.milestone(checkout.milestone_id)
    due = sum(checkout.opened_at + after <= work.now for after in REMIND_AFTER)
    if due > checkout.reminders and not milestone.disputed:
        checkout = replace(checkout, reminders=due)
        await work.checkouts.reminded(checkout)
        work.happened(events.PaymentReminder(project, milestone, checkout))


def next_reminder_at(checkout: Checkout) -> datetime | None:
    """When the next reminder of this payment is due; None when all were sent."""
    if checkout.reminders >= len(REMIND_AFTER):
        return None
    return checkout.opened_at + REMIND_AFTER[checkout.reminders]


# --- inside --------------------------------------------------------------------------------


async def _pays_by_itself(work: "Work", project: Project, checkout: Checkout) -> bool:
    payer = await work.people.get(checkout.payer_id)
    if not payer.auto_pay or not work.policy.takes_money:
        return False
    await lock_accounts(work, project)  # what it holds now it still holds when it pays
    return await wallets.balance(work, payer.id) >= checkout.amount_minor


async def _settle(
    work: "Work", project: Project, checkout: Checkout, source: PaidFrom, actor_id: int | None
) -> Checkout:
    """To the freelancer's wallet, less the platform's fee; the milestone is paid."""
    fee_minor = fee_of(checkout.amount_minor, project.fee_basis_points)
    checkout = await _mark_paid(work, checkout, source, fee_minor)
    account = (
        escrow_of(checkout.milestone_id) if source is PaidFrom.ESCROW else wallet(checkout.payer_id)
    )
    cause = Cause(Kind.CHECKOUT, actor_id, project.id, checkout.milestone_id)
    parts = {wallet(checkout.payee_id): checkout.earned_minor, FEES: fee_minor}
    await distribute(work, f"checkout:{checkout.id}", cause, account, parts)
    by_itself = actor_id is None and source is PaidFrom.WALLET
    await _finish(work, project, checkout, by_itself=by_itself)
    return checkout


async def finish_outside(work: "Work", project: Project, checkout: Checkout) -> Project:
    """The freelancer has the money, and not from us. Raises Refused `already-paid`."""
    checkout = await _mark_paid(work, checkout, PaidFrom.OUTSIDE, 0)
    return await _finish(work, project, checkout)


async def _mark_paid(
    work: "Work", checkout: Checkout, source: PaidFrom, fee_minor: int
) -> Checkout:
    paid = replace(
        checkout,
        state=CheckoutState.PAID,
        paid_at=work.now,
        paid_from=source,
        fee_minor=fee_minor,
    )
    if not await work.checkouts.mark_paid(paid):
        raise Refused("already-paid")
    return paid


async def _finish(
    work: "Work", project: Project, checkout: Checkout, *, by_itself: bool = False
) -> Project:
    """`project` is locked, and as it stands now."""
    milestone = project.milestone(checkout.milestone_id)
    project = await finish_milestone(work, project, milestone, MilestoneState.PAID)
    milestone = project.milestone(checkout.milestone_id)
    work.happened(events.MilestonePaid(project, milestone, checkout, by_itself))
    await ratings.ask_when_complete(work, project)
    return project
