"""What is known of files: round trip, who may see them, and what is still to be fetched."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import bids, files, jobs
from marketplace.errors import Refused
from marketplace.files import FileState
from storage.ingest_rows import AT_ONCE_OF_ONE, LEASE, next_of
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    bid_terms,
    delivered,
    job_terms,
    posted,
    running,
    sent_file,
    someone,
    within,
)

SHA = "ab" * 32


async def test_files_come_in_the_order_asked_for(storage: Storage) -> None:
    ana = await someone(storage, ANA, "Ana")
    a, b = await sent_file(storage, ana, "a"), await sent_file(storage, ana, "b\0\ud800")
    async with storage.begin() as work:
        assert [file.name for file in await work.files.many([b.id, a.id, b.id])] == [
            "b\ufffd",
            "a",
            "b\ufffd",
        ]
        assert await work.files.many([a.id]) == [a]
        assert await work.files.many([]) == []
        for missing in (b.id + 1, 2**70):
            with pytest.raises(Refused, match="gone"):
                await work.files.many([a.id, missing])


async def test_a_file_over_the_limit_is_refused_at_once(storage: Storage) -> None:
    ana = await someone(storage, ANA, "Ana")
    from tests.storage.deal import a_file

    big = replace(a_file(), size_bytes=storage.limits.fetch + 1)
    with pytest.raises(Refused, match="file-too-big"):
        await within(storage, lambda work: files.announce(work, ana, big))


async def visible(storage: Storage, file_id: int, *person_ids: int) -> list[int]:
    async with storage.begin() as work:
        return [p for p in person_ids if await work.files.visible_to(p, file_id)]


async def test_a_delivered_file_is_seen_by_the_projects_members(storage: Storage) -> None:
    ana, _, project = await running(storage)
    await someone(storage, OLA, "Ola")
    file = await sent_file(storage, ana)
    assert await visible(storage, file.id, ANA, MARC, OLA) == [ANA]
    await delivered(storage, ana, project.milestones[0].id, file.id)
    assert await visible(storage, file.id, ANA, MARC, OLA) == [ANA, MARC]
    assert await visible(storage, file.id + 1, ANA, MARC, OLA) == []
    assert await visible(storage, 2**70, ANA) == []


async def test_an_attachment_is_seen_while_the_job_is_open_and_by_its_bidders(
    storage: Storage,
) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    await someone(storage, OLA, "Ola")
    file = await sent_file(storage, marc)
    job = await posted(storage, marc, job_terms("A shop for ceramics", file.id))
    assert await visible(storage, file.id, ANA, MARC, OLA) == [ANA, MARC, OLA]
    await within(storage, lambda work: bids.submit(work, ana, job.id, bid_terms(20000)))
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    assert await visible(storage, file.id, ANA, MARC, OLA) == [ANA, MARC]
    ola = await someone(storage, OLA, "Ola")
    async with storage.begin() as work:
        assert (await files.seen_by(work, ana, file.id)).name == file.name
        with pytest.raises(Refused, match="not-yours"):
            await files.seen_by(work, ola, file.id)


async def test_a_file_is_fetched_by_one_and_again_after_a_crash(
    storage: Storage, clock: FakeClock
) -> None:
    ana = await someone(storage, ANA, "Ana")
    first, second = await sent_file(storage, ana), await sent_file(storage, ana)

    async def due() -> list[tuple[int, int]]:
        return await within(storage, _due)

    assert await due() == [(first.id, 1), (second.id, 1)]
    assert await due() == []
    first, second = replace(first, worker="a"), replace(second, worker="a")
    await within(storage, lambda work: work.ingest.stored(first, "key", SHA, 999))
    clock.pass_(LEASE)
    assert await due() == [(second.id, 2)]
    later = clock.now() + timedelta(minutes=1)
    await within(storage, lambda work: work.ingest.retry(second, later, "timed out"))
    async with storage.begin() as work:
        assert await work.ingest.next_due() == later
    assert await due() == []
    clock.pass_(timedelta(minutes=1))
    assert await due() == [(second.id, 3)]
    await within(storage, lambda work: work.ingest.failed(second, "no such file", "gone"))
    clock.pass_(timedelta(days=1))
    assert await due() == []
    async with storage.begin() as work:
        stored, failed = await work.files.many([first.id, second.id])
        assert (stored.state, stored.key, stored.sha256) == (FileState.STORED, "key", SHA)
        assert stored.size_bytes == 999
        assert (failed.state, failed.trouble) == (FileState.FAILED, "no such file")
        assert (failed.reason, failed.worker) == ("gone", "")
        assert await work.ingest.next_due() is None
        assert not await work.ingest.stored(first, "other", SHA, 999)


async def _due(work):  # type: ignore[no-untyped-def]
    return [(file.id, file.attempts) for file in await work.ingest.due(10, "a")]


async def test_a_file_belongs_to_the_worker_that_claimed_it_last(
    storage: Storage, clock: FakeClock
) -> None:
    """Seen to fail without the worker in the condition: the first one's late word counted."""
    ana = await someone(storage, ANA, "Ana")
    await sent_file(storage, ana)
    (late,) = await within(storage, lambda work: work.ingest.due(1, "a"))
    clock.pass_(LEASE / 2)
    await within(storage, lambda work: work.ingest.renew([late.id], "a"))
    clock.pass_(LEASE / 2)
    assert await within(storage, lambda work: work.ingest.due(1, "b")) == []
    clock.pass_(LEASE / 2)
    (taken,) = await within(storage, lambda work: work.ingest.due(1, "b"))
    await within(storage, lambda work: work.ingest.renew([late.id], "a"))
    assert not await within(storage, lambda work: work.ingest.failed(late, "slow", "telegram"))
    assert not await within(storage, lambda work: work.ingest.stored(late, "old", SHA, 1))
    assert await within(storage, lambda work: work.ingest.stored(taken, "new", SHA, 2))


