"""Deadlines: item by item, each in its own transaction, whatever became of the others (8, 23)."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.jobs import accept_silent
from bot.jobs.timed import Drain, TimedJob
from marketplace import bids, deliveries, people
from marketplace import jobs as posts
from marketplace.bids import BidTerms
from marketplace.deliveries import SILENCE, DeliveryState
from marketplace.jobs import JobState, JobTerms
from marketplace.people import Person
from storage.tables import file_links, milestones
from storage.unit_of_work import Storage, UnitOfWork
from tests.bot.conftest import Echo, rows, running, until
from tests.conftest import FakeClock
from tests.storage.racing import two_programs

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def delivered(storage: Storage, projects: int = 1) -> int:
    """Projects whose only milestone was delivered just now; the last delivery's id."""
    async with storage.begin() as work:
        client = await people.arrive(work, 1, "Marc", "en")
        ana = await freelancer(work)
        for _ in range(projects):
            job = await posts.post(work, client, terms())
            plan = BidTerms(50_000, 5, "I will do this with great care.")
            bid = await bids.submit(work, ana, job.id, plan)
            step = (await bids.hire(work, client, bid.id)).milestones[0]
            delivery = await deliveries.deliver(work, ana, step.id, "here it is", [])
        await work.commit()
    return delivery.id


async def freelancer(work: UnitOfWork) -> Person:
    ana = await people.arrive(work, 2, "Ana", "en")
    ana = await people.set_details(work, ana, "Ana", "PT", "Lisbon")
    ana = await people.set_skills(work, ana, ["python"])
    return await people.set_description(work, ana, "I write programs that work.")


def terms() -> JobTerms:
    return JobTerms("A small bot", "It shall answer what people ask.", ("python",), 100, 900)


async def state_of(storage: Storage, delivery_id: int) -> DeliveryState:
    async with storage.begin() as work:
        found = await work.projects.delivery(delivery_id)
    assert found
    return found.state


async def notices(storage: Storage) -> list[str]:
    return [row.params["text"] for row in await rows(storage)]


async def test_silence_for_seven_days_accepts_and_not_a_second_earlier(
    app: App, clock: FakeClock
) -> None:
    """Seen to fail without the announcing: then nobody hears of it."""
    delivery_id = await delivered(app.storage)
    clock.pass_(SILENCE - timedelta(seconds=1))
    await app.scheduler.tick()
    assert await state_of(app.storage, delivery_id) is DeliveryState.IN_REVIEW
    clock.pass_(timedelta(seconds=1))
    await app.scheduler.tick()
    assert await state_of(app.storage, delivery_id) is DeliveryState.AUTO_ACCEPTED
    assert "DeliveryAccepted" in await notices(app.storage)
    assert await app.scheduler.tick() == 0


