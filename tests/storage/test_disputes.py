"""Disputes and their outcomes: what is set aside is what is released and what is given back.

Seen to fail with the whole price awarded whatever was said, with the rest of a split left in
escrow, and with an operator's look not bound to a dispute.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from marketplace import (
    cancellations,
    checkout,
    decisions,
    deliveries,
    disputes,
    escrow,
    files,
    money,
    outside,
    rulings,
)
from marketplace.checkout import CheckoutState
from marketplace.deliveries import DeliveryState
from marketplace.disputes import Dispute, DisputeState
from marketplace.errors import Refused
from marketplace.events import CheckoutDue, DisputeDecided
from marketplace.people import Person
from marketplace.policy import Payments, fee_of
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from marketplace.rulings import RulingKind, RulingState
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import TAKES_MONEY, FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    accepted,
    delivered,
    given,
    running,
    sent_file,
    someone,
    within,
)
from tests.storage.racing import race, two_programs

PRICE = 10001
FEE = 333
"""Basis points that leave a fraction of every amount here."""
WHY = "The logo looks nothing like the sketch."
VERDICT = "Both of you are right in part."


@dataclass
class World:
    ana: Person
    marc: Person
    ola: Person
    project: Project
    dispute: Dispute

    @property
    def milestone_id(self) -> int:
        return self.project.milestones[0].id


async def disputed(
    storage: Storage, *, funded: bool, due: bool = False, amounts: tuple[int, ...] = (PRICE, 500)
) -> World:
    """Marc disputes Ana's first milestone, in review or due; Ola is the operator."""
    storage.policy = replace(TAKES_MONEY, fee_basis_points=FEE, operators=(OLA,))
    ola = await someone(storage, OLA, "Ola")
    ana, marc, project = await running(storage, *amounts)
    step = project.milestones[0]
    if funded:
        await given(storage, MARC, step.amount_minor)
        await within(storage, lambda work: escrow.fund(work, marc, project.id, step.id))
    if due:
        # Accepted and unpaid is possible only where nothing was set aside.
        assert not funded
    delivery = await delivered(storage, ana, step.id)
    if due:
        await accepted(storage, marc, delivery)
    project = await within(storage, lambda work: disputes.open_(work, marc, step.id, WHY))
    async with storage.begin() as work:
        dispute = await work.disputes.open_of(step.id)
    assert dispute is not None
    return World(ana, marc, ola, project, dispute)


async def decided(storage: Storage, world: World, award_minor: int) -> list[object]:
    """Decides, and returns what happened."""

    async def act(work: UnitOfWork) -> list[object]:
        await rulings.rule(
            work, world.ola, RulingKind.DECIDE_DISPUTE, str(world.dispute.id), VERDICT, award_minor
        )
        return list(work.events)

    return await within(storage, act)


async def now(storage: Storage, world: World) -> tuple[Project, Milestone]:
    async with storage.begin() as work:
        project = await work.projects.find(world.project.id)
    assert project is not None
    return project, project.milestone(world.milestone_id)


async def balances(storage: Storage, milestone_id: int) -> tuple[int, ...]:
    """Of escrow, client, freelancer, fees; the ledger stands."""
    accounts = (money.escrow(milestone_id), money.wallet(MARC), money.wallet(ANA), money.FEES)
    async with storage.begin() as work:
        assert await work.ledger.discrepancies() == []
        return tuple([await work.ledger.balance(account) for account in accounts])


@pytest.mark.parametrize("award", [PRICE, PRICE - 1, 3333, 30, 1, 0])
async def test_a_funded_milestone_is_released_split_or_refunded(
    storage: Storage, award: int
) -> None:
    world = await disputed(storage, funded=True)
    assert (await balances(storage, world.milestone_id))[0] == PRICE
    happened = await decided(storage, world, award)
    fee = fee_of(award, FEE)
    assert await balances(storage, world.milestone_id) == (0, PRICE - award, award - fee, fee)
    project, step = await now(storage, world)
    assert step.state is (MilestoneState.PAID if award else MilestoneState.CANCELLED)
    assert (step.disputed, step.due_minor, step.escrow_minor) == (False, 0, 0)
    assert project.state is ProjectState.RUNNING
    assert project.milestones[1].state is MilestoneState.IN_PROGRESS
    (told,) = [e for e in happened if isinstance(e, DisputeDecided)]
    assert (told.opened, told.returned_minor) == (project.milestones[1], PRICE - award)
    async with storage.begin() as work:
        (version,) = await work.projects.deliveries(project.id)
        kept = await work.disputes.find(world.dispute.id)
        (ruling,) = await work.rulings.of_project(project.id)
    assert version.state is (DeliveryState.ACCEPTED if award else DeliveryState.CANCELLED)
    assert kept == replace(
        world.dispute,
        state=DisputeState.DECIDED,
        award_minor=award,
        verdict=VERDICT,
        ended_at=storage.clock.now(),
    )
    assert (ruling.state, ruling.reason, ruling.amount_minor, ruling.ruled_by) == (
        RulingState.DONE,
        VERDICT,
        award,
        OLA,
    )