async def test_what_a_killed_process_was_fetching_is_due_at_its_next_start(
    storage: Storage,
) -> None:
    ana = await someone(storage, ANA, "Ana")
    file = await sent_file(storage, ana)
    await within(storage, lambda work: work.ingest.due(1, "a"))
    assert await within(storage, lambda work: work.ingest.release()) == 1
    assert [one.id for one in await within(storage, lambda work: work.ingest.due(1, "b"))] == [
        file.id
    ]


async def test_what_a_person_sent_within_a_day_is_counted(
    storage: Storage, clock: FakeClock
) -> None:
    ana = await someone(storage, ANA, "Ana")
    await sent_file(storage, ana)
    clock.pass_(timedelta(hours=20))
    await sent_file(storage, ana)
    storage.limits = replace(storage.limits, person_a_day=2500)
    with pytest.raises(Refused, match="file-quota-day"):
        await sent_file(storage, ana)
    clock.pass_(timedelta(hours=5))
    await sent_file(storage, ana)


async def test_many_files_of_one_person_hold_nobody_up(storage: Storage) -> None:
    """Seen to fail without the count of what is under way."""
    ana, ola = await someone(storage, ANA, "Ana"), await someone(storage, OLA, "Ola")
    hers = [(await sent_file(storage, ana)).id for _ in range(4)]
    last = (await sent_file(storage, ola)).id
    claimed = await within(storage, lambda work: work.ingest.due(4, "a"))
    assert [file.id for file in claimed] == [*hers[:AT_ONCE_OF_ONE], last]
    await within(storage, lambda work: work.ingest.stored(claimed[0], "key", SHA, 1))
    again = await within(storage, lambda work: work.ingest.due(4, "b"))
    assert [file.id for file in again] == [hers[AT_ONCE_OF_ONE]]


async def test_who_has_enough_under_way_is_asked_once(storage: Storage, clock: FakeClock) -> None:
    """Not for each file: of 2,000 due ones of one person a claim took half a second of the only
    writer's time. Seen to fail with a count for each."""
    async with storage.engine.connect() as connection:
        postgres = connection.dialect.name == "postgresql"
        options = {"literal_binds": True}
        query = next_of(clock.now()).compile(connection.engine, compile_kwargs=options)
        explain = "EXPLAIN" if postgres else "EXPLAIN QUERY PLAN"
        plan = str((await connection.execute(sa.text(f"{explain} {query}"))).all())
    assert "CORRELATED" not in plan
    assert ("hashed SubPlan" if postgres else "ix_files_due") in plan
