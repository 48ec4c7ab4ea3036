"""Deadlines: item by item, each in its own transaction, whatever became of the others (8, 23)."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.app import App
from bot.jobs.timed import FIRST_REST, Drain, TimedJob
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

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Counters:
    """Made-up deadlines: each id is due until it was done."""

    def __init__(self, *ids: int) -> None:
        self.due = list(ids)
        self.acts: list[int] = []
        self.broken: set[int] = set()
        self.job = TimedJob("count", self._due, self._act)

    async def _due(self, work: UnitOfWork, limit: int) -> list[int]:
        return self.due[:limit]

    async def _act(self, work: UnitOfWork, item: int) -> None:
        self.acts.append(item)
        await work.outbox.put(item, "sendMessage", {"text": "done"})
        if item in self.broken:
            raise RuntimeError("broken")
        self.due.remove(item)


def drain(storage: Storage) -> Drain:
    echo = Echo()
    return Drain(storage, echo.announce, lambda: None)


async def test_one_failing_item_stops_no_other_and_leaves_no_half(storage: Storage) -> None:
    """Seen to fail with one transaction for all, and without the guard around an item."""
    counters = Counters(1, 2, 3)
    counters.broken = {2}
    assert await drain(storage).run(counters.job) == 2
    assert counters.due == [2]
    assert [row.chat_id for row in await rows(storage)] == [1, 3]


async def test_more_failing_items_than_a_batch_hide_nothing_behind_them(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with a limit that stays the same."""
    monkeypatch.setattr("bot.jobs.timed.BATCH", 4)
    counters = Counters(*range(1, 13))
    counters.broken = {1, 2, 3, 4, 5}
    assert await drain(storage).run(counters.job) == 7
    assert counters.due == sorted(counters.broken)


async def test_a_failed_item_rests_longer_and_longer(storage: Storage, clock: FakeClock) -> None:
    """No error message for it each tick. Seen to fail without the rest."""
    counters = Counters(1)
    counters.broken = {1}
    work = drain(storage)
    tries = []
    for _ in range(64):
        await work.run(counters.job)
        tries.append(len(counters.acts))
        clock.pass_(FIRST_REST / 4)
    assert tries[0] == 1
    assert tries[:8] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert tries[-1] <= 5
    counters.broken = set()
    clock.pass_(timedelta(hours=1))
    assert await work.run(counters.job) == 1


async def test_an_item_that_stays_due_is_not_acted_on_for_ever(storage: Storage) -> None:
    counters = Counters(1)
    counters.due = [1, 1, 1]
    assert await drain(storage).run(counters.job) <= 3


# --- with the real rules -------------------------------------------------------------------


async def delivered(storage: Storage) -> int:
    """A project whose first milestone was delivered just now; the delivery's id."""
    async with storage.begin() as work:
        client = await people.arrive(work, 1, "Marc", "en")
        ana = await freelancer(work)
        job = await posts.post(work, client, terms())
        plan = BidTerms(50_000, 5, "I will do this with great care.")
        bid = await bids.submit(work, ana, job.id, plan)
        project = await bids.hire(work, client, bid.id)
        delivery = await deliveries.deliver(work, ana, project.milestones[0].id, "here it is", [])
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