@pytest.mark.parametrize("due", [False, True])
@pytest.mark.parametrize("award", [PRICE, 3333, 0])
async def test_where_nothing_is_set_aside_the_client_owes_the_award(
    storage: Storage, award: int, due: bool
) -> None:
    world = await disputed(storage, funded=False, due=due)
    happened = await decided(storage, world, award)
    _, step = await now(storage, world)
    assert (step.due_minor, step.disputed) == (award, False)
    async with storage.begin() as work:
        owed = await work.checkouts.of_milestone(step.id)
    asked = [e for e in happened if isinstance(e, CheckoutDue)]
    if not award:
        assert step.state is MilestoneState.CANCELLED
        assert owed is None or owed.state is CheckoutState.CANCELLED
        assert asked == []
        return
    assert step.state is MilestoneState.ACCEPTED
    assert [e.checkout.amount_minor for e in asked] == [award]
    await given(storage, MARC, award)
    await within(storage, lambda work: checkout.pay_from_wallet(work, world.marc, step.id))
    fee = fee_of(award, FEE)
    assert await balances(storage, step.id) == (0, 0, award - fee, fee)
    assert (await now(storage, world))[1].state is MilestoneState.PAID


@pytest.mark.parametrize(
    ("award", "end"), [(PRICE, ProjectState.COMPLETE), (0, ProjectState.CANCELLED)]
)
async def test_the_last_milestone_ends_the_project(
    storage: Storage, award: int, end: ProjectState
) -> None:
    world = await disputed(storage, funded=True, amounts=(PRICE,))
    await decided(storage, world, award)
    assert (await now(storage, world))[0].state is end


async def test_what_was_said_to_be_paid_outside_is_asked_for_anew(storage: Storage) -> None:
    world = await disputed(storage, funded=False)
    storage.policy = replace(storage.policy, payments=Payments.OFF, fee_basis_points=0)
    await decided(storage, world, 4000)
    step = world.milestone_id
    await within(storage, lambda work: outside.claim_paid(work, world.marc, step))
    await within(storage, lambda work: disputes.open_(work, world.ana, step, WHY))
    async with storage.begin() as work:
        again = await work.disputes.open_of(step)
    assert again is not None
    await decided(storage, replace(world, dispute=again), 3000)
    _, milestone = await now(storage, world)
    assert (milestone.due_minor, milestone.claimed) == (3000, False)


@pytest.mark.parametrize("ended", ["decided", "withdrawn"])
async def test_nobody_is_reminded_of_the_time_of_a_dispute(
    storage: Storage, clock: FakeClock, ended: str
) -> None:
    """Seen to remind, with all three at once, in the minute in which the dispute ended."""
    world = await disputed(storage, funded=False, due=True)
    clock.pass_(timedelta(days=10))
    if ended == "decided":
        await decided(storage, world, 4000)
    else:
        act = disputes.withdraw
        await within(storage, lambda work: act(work, world.marc, world.milestone_id))
    for passed, reminded in ((timedelta(hours=23), 0), (timedelta(hours=1), 1)):
        clock.pass_(passed)
        async with storage.begin() as work:
            assert len(await work.checkouts.due_to_remind(work.now, 10)) == reminded


