"""Wallets: what a person can spend or withdraw, what is set aside, and how it came about."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.money import Kind, wallet
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_LINES_OF_A_FILE = 5000


@dataclass(frozen=True, slots=True)
class Wallet:
    """In minor units. `in_escrow`: set aside for milestones that the person pays; `withdrawing`:
    reserved until an operator has decided; `due`: what they owe for accepted milestones;
    `expected`: what is set aside for milestones that they work on, before the platform's fee."""

    balance_minor: int
    in_escrow_minor: int = 0
    withdrawing_minor: int = 0
    due_minor: int = 0
    expected_minor: int = 0


class Side(StrEnum):
    """Which lines of a statement are wanted."""

    ALL = "all"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement in or out of a wallet. `id` rises with time; `about` is the project's title."""

    id: int
    at: datetime
    kind: Kind
    amount_minor: int
    about: str = ""
    position: int | None = None
    """Of the milestone, where it is about one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The newest lines of a wallet, oldest first. `before_minor`: its balance before the first of
    them, in minor units."""

    lines: tuple[StatementLine, ...]
    before_minor: int


async def balance(work: "Work", person_id: int) -> int:
    """In minor units."""
    return await work.ledger.balance(wallet(person_id))


async def of(work: "Work", actor: Person) -> Wallet:
    """The actor's own."""
    return await work.ledger.wallet(actor.id)


async def statement(
    work: "Work", actor: Person, side: Side, before_id: int | None, limit: int
) -> list[StatementLine]:
    """The actor's own, newest first; lines with an id below `before_id`."""
    return await work.ledger.statement(actor.id, side, before_id, limit)


async def whole_statement(
    work: "Work", actor: Person, most: int = MOST_LINES_OF_A_FILE
) -> Statement:
    """The actor's own; older lines than the newest `most` are left out."""
    newest = await work.ledger.statement(actor.id, Side.ALL, None, most)
    lines = tuple(reversed(newest))
    before = await work.ledger.balance_before(actor.id, lines[0].id) if lines else 0
    return Statement(lines, before)


async def set_auto_pay(work: "Work", actor: Person, *, on: bool) -> Person:
    """Whether a milestone that was accepted by silence is paid from the wallet, if it covers it."""
    changed = replace(actor, auto_pay=on)
    await work.people.save(changed)
    return changed