async def test_two_workers_share_a_backlog(
    database_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing twice, nothing left, no error; and they seldom come to the same delivery, where the
    second waits for the first in vain. Seen to fail when both take all in the same order (60 in
    vain), and, on PostgreSQL, without the look after the lock (the second is refused, and rests).
    """
    monkeypatch.setattr("bot.jobs.timed.WINDOW", 40)
    monkeypatch.setattr("bot.jobs.timed.HANDFUL", 4)
    in_vain = 0

    async def act(work: UnitOfWork, delivery_id: int) -> None:
        nonlocal in_vain
        await accept_silent.JOB.act(work, delivery_id)
        in_vain += not work.events

    job = TimedJob(accept_silent.JOB.name, accept_silent.JOB.due, act)
    async with two_programs(database_url, clock) as programs:
        await delivered(programs[0], projects=60)
        clock.pass_(SILENCE)
        drains = [Drain(program, Echo().announce, lambda: None) for program in programs]
        await asyncio.gather(*(one.run(job) for one in drains))
        told = await notices(programs[0])
        assert told.count("DeliveryAccepted") == told.count("CheckoutDue") == 60
        assert not any(one._rests for one in drains)
        assert in_vain < 30


async def test_the_client_is_reminded_three_times(app: App, clock: FakeClock) -> None:
    await delivered(app.storage)
    for _ in range(55):
        clock.pass_(SILENCE / 56)
        await app.scheduler.tick()
    assert (await notices(app.storage)).count("ReviewReminder") == 3


async def test_an_open_job_is_warned_of_and_ends(app: App, clock: FakeClock) -> None:
    async with app.storage.begin() as work:
        client = await people.arrive(work, 1, "Marc", "en")
        job = await posts.post(work, client, terms())
        await work.commit()
    clock.pass_(timedelta(days=27))
    await app.scheduler.tick()
    assert await notices(app.storage) == ["JobClosingSoon"]
    clock.pass_(timedelta(days=3))
    await app.scheduler.tick()
    assert await notices(app.storage) == ["JobClosingSoon", "JobEnded"]
    async with app.storage.begin() as work:
        ended = await work.jobs.find(job.id)
    assert ended
    assert ended.state is JobState.EXPIRED


@ONE_DATABASE
async def test_what_was_due_while_nobody_ran_is_done_at_the_start(
    app: App, clock: FakeClock
) -> None:
    """Seen to fail when the first tick comes after an interval, and with APScheduler's own
    grace time, which drops what is overdue."""
    delivery_id = await delivered(app.storage)
    clock.pass_(timedelta(days=400))
    async with running(app, "worker"):
        await until(lambda: _accepted(app, delivery_id))


async def _accepted(app: App, delivery_id: int) -> bool:
    return await state_of(app.storage, delivery_id) is DeliveryState.AUTO_ACCEPTED


@ONE_DATABASE
async def test_old_messages_go(app: App, clock: FakeClock) -> None:
    from bot.jobs.prune import KEEP_MESSAGES, prune
    from storage.outbox import Outcome

    async with app.storage.begin() as work:
        for chat in (1, 2):
            await work.outbox.put(chat, "sendMessage", {"text": "x"})
        (row, _) = await work.outbox.claim(2)
        await work.outbox.settle([Outcome(row.id, "sent")])
        await work.commit()
    clock.pass_(KEEP_MESSAGES + timedelta(seconds=1))
    assert await prune(app.storage, app.files) == 1
    assert [row.chat_id for row in await rows(app.storage)] == [2]


@ONE_DATABASE
async def test_old_updates_go(app: App, clock: FakeClock) -> None:
    """Those that Telegram cannot repeat any more. Seen to fail without their line in the job."""
    from bot.jobs.prune import KEEP_UPDATES, prune

    async def saw(update_id: int) -> bool:
        async with app.storage.begin() as work:
            first = await work.updates.first_time(update_id)
            await work.commit()
        return first

    assert await saw(1)
    clock.pass_(KEEP_UPDATES)
    assert await saw(2)
    assert await prune(app.storage, app.files) == 0
    clock.pass_(timedelta(seconds=1))
    assert await prune(app.storage, app.files) == 1
    assert await saw(1)
    assert not await saw(2)


async def test_old_links_go(app: App, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A month after their end, used or not; more than one batch. Seen to fail with the day on
    which they were made."""
    from bot.jobs.prune import KEEP_LINKS, prune

    monkeypatch.setattr("storage.file_checks.MOST_PRUNED", 2)
    await delivered(app.storage)
    async with app.storage.engine.begin() as connection:
        for number, days in enumerate((0, 0, 0, 1)):
            values = {
                "digest": f"{number}",
                "kind": "upload",
                "person_id": 2,
                "expires_at": clock.now() + timedelta(days=days),
                "used_at": clock.now() if number else None,
            }
            milestone = sa.select(sa.func.min(milestones.c.id)).scalar_subquery()
            await connection.execute(
                file_links.insert().values({**values, "milestone_id": milestone})
            )
    clock.pass_(KEEP_LINKS)
    assert await prune(app.storage, app.files) == 0
    clock.pass_(timedelta(seconds=1))
    assert await prune(app.storage, app.files) == 3
    async with app.storage.engine.connect() as connection:
        left = (await connection.execute(sa.select(file_links.c.digest))).scalars().all()
    assert left == ["3"]


async def test_the_file_store_is_checked_each_day_but_not_at_once(app: App) -> None:
    """A bot that starts again and again would read the whole bucket each time."""
    app.scheduler.start()
    (job,) = [j for j in app.scheduler._apscheduler.get_jobs() if j.id == "check_files"]
    assert job.trigger.interval == timedelta(days=1)
    assert job.next_run_time > datetime.now(UTC) + timedelta(minutes=5)
    await app.scheduler.stop()
