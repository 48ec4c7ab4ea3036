"""What operators read: the books at a glance, of one person, and of one project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace.checkout import Checkout
from marketplace.disputes import Dispute, DisputeState
from marketplace.errors import Refused
from marketplace.money import Kind
from marketplace.payments import Charge
from marketplace.people import Person
from marketplace.projects import Project
from marketplace.text import measured, one_line
from marketplace.wallets import Side, StatementLine, Wallet
from marketplace.withdrawals import Withdrawal

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Glance:
    """What waits for an operator, and the sums of the books in minor units."""

    withdrawals: int
    disputes: int
    rulings: int
    reports: int
    hidden: int
    banned: int
    """Jobs and people, which wait for nothing."""
    wallets_minor: int
    escrow_minor: int
    withdrawing_minor: int
    fees_minor: int
    gateway_minor: int
    """What has come through Telegram and was not sent back."""
    paid_out_minor: int
    discrepancies: int


@dataclass(frozen=True, slots=True)
class Flows:
    """How much went through a wallet so far, by why, in minor units. `earned`: from milestones,
    `came`: through Telegram, `spent`: for milestones and into escrow, less what came back,
    `paid_out`: what was withdrawn and sent, `sent_back`: refunds."""

    came_minor: int = 0
    earned_minor: int = 0
    spent_minor: int = 0
    paid_out_minor: int = 0
    sent_back_minor: int = 0


@dataclass(frozen=True, slots=True)
class EscrowFlow:
    """What was set aside for a milestone and became of it, in minor units."""

    funded_minor: int = 0
    released_minor: int = 0
    returned_minor: int = 0

    @property
    def held_minor(self) -> int:
        return self.funded_minor - self.released_minor - self.returned_minor


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of a transaction about a project."""

    id: int
    at: datetime
    kind: Kind
    account: str
    amount_minor: int
    position: int | None
    """Of the milestone."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person, as operators see them."""

    person: Person
    wallet: Wallet
    flows: Flows


@dataclass(frozen=True, slots=True)
class ProjectBooks:
    """`checkouts` and `escrow` by the milestone's id."""

    project: Project
    client: Person
    freelancer: Person
    checkouts: Mapping[int, Checkout]
    escrow: Mapping[int, EscrowFlow]
    readable: bool
    """Whether history and talk are open to operators."""
    disputes: Sequence[Dispute] = ()
    """Those that wait for a decision."""


def searched(raw: str) -> str:
    """What a person or a project is looked for by: a number, or a part of the name."""
    return measured(one_line(raw), 1, 100)


async def glance(work: "Work", actor: Person) -> Glance:
    """Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    return await work.books.glance()


async def find_people(work: "Work", actor: Person, words: str) -> Sequence[Person]:
    """By account number or a part of the name. Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    return await work.books.people_like(words, number_in(words), MOST_FOUND)


async def find_projects(work: "Work", actor: Person, words: str) -> Sequence[Project]:
    """By number or a part of the title. Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    ids = await work.books.projects_like(words, number_in(words), MOST_FOUND)
    found = [await work.projects.find(project_id) for project_id in ids]
    return [project for project in found if project is not None]


def number_in(words: str) -> int | None:
    """The number that the words are, if they are one."""
    plain = words.strip().removeprefix("#")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None


async def of_person(work: "Work", actor: Person, person_id: int) -> Account:
    """Raises Refused: `not-operator`, `gone`."""
    work.policy.check_operator(actor)
    person = await work.people.find(person_id)
    if person is None:
        raise Refused("gone")
    wallet = await work.ledger.wallet(person_id)
    return Account(person, wallet, await work.books.flows(person_id))


async def statement(
    work: "Work", actor: Person, person_id: int, before_id: int | None, limit: int
) -> list[StatementLine]:
    """Somebody's, newest first. Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    return await work.ledger.statement(person_id, Side.ALL, before_id, limit)


async def payments(
    work: "Work", actor: Person, person_id: int, before_number: int | None, limit: int
) -> list[tuple[int, Charge]]:
    """Somebody's payments, newest first, each with its number. Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    return await work.books.payments_of(person_id, before_number, limit)


async def payment(work: "Work", actor: Person, number: int) -> Charge:
    """By its number. Raises Refused: `not-operator`, `gone`."""
    work.policy.check_operator(actor)
    found = await work.books.payment(number)
    if found is None:
        raise Refused("gone")
    return found


async def of_project(work: "Work", actor: Person, project_id: int) -> ProjectBooks:
    """Raises Refused: `not-operator`, `gone`."""
    work.policy.check_operator(actor)
    project = await work.projects.find(project_id)
    if project is None:
        raise Refused("gone")
    found = [await work.checkouts.of_milestone(m.id) for m in project.milestones]
    return ProjectBooks(
        project=project,
        client=await work.people.get(project.client_id),
        freelancer=await work.people.get(project.freelancer_id),
        checkouts={checkout.milestone_id: checkout for checkout in found if checkout},
        escrow=await work.books.escrow_of(project_id),
        readable=await work.disputes.concern_operators(project_id),
        disputes=[
            dispute
            for dispute in await work.disputes.of_project(project_id)
            if dispute.state is DisputeState.OPEN
        ],
    )


async def ledger(
    work: "Work", actor: Person, project_id: int, before_id: int | None, limit: int
) -> list[LedgerLine]:
    """Every entry about a project, newest first. Raises Refused `not-operator`."""
    work.policy.check_operator(actor)
    return await work.books.lines_of(project_id, before_id, limit)


async def withdrawal(work: "Work", actor: Person, withdrawal_id: int) -> tuple[Withdrawal, Account]:
    """One withdrawal, of any state, with whose wallet it is from. Raises Refused:
    `not-operator`, `gone`."""
    work.policy.check_operator(actor)
    found = await work.withdrawals.find(withdrawal_id)
    if found is None:
        raise Refused("gone")
    return found, await of_person(work, actor, found.person_id)
