"""Asking for a whole project, and who may say what became of it; on both databases.

Seen to fail: without the unique index (two are made), with a claim that takes what is leased, with
a swap that doesn't ask for the worker, with the day's bound counted before the new one is in.
"""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import archives
from marketplace.archives import BY_CHAT_BYTES, MOST_A_DAY, MOST_BYTES, Archive, ArchiveState
from marketplace.errors import Refused
from marketplace.files import FileState
from marketplace.people import Person
from marketplace.projects import Project
from storage import tables
from storage.archive_rows import LEASE, old_ones
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import OLA, delivered, running, sent_file, someone, within
from tests.storage.racing import two_programs


async def ask(storage: Storage, who: Person, project: Project, links: bool = False) -> Archive:
    act = archives.ask
    return await within(storage, lambda work: act(work, who, project.id, links=links))


async def refused(storage: Storage, who: Person, project: Project, links: bool = False) -> str:
    with pytest.raises(Refused) as no:
        await ask(storage, who, project, links)
    return no.value.key


async def claim(storage: Storage, worker: str) -> Archive | None:
    return await within(storage, lambda work: work.archiving.claim(worker))


async def claimed(storage: Storage, worker: str) -> Archive:
    archive = await claim(storage, worker)
    assert archive is not None
    return archive


async def count(storage: Storage) -> int:
    async with storage.engine.connect() as connection:
        return len((await connection.execute(tables.archives.select())).all())


async def test_only_members_may_ask(storage: Storage) -> None:
    ana, marc, project = await running(storage)
    assert await refused(storage, await someone(storage, OLA, "Ola"), project) == "not-yours"
    with pytest.raises(Refused):
        await within(storage, lambda work: archives.ask(work, marc, 4711, links=True))
    for member in (ana, marc):
        assert (await ask(storage, member, project)).state is ArchiveState.WANTED


async def test_asking_again_says_that_it_is_being_made(storage: Storage) -> None:
    _, marc, project = await running(storage)
    archive = await ask(storage, marc, project)
    assert await refused(storage, marc, project) == "archive-wanted"
    mine = await claimed(storage, "w")
    assert mine.id == archive.id
    assert await refused(storage, marc, project) == "archive-wanted"
    assert await within(storage, lambda work: work.archiving.failed(mine, "no"))
    assert (await ask(storage, marc, project)).id != archive.id


async def test_a_few_a_day(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage)
    for _ in range(MOST_A_DAY):
        await ask(storage, marc, project)
        mine = await claimed(storage, "w")
        await within(storage, lambda work, a=mine: work.archiving.failed(a, "no"))  # type: ignore[misc]
        clock.pass_(timedelta(hours=1))
    assert await refused(storage, marc, project) == "archive-enough-today"
    assert await count(storage) == MOST_A_DAY
    await ask(storage, ana, project)
    clock.pass_(timedelta(days=1) - timedelta(hours=MOST_A_DAY))
    await ask(storage, marc, project)


@pytest.mark.parametrize(
    ("size_bytes", "links", "key"),
    [
        (BY_CHAT_BYTES - archives.ROOM_FOR_PAPERS, False, ""),
        (BY_CHAT_BYTES - archives.ROOM_FOR_PAPERS + 1, False, "archive-too-big"),
        (MOST_BYTES, True, ""),
        (MOST_BYTES + 1, True, "archive-much-too-big"),
        (MOST_BYTES + 1, False, "archive-much-too-big"),
    ],
)
async def test_what_nobody_could_hand_out_is_refused_at_once(
    storage: Storage, size_bytes: int, links: bool, key: str
) -> None:
    ana, marc, project = await running(storage)
    file = await sent_file(storage, ana)
    lost = await sent_file(storage, ana)
    await delivered(storage, ana, project.milestones[0].id, file.id, lost.id)
    async with storage.engine.begin() as connection:
        every = tables.files
        failed = {"size_bytes": MOST_BYTES, "state": FileState.FAILED.value}
        mine = {"size_bytes": size_bytes, "state": "stored", "key": "a/b", "sha256": "0" * 64}
        await connection.execute(every.update().where(every.c.id == file.id).values(mine))
        await connection.execute(every.update().where(every.c.id == lost.id).values(failed))
    if key:
        assert await refused(storage, marc, project, links) == key
    else:
        assert await ask(storage, marc, project, links)


async def test_two_presses_at_once_make_one(database_url: str, clock: FakeClock) -> None:
    async with two_programs(database_url, clock) as programs:
        _, marc, project = await running(programs[0])
        asked = [ask(program, marc, project) for program in programs for _ in range(4)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert sum(isinstance(one, Archive) for one in found) == 1
        assert {one.key for one in found if isinstance(one, Refused)} == {"archive-wanted"}
        assert await count(programs[0]) == 1


async def test_each_is_claimed_once_until_the_lease_runs_out(
    database_url: str, clock: FakeClock
) -> None:
    async with two_programs(database_url, clock) as programs:
        ana, marc, project = await running(programs[0])
        for who in (ana, marc):
            await ask(programs[0], who, project)
        names = [f"w{n}" for n in range(6)]
        tries = [claim(programs[n % 2], name) for n, name in enumerate(names)]
        found = [one for one in await asyncio.gather(*tries) if one]
        assert len({one.id for one in found}) == len(found) == 2
        clock.pass_(LEASE - timedelta(seconds=1))
        assert await claim(programs[0], "late") is None
        clock.pass_(timedelta(seconds=1))
        again = await claimed(programs[0], "late")
        assert (again.attempts, again.worker) == (2, "late")


async def test_only_the_one_who_has_it_is_heard(storage: Storage, clock: FakeClock) -> None:
    """Renewed, told, ready, later, failed: each asks whose it is, and that it is still wanted."""
    ana, marc, project = await running(storage)
    await ask(storage, marc, project)
    file = await sent_file(storage, ana)
    slow = await claimed(storage, "slow")
    clock.pass_(LEASE)
    quick = await claimed(storage, "quick")

    async def heard(archive: Archive) -> list[bool]:
        acts = (
            lambda work: work.archiving.renew(archive),
            lambda work: work.archiving.tell(archive, 1),
            lambda work: work.archiving.ready(archive, file.id),
            lambda work: work.archiving.retry(archive, work.now, "later"),
            lambda work: work.archiving.failed(archive, "no"),
        )
        return [await within(storage, act) for act in acts]

    assert await heard(slow) == [False] * 5
    # `ready` ends it, so nothing after that is heard.
    assert await heard(quick) == [True, True, True, False, False]


async def test_told_to_come_later_it_does(storage: Storage, clock: FakeClock) -> None:
    _, marc, project = await running(storage)
    await ask(storage, marc, project)
    mine = await claimed(storage, "w")
    later = clock.now() + timedelta(minutes=5)
    await within(storage, lambda work: work.archiving.retry(mine, later, "the disk is full"))
    clock.pass_(timedelta(minutes=4))
    assert await claim(storage, "w") is None
    clock.pass_(timedelta(minutes=1))
    assert (await claimed(storage, "w")).attempts == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_old_archives_are_found_among_archives(storage: Storage, clock: FakeClock) -> None:
    """Each hour, so not among a million files. Seen to fail in the order of files' ids."""
    async with storage.engine.connect() as connection:
        options = {"literal_binds": True}
        query = old_ones(clock.now(), 100).compile(connection.engine, compile_kwargs=options)
        plan = str((await connection.execute(sa.text(f"EXPLAIN QUERY PLAN {query}"))).all())
    assert "SEARCH files" in plan
    assert "SCAN files" not in plan