async def test_nothing_happens_to_a_disputed_milestone(storage: Storage, clock: FakeClock) -> None:
    world = await disputed(storage, funded=True)
    step = world.milestone_id
    async with storage.begin() as work:
        version = await work.projects.in_review(step)
    assert version is not None
    refused = [
        lambda work: deliveries.accept(work, world.marc, version.id),
        lambda work: deliveries.decline(work, world.marc, version.id, WHY),
        lambda work: deliveries.take_more_time(work, world.marc, version.id),
        lambda work: deliveries.deliver(work, world.ana, step, "Another one", []),
        lambda work: disputes.open_(work, world.ana, step, WHY),
    ]
    for act in refused:
        with pytest.raises(Refused, match="disputed"):
            await within(storage, act)
    with pytest.raises(Refused, match="disputed-project"):
        await within(
            storage, lambda work: cancellations.propose(work, world.ana, world.project.id, WHY)
        )
    clock.pass_(timedelta(days=30))
    async with storage.begin() as work:
        assert await work.projects.due_to_accept(work.now, 10) == []
        assert await work.projects.due_to_remind(work.now, 10) == []
    await within(storage, lambda work: deliveries.accept_silent(work, version.id))
    assert (await now(storage, world))[1].state is MilestoneState.IN_REVIEW


async def test_a_withdrawn_dispute_gives_its_time_back(storage: Storage, clock: FakeClock) -> None:
    world = await disputed(storage, funded=False)
    clock.pass_(timedelta(days=10, seconds=1))
    with pytest.raises(Refused, match="not-yours"):
        await within(storage, lambda work: disputes.withdraw(work, world.ana, world.milestone_id))
    project = await within(
        storage, lambda work: disputes.withdraw(work, world.marc, world.milestone_id)
    )
    step = project.milestone(world.milestone_id)
    assert step.accept_at == clock.now() + deliveries.SILENCE
    assert not step.disputed
    with pytest.raises(Refused, match="already-ended"):
        await within(storage, lambda work: disputes.withdraw(work, world.marc, step.id))
    with pytest.raises(Refused, match="already-ended"):
        await decided(storage, world, 1)


@pytest.mark.parametrize("award", [-1, PRICE + 1])
async def test_more_than_the_price_cannot_be_awarded(storage: Storage, award: int) -> None:
    world = await disputed(storage, funded=True)
    with pytest.raises(Refused, match="wrong-amount-too-large"):
        await decided(storage, world, award)


async def test_a_side_of_a_dispute_does_not_decide_it(storage: Storage) -> None:
    """Neither first nor second, nor by refusing what others decide."""
    world = await disputed(storage, funded=True)
    subject = str(world.dispute.id)
    storage.policy = replace(storage.policy, operators=(OLA, MARC, OLA + 7))

    async def rule(work: UnitOfWork, by: Person) -> rulings.Ruling:
        return await rulings.rule(work, by, RulingKind.DECIDE_DISPUTE, subject, VERDICT, 0)

    with pytest.raises(Refused, match="own-dispute"):
        await within(storage, lambda work: rule(work, world.marc))
    proposed = await within(storage, lambda work: rule(work, world.ola))
    for answer in (rulings.approve, rulings.refuse):
        with pytest.raises(Refused, match="own-dispute"):
            await within(storage, lambda work, act=answer: act(work, world.marc, proposed.id))
    assert (await now(storage, world))[1].disputed


async def test_a_dispute_is_decided_where_every_other_operator_is_a_side(storage: Storage) -> None:
    """Seen to wait for ever: its second operator was one who may not approve."""
    world = await disputed(storage, funded=True)
    storage.policy = replace(storage.policy, operators=(OLA, MARC))
    await decided(storage, world, 0)
    assert not (await now(storage, world))[1].disputed
    assert (await balances(storage, world.milestone_id))[:2] == (0, PRICE)


async def test_two_operators_who_approve_at_once_pay_once(
    database_url: str, clock: FakeClock
) -> None:
    async with two_programs(database_url, clock) as programs:
        world = await disputed(programs[0], funded=True)
        others = [await someone(programs[0], OLA + n, f"Op {n}") for n in range(1, 5)]
        for program in programs:
            ids = (OLA, *(other.id for other in others))
            program.policy = replace(programs[0].policy, operators=ids)
        await decided(programs[0], world, 4000)
        assert (await now(programs[0], world))[1].disputed
        async with programs[0].begin() as work:
            (proposed,) = await work.rulings.proposed(0, 10)
        approvals = [
            lambda work, other=other: rulings.approve(work, other, proposed.id) for other in others
        ]
        done = await race(programs, *approvals)
        assert sum(ruling is not None for ruling in done) == 1
        fee = fee_of(4000, FEE)
        assert await balances(programs[0], world.milestone_id) == (
            0, PRICE - 4000, 4000 - fee, fee,
        )  # fmt: skip


