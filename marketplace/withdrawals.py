"""Withdrawals: a person asks for money from their wallet, an operator sends it or says why not.

The amount is reserved from the request on, so it cannot be spent twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.money import PAID_OUT, Cause, Kind, check_amount, move, wallet, withdrawal
from marketplace.people import Person
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_WAITING = 5
"""Requests of one person that wait at a time."""


class WithdrawalState(StrEnum):
    WAITING = "waiting"
    PAID = "paid"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """`destination`: in the person's own words, where the money shall go."""

    id: int
    person_id: int
    amount_minor: int
    destination: str
    asked_at: datetime
    state: WithdrawalState = WithdrawalState.WAITING
    reason: str = ""
    """Why it was rejected, or what the operator wrote when sending it."""
    ended_at: datetime | None = None


def destination_text(raw: str) -> str:
    return measured(paragraph(raw), 5, 300)


async def may_ask(work: "Work", actor: Person) -> int:
    """How much the actor can withdraw, in minor units.

    Raises Refused: `payments-off`, `nothing-to-withdraw`, `too-many-withdrawals`.
    """
    if not work.policy.takes_money:
        raise Refused("payments-off")
    balance_minor = await work.ledger.balance(wallet(actor.id))
    if balance_minor <= 0:
        raise Refused("nothing-to-withdraw")
    if await work.withdrawals.count_waiting(actor.id) >= MOST_WAITING:
        raise Refused("too-many-withdrawals", most=MOST_WAITING)
    return balance_minor


async def ask(work: "Work", actor: Person, amount_minor: int, destination: str) -> Withdrawal:
    """Reserves the amount; operators are told. Raises Refused as `may_ask`, `not-enough-money`, or
    of the amount or the destination."""
    await may_ask(work, actor)
    asked = Withdrawal(
        id=0,
        person_id=actor.id,
        amount_minor=check_amount(amount_minor),
        destination=destination_text(destination),
        asked_at=work.now,
    )
    asked = replace(asked, id=await work.withdrawals.add(asked))
    cause = Cause(Kind.WITHDRAWAL, actor.id)
    source, target = wallet(actor.id), withdrawal(asked.id)
    await move(work, f"withdrawal:{asked.id}", cause, source, target, amount_minor)
    work.happened(events.WithdrawalAsked(actor, asked))
    return asked


async def own_waiting(work: "Work", actor: Person, withdrawal_id: int) -> Withdrawal:
    """The actor's own, which nobody has decided on. Raises Refused: `not-yours`,
    `already-ended`, `withdrawal-under-way`."""
    found = await work.withdrawals.find(withdrawal_id)
    if found is None or found.person_id != actor.id:
        raise Refused("not-yours")
    found = await waiting(work, withdrawal_id)
    if await work.rulings.payout_proposed(withdrawal_id):
        raise Refused("withdrawal-under-way")
    return found


async def cancel(work: "Work", actor: Person, withdrawal_id: int) -> Withdrawal:
    """The person takes it back while it waits. Raises Refused as `own_waiting`."""
    found = await own_waiting(work, actor, withdrawal_id)
    return await _end(work, found, WithdrawalState.CANCELLED, "", actor.id)


async def waiting(work: "Work", withdrawal_id: int) -> Withdrawal:
    """One that nobody has decided on, locked. Raises Refused: `gone`, `already-ended`."""
    found = await work.withdrawals.lock(withdrawal_id)
    if found is None:
        raise Refused("gone")
    if found.state is not WithdrawalState.WAITING:
        raise Refused("already-ended", state=found.state.value)
    return found


async def reject(work: "Work", operator: Person, withdrawal_id: int, reason: str) -> Withdrawal:
    """The money is in the wallet again, and the person reads why."""
    found = await waiting(work, withdrawal_id)
    ended = await _end(work, found, WithdrawalState.REJECTED, reason, operator.id)
    work.happened(events.WithdrawalRejected(ended))
    return ended


async def pay(work: "Work", operator: Person, withdrawal_id: int, note: str) -> Withdrawal:
    """The operator has sent it; `note` tells the person how."""
    found = await waiting(work, withdrawal_id)
    ended = await _end(work, found, WithdrawalState.PAID, note, operator.id)
    work.happened(events.WithdrawalPaid(ended))
    return ended


async def _end(
    work: "Work", found: Withdrawal, state: WithdrawalState, reason: str, actor_id: int
) -> Withdrawal:
    ended = replace(found, state=state, reason=reason, ended_at=work.now)
    if not await work.withdrawals.end(ended):
        raise Refused("already-ended", state=found.state.value)
    paid = state is WithdrawalState.PAID
    cause = Cause(Kind.PAYOUT if paid else Kind.WITHDRAWAL_ENDED, actor_id)
    source, target = withdrawal(found.id), PAID_OUT if paid else wallet(found.person_id)
    await move(work, f"withdrawal-end:{found.id}", cause, source, target, found.amount_minor)
    return ended
