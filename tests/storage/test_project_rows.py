"""Projects, milestones and deliveries, round trip, played by the real use cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace import checkout, deliveries, payments, projects
from marketplace.checkout import CheckoutState, PaidFrom
from marketplace.deliveries import DeliveryState
from marketplace.errors import Refused
from marketplace.events import MilestonePaid, PaymentKept, RatingAsked
from marketplace.money import GATEWAY, wallet
from marketplace.projects import MilestoneState, ProjectState
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    accepted,
    delivered,
    invoiced,
    payment_of,
    running,
    sent_file,
    someone,
    within,
)

REASON = "The colours are wrong."


async def test_a_project_is_found_by_whom_and_what_it_belongs_to(storage: Storage) -> None:
    _, _, project = await running(storage, 10000, 20000)
    async with storage.begin() as work:
        assert await work.projects.find(project.id) == project
        assert await work.projects.lock(project.id) == project
        assert await work.projects.of_bid(project.bid_id) == project
        assert await work.projects.of_bid(project.bid_id + 1) is None
        for step in project.milestones:
            assert await work.projects.lock_by_milestone(step.id) == project
        assert await work.projects.lock_by_milestone(2**70) is None
        for member in (ANA, MARC):
            assert await work.projects.of_person(member, None, 10) == [project]
            assert await work.projects.of_person(member, project.id, 10) == []
        assert await work.projects.of_person(OLA, None, 10) == []


async def test_every_version_stays_with_its_files(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage, 10000, 20000)
    first = project.milestones[0].id
    shop, logo = await sent_file(storage, ana, "shop"), await sent_file(storage, ana, "logo")
    one = await delivered(storage, ana, first, shop.id)
    clock.pass_(timedelta(hours=1))
    two = await delivered(storage, ana, first, logo.id, shop.id)
    await within(storage, lambda work: deliveries.decline(work, marc, two.id, REASON))
    three = await delivered(storage, ana, first)
    async with storage.begin() as work:
        _, history = await deliveries.history(work, marc, project.id)
        assert [(d.version, d.state) for d in history] == [
            (1, DeliveryState.REPLACED),
            (2, DeliveryState.DECLINED),
            (3, DeliveryState.IN_REVIEW),
        ]
        assert [[file.name for file in d.files] for d in history] == [
            ["shop"],
            ["logo", "shop"],
            [],
        ]
        assert [d.id for d in history] == [one.id, two.id, three.id]
        assert history[1].reason == REASON
        assert history[1].decided_at == clock.now()
        assert history[2] == three == await work.projects.delivery(three.id)
        assert await work.projects.delivery(three.id + 1) is None
        step = (await projects.member_project(work, ana, project.id)).milestone(first)
        assert (step.state, step.versions) == (MilestoneState.IN_REVIEW, 3)
        assert step.accept_at == clock.now() + timedelta(seconds=604_800)


async def test_deliveries_come_by_milestone_then_version(storage: Storage) -> None:
    ana, marc, project = await running(storage, 10000, 20000)
    for step in project.milestones:
        delivery = await delivered(storage, ana, step.id)
        await within(storage, lambda work: deliveries.decline(work, marc, delivery.id, REASON))  # noqa: B023
        delivery = await delivered(storage, ana, step.id)
        await within(storage, lambda work: deliveries.accept(work, marc, delivery.id))  # noqa: B023
    async with storage.begin() as work:
        found = await work.projects.deliveries(project.id)
        ids = [step.id for step in project.milestones]
        assert [(d.milestone_id, d.version) for d in found] == [
            (milestone_id, version) for milestone_id in ids for version in (1, 2)
        ]


async def test_a_decision_is_made_once(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    await within(storage, lambda work: deliveries.accept(work, marc, delivery.id))
    for again in (deliveries.accept, lambda w, m, d: deliveries.decline(w, m, d, REASON)):
        with pytest.raises(Refused, match="already-decided"):
            await within(storage, lambda work: again(work, marc, delivery.id))  # noqa: B023
    async with storage.begin() as work:
        assert not await work.projects.decide(delivery.id, DeliveryState.DECLINED, "", work.now)
        current = await work.projects.find(project.id)
        assert current
        assert [step.state for step in current.milestones] == [
            MilestoneState.ACCEPTED,
            MilestoneState.IN_PROGRESS,
        ]


async def test_silence_accepts_when_its_time_has_come(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage)
    delivery = await delivered(storage, ana, project.milestones[0].id)

    async def due() -> list[int]:
        async with storage.begin() as work:
            return await work.projects.due_to_accept(work.now, 10)

    clock.pass_(timedelta(days=6))
    await within(storage, lambda work: deliveries.take_more_time(work, marc, delivery.id))
    clock.pass_(timedelta(days=4) - timedelta(microseconds=1))
    assert await due() == []
    clock.pass_(timedelta(microseconds=1))
    assert await due() == [delivery.id]
    await within(storage, lambda work: deliveries.accept_silent(work, delivery.id))
    assert await due() == []
    async with storage.begin() as work:
        decided = await work.projects.delivery(delivery.id)
        assert decided
        assert (decided.state, decided.extended) == (DeliveryState.AUTO_ACCEPTED, True)


async def test_reminders_come_due_one_after_the_other(storage: Storage, clock: FakeClock) -> None:
    ana, _, project = await running(storage)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    sent = []
    for hour in range(7 * 24 + 1):
        async with storage.begin() as work:
            for delivery_id in await work.projects.due_to_remind(work.now, 10):
                assert delivery_id == delivery.id
                await deliveries.remind(work, delivery_id)
                sent.append(7 * 24 - hour)
            await work.commit()
        clock.pass_(timedelta(hours=1))
    assert sent == [72, 24, 3]


async def test_states_move_by_compare_and_swap(storage: Storage) -> None:
    _, _, project = await running(storage)
    step = project.milestones[0].id
    async with storage.begin() as work:
        move = work.projects.move_milestone
        assert not await move(step, MilestoneState.ACCEPTED, MilestoneState.PAID)
        assert await move(step, MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)
        assert not await move(step, MilestoneState.IN_PROGRESS, MilestoneState.IN_REVIEW)
        assert not await work.projects.move(
            project.id, ProjectState.COMPLETE, ProjectState.CANCELLED
        )
        assert await work.projects.move(project.id, ProjectState.RUNNING, ProjectState.COMPLETE)


async def test_a_whole_deal_to_the_last_payment(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage, 10000, 20000)
    for number, step in enumerate(project.milestones):
        delivery = await delivered(storage, ana, step.id)
        await accepted(storage, marc, delivery)
        invoice = await invoiced(storage, marc, step.id)
        async with storage.begin() as work:
            _, due = await checkout.due(work, marc, step.id)
            assert await work.checkouts.of_milestone(step.id) == due
            assert await work.invoices.by_payload(invoice.payload) == invoice
        payment = payment_of(invoice, f"charge {number}")
        for again in (False, True):
            async with storage.begin() as work:
                await payments.receive(work, payment)
                assert bool(work.events) is not again
                await work.commit()
        async with storage.begin() as work:
            paid = await work.checkouts.of_milestone(step.id)
            state, source = CheckoutState.PAID, PaidFrom.WALLET
            assert paid == replace(due, state=state, paid_at=clock.now(), paid_from=source)
            assert not await work.checkouts.mark_paid(paid)
    async with storage.begin() as work:
        current = await work.projects.find(project.id)
        assert current
        assert current.state is ProjectState.COMPLETE
        assert {step.state for step in current.milestones} == {MilestoneState.PAID}
        assert await work.ledger.balance(wallet(ANA)) == 30000
        assert await work.ledger.balance(wallet(MARC)) == 0
        assert await work.ledger.balance(GATEWAY) == -30000
        assert await work.ledger.discrepancies() == []


async def test_a_second_payment_goes_to_the_wallet(storage: Storage) -> None:
    ana, marc, project = await running(storage, 10000)
    step = project.milestones[0].id
    delivery = await delivered(storage, ana, step)
    await accepted(storage, marc, delivery)
    invoice = await invoiced(storage, marc, step)
    kinds = []
    for number in range(2):
        payment = payment_of(invoice, f"charge {number}")
        async with storage.begin() as work:
            await payments.receive(work, payment)
            kinds += [type(event) for event in work.events]
            await work.commit()
    assert kinds == [MilestonePaid, RatingAsked, PaymentKept]
    async with storage.begin() as work:
        assert await work.ledger.balance(wallet(MARC)) == 10000
        assert await work.ledger.balance(wallet(ANA)) == 10000


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "invoice:",
        "invoice:1:",
        "invoice:1",
        "x",
        "invoice:{id}:{token}x",
        "invoice:0{id}:{token}",
        "invoice:٣:{token}",
        "invoice:{id}:\ud800",
        "invoice:99999999999999999999:{token}",
    ],
)
async def test_a_forged_payload_is_nobodys(storage: Storage, forged: str) -> None:
    ana, marc, project = await running(storage, 10000)
    delivery = await delivered(storage, ana, project.milestones[0].id)
    await accepted(storage, marc, delivery)
    invoice = await invoiced(storage, marc, project.milestones[0].id)
    async with storage.begin() as work:
        payload = forged.format(id=invoice.id, token=invoice.token)
        assert await work.invoices.by_payload(payload) is None
        assert await work.checkouts.of_milestone(2**70) is None


async def test_who_may_see_a_project(storage: Storage) -> None:
    _, _, project = await running(storage)
    ola = await someone(storage, OLA, "Ola")
    async with storage.begin() as work:
        with pytest.raises(Refused, match="not-yours"):
            await deliveries.history(work, ola, project.id)