async def test_operators_read_a_project_only_while_they_have_to_do_with_it(
    storage: Storage,
) -> None:
    world = await disputed(storage, funded=False)
    project_id, step = world.project.id, world.milestone_id
    eve = await someone(storage, OLA + 7, "Eve")
    stored = await sent_file(storage, world.ana)
    await within(storage, lambda work: disputes.withdraw(work, world.marc, step))
    version = await delivered(storage, world.ana, step, stored.id)

    async def look(work: UnitOfWork, by: Person) -> None:
        await deliveries.history(work, by, project_id)
        await deliveries.version(work, by, version.id)
        await decisions.of(work, by, project_id)
        await files.seen_by(work, by, stored.id)

    async def closed_to(*people: Person) -> None:
        for person in people:
            for act in (
                lambda work, by: deliveries.history(work, by, project_id),
                lambda work, by: deliveries.version(work, by, version.id),
                lambda work, by: decisions.of(work, by, project_id),
                lambda work, by: files.seen_by(work, by, stored.id),
            ):
                with pytest.raises(Refused, match="not-yours"):
                    await within(storage, lambda work, act=act, by=person: act(work, by))

    await closed_to(world.ola, eve)  # a dispute that was withdrawn is nobody's business
    await within(storage, lambda work: disputes.open_(work, world.ana, step, WHY))
    await within(storage, lambda work: look(work, world.ola))
    await closed_to(eve)
    storage.policy = replace(storage.policy, operators=())
    await closed_to(world.ola)  # who was an operator is none any more


async def test_both_sides_read_what_was_decided(storage: Storage, clock: FakeClock) -> None:
    world = await disputed(storage, funded=True)
    clock.pass_(timedelta(hours=1))
    await decided(storage, world, 4000)
    clock.pass_(timedelta(hours=1))
    project_id = world.project.id
    await within(storage, lambda work: cancellations.propose(work, world.ana, project_id, WHY))
    for reader in (world.ana, world.marc, world.ola):
        async with storage.begin() as work:
            found = await decisions.of(work, reader, project_id)
        dispute, proposal = found.entries
        assert isinstance(dispute, Dispute)
        assert (dispute.award_minor, dispute.verdict) == (4000, VERDICT)
        assert isinstance(proposal, cancellations.Cancellation)
        assert proposal.reason == WHY


async def test_a_proposal_to_cancel_can_be_refused_while_a_dispute_is_open(
    storage: Storage,
) -> None:
    world = await disputed(storage, funded=False)
    step, project_id = world.milestone_id, world.project.id
    await within(storage, lambda work: disputes.withdraw(work, world.marc, step))
    await within(storage, lambda work: cancellations.propose(work, world.ana, project_id, WHY))
    await within(storage, lambda work: disputes.open_(work, world.ana, step, WHY))
    with pytest.raises(Refused, match="disputed-project"):
        await within(storage, lambda work: cancellations.agree(work, world.marc, project_id))
    await within(storage, lambda work: cancellations.refuse(work, world.marc, project_id))
    async with storage.begin() as work:
        assert await work.cancellations.open_of(project_id) is None


async def test_a_cancelled_project_gives_back_what_was_set_aside(storage: Storage) -> None:
    ana, marc, project = await running(storage, PRICE, 500, 700)
    await given(storage, MARC, PRICE + 1200)
    await within(storage, lambda work: escrow.fund(work, marc, project.id, None))
    await accepted(storage, marc, await delivered(storage, ana, project.milestones[0].id))
    late = await delivered(storage, ana, project.milestones[1].id)
    await within(storage, lambda work: cancellations.propose(work, marc, project.id, WHY))
    with pytest.raises(Refused, match="no-cancellation"):
        await within(storage, lambda work: cancellations.agree(work, marc, project.id))
    project = await within(storage, lambda work: cancellations.agree(work, ana, project.id))
    assert project.state is ProjectState.CANCELLED
    assert [m.state for m in project.milestones] == [
        MilestoneState.PAID, MilestoneState.CANCELLED, MilestoneState.CANCELLED,
    ]  # fmt: skip
    async with storage.begin() as work:
        assert await work.ledger.discrepancies() == []
        assert await work.ledger.balance(money.wallet(MARC)) == 1200
        assert await work.ledger.balance(money.wallet(ANA)) == PRICE
        version = await work.projects.delivery(late.id)
    assert version is not None
    assert version.state is DeliveryState.CANCELLED
