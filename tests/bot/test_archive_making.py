"""Whoever dies, waits or loses its turn while an archive is made: there is one in the end (15, 23).

Seen to fail: with `ready` not asking whose the archive is (two files), with a lease that is never
renewed, with a put that is left running after the archive was taken, with an object that stays
after its worker lost, with a told row that the next worker doesn't know, with attempts that a
killed process doesn't count.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import archive, archive_ends
from bot.archive_watch import Watch
from bot.jobs import expire_archives
from marketplace import transfers
from marketplace.archives import ArchiveState
from marketplace.errors import Refused
from marketplace.files import FileState
from storage.archive_rows import LEASE
from storage.files import FileStore, StoreTrouble, file_store
from storage.unit_of_work import Storage
from tests.bot.archiving import MIB, Deal, Gate, maker_of
from tests.bot.conftest import rows, until
from tests.conftest import FakeClock
from tests.storage.deal import within
from views.screen import Html, Screen

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BROKEN = StoreTrouble("The object store cannot be reached.", "unreachable", retryable=True)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[FileStore]:
    opened = file_store(str(tmp_path / "files"))
    yield opened
    await opened.close()


@pytest.fixture
async def deal(storage: Storage, store: FileStore) -> Deal:
    return await Deal.begun(storage, store)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch looks all the time; what it does depends on the clock alone."""
    monkeypatch.setattr(archive, "LOOK_SECONDS", 0.001)


def objects(tmp_path: Path) -> int:
    return sum(path.is_file() for path in (tmp_path / "files").rglob("*"))


async def wanted(deal: Deal, blocks: int = 4) -> Gate:
    """A file of so many MiB, and an archive that is asked for; the store has a gate."""
    await deal.delivers(("page.bin", bytes(range(256)) * (blocks * MIB // 256)))
    await deal.asks()
    return Gate(deal.store)


async def begun(deal: Deal, gate: Gate, *, after_blocks: int = 1) -> "asyncio.Task[int]":
    """A worker that stands before the gate in the middle of the file."""
    gate.shut(after_blocks=after_blocks)
    task = asyncio.create_task(maker_of(deal.storage, gate).run())  # type: ignore[arg-type]
    await asyncio.wait_for(gate.reached.wait(), 10)
    return task


async def texts(storage: Storage) -> list[tuple[str, str]]:
    return [
        (row.method, row.params.get("text", ""))
        for row in await rows(storage)
        if row.method != "sendDocument"
    ]


# --- how far it is -------------------------------------------------------------------------


@ONE_DATABASE
@pytest.mark.usefixtures("eager")
async def test_how_far_it_is_is_shown_by_one_message(deal: Deal, clock: FakeClock) -> None:
    """Nothing within 2 s; then one message, edited at most every 3 s, and at the end."""
    gate = await wanted(deal)
    making = await begun(deal, gate)
    await asyncio.sleep(0.02)
    assert await texts(deal.storage) == []
    clock.pass_(timedelta(seconds=2))

    async def told() -> int:
        return len(await texts(deal.storage))

    await until(told, "how far it is")
    ((method, text),) = await texts(deal.storage)
    assert method == "sendMessage"
    assert "25 %" in text
    assert "1 MB of 4 MB" in text
    clock.pass_(timedelta(seconds=60))
    gate.opened.set()
    assert await making == 1
    found = await rows(deal.storage)
    first, edits = found[0], [row for row in found if row.method == "editMessageText"]
    assert {row.edits for row in edits} == {first.id}
    assert {row.subject for row in edits} == {"archive-1"}
    assert "is packed: 1 file, " in edits[-1].params["text"]
    assert found[-1].method == "sendDocument"
    assert {row.chat_id for row in found} == {deal.marc.id}


@ONE_DATABASE
async def test_news_is_shown_at_most_every_three_seconds(deal: Deal, clock: FakeClock) -> None:
    """And never twice the same. Seen to fail with an edit at every look."""
    await wanted(deal)
    mine = await within(deal.storage, lambda work: work.archiving.claim("w"))
    assert mine is not None
    began, seconds = clock.now(), 0
    shown: list[int] = []

    def draw() -> Screen:
        return Screen(Html(f"{min(seconds, 9)} s"))

    watch = Watch(deal.storage, mine, draw, lambda: shown.append(seconds))
    while seconds < 20:
        assert await watch.look()
        seconds = int((clock.pass_(timedelta(seconds=1)) - began).total_seconds())
    assert shown == [2, 5, 8, 11]
    assert [row.params["text"] for row in await rows(deal.storage)] == ["2 s", "9 s"]


@ONE_DATABASE
async def test_a_quick_one_shows_no_message_of_its_own(deal: Deal) -> None:
    await wanted(deal)
    assert await maker_of(deal.storage, deal.store).run() == 1
    assert [row.method for row in await rows(deal.storage)] == ["sendDocument"]


@ONE_DATABASE
@pytest.mark.usefixtures("eager")
async def test_the_lease_is_renewed_while_it_is_made(
    deal: Deal, clock: FakeClock, store: FileStore
) -> None:
    gate = await wanted(deal)
    making = await begun(deal, gate)
    for _ in range(6):
        before = (await deal.archives())[0].next_try_at
        clock.pass_(timedelta(seconds=21))

        async def renewed(before: Any = before) -> bool:
            return bool((await deal.archives())[0].next_try_at > before)

        await until(renewed, "the lease is renewed")
        assert await maker_of(deal.storage, store).run() == 0
    gate.opened.set()
    assert await making == 1


# --- two workers ---------------------------------------------------------------------------


async def test_two_workers_make_one(deal: Deal, tmp_path: Path) -> None:
    await wanted(deal)
    makers = [maker_of(deal.storage, deal.store) for _ in range(2)]
    assert sum(await asyncio.gather(*(maker.run() for maker in makers))) == 1
    assert objects(tmp_path) == 2


async def test_a_worker_that_slept_too_long_changes_nothing(
    deal: Deal, clock: FakeClock, tmp_path: Path
) -> None:
    """Its lease ran out unseen; another one has made it meanwhile. Its object is gone again."""
    gate = await wanted(deal)
    making = await begun(deal, gate)
    clock.pass_(LEASE + timedelta(seconds=1))
    assert await maker_of(deal.storage, deal.store).run() == 1
    done = (await deal.archives())[0]
    gate.opened.set()
    assert await making == 0
    assert (await deal.archives())[0] == done
    assert objects(tmp_path) == 2
    assert [row.method for row in await rows(deal.storage)] == ["sendDocument"]


@ONE_DATABASE
async def test_a_worker_sees_that_its_archive_was_taken(
    deal: Deal, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops at once, without waiting for its store."""
    gate = await wanted(deal)
    making = await begun(deal, gate)
    clock.pass_(LEASE + timedelta(seconds=1))
    assert await maker_of(deal.storage, deal.store).run() == 1
    monkeypatch.setattr(archive, "LOOK_SECONDS", 0.001)
    assert await asyncio.wait_for(making, 10) == 0
    assert not gate.opened.is_set()
    assert objects(tmp_path) == 2


@ONE_DATABASE
@pytest.mark.usefixtures("eager")
async def test_the_next_worker_goes_on_with_the_same_message(deal: Deal, clock: FakeClock) -> None:
    gate = await wanted(deal)
    making = await begun(deal, gate)
    clock.pass_(timedelta(seconds=5))

    async def told() -> Any:
        return (await deal.archives())[0].told

    first = await until(told, "the message is known")
    making.cancel()
    await asyncio.wait([making])
    clock.pass_(LEASE + timedelta(seconds=1))
    assert await maker_of(deal.storage, deal.store).run() == 1
    assert [(row.method, row.edits) for row in await rows(deal.storage)] == [
        ("sendMessage", None),
        ("editMessageText", first),
        ("sendDocument", None),
    ]


# --- ends of processes ---------------------------------------------------------------------


@ONE_DATABASE
async def test_stopping_leaves_it_to_the_next_process_at_once(deal: Deal, tmp_path: Path) -> None:
    """Without waiting for the lease, and the try doesn't count."""
    gate = await wanted(deal)
    gate.shut(after_blocks=1)
    maker = maker_of(deal.storage, gate)  # type: ignore[arg-type]
    making = asyncio.create_task(maker.run())
    await asyncio.wait_for(gate.reached.wait(), 10)
    maker.stop()
    assert await asyncio.wait_for(making, 10) == 0
    assert objects(tmp_path) == 1
    assert (await deal.archives())[0].attempts == 0
    assert await maker_of(deal.storage, deal.store).run() == 1


@ONE_DATABASE
async def test_killed_in_the_middle(
    storage: Storage, database_url: str, store: FileStore, clock: FakeClock, tmp_path: Path
) -> None:
    """A process of its own, ended by SIGKILL while it packs: exactly one archive, nothing else."""
    deal = await Deal.begun(storage, store)
    await wanted(deal)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bot.packing", database_url, str(tmp_path / "files")),
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout
    assert await asyncio.wait_for(child.stdout.readline(), 60) == b"in the middle\n"
    child.send_signal(signal.SIGKILL)
    await child.wait()
    assert await maker_of(storage, store).run() == 0  # it is still the dead one's
    clock.pass_(LEASE + timedelta(seconds=1))
    assert await maker_of(storage, store).run() == 1
    (row,) = await deal.archives()
    assert (row.state, row.attempts) == (ArchiveState.READY, 2)
    assert await deal.unpacked()
    assert await store.sweep(timedelta(0)) == 1  # the half object, never seen
    assert objects(tmp_path) == 2


# --- trouble -------------------------------------------------------------------------------


@ONE_DATABASE
async def test_a_store_that_is_cut_off_is_tried_again(
    deal: Deal, clock: FakeClock, tmp_path: Path
) -> None:
    gate = await wanted(deal)
    gate.error = BROKEN
    gate.blocks_before = 2
    assert await maker_of(deal.storage, gate).run() == 0  # type: ignore[arg-type]
    (row,) = await deal.archives()
    assert (row.state, row.attempts) == (ArchiveState.WANTED, 1)
    assert row.trouble == str(BROKEN)
    assert objects(tmp_path) == 1
    assert await maker_of(deal.storage, deal.store).run() == 0
    clock.pass_(timedelta(minutes=1))
    assert await maker_of(deal.storage, deal.store).run() == 1


@ONE_DATABASE
async def test_in_the_end_it_gives_up_and_says_so(deal: Deal, clock: FakeClock) -> None:
    gate = await wanted(deal)
    gate.error = BROKEN
    for _ in range(archive_ends.MOST_ATTEMPTS + 2):
        await maker_of(deal.storage, gate).run()  # type: ignore[arg-type]
        clock.pass_(timedelta(hours=1))
    (row,) = await deal.archives()
    assert (row.state, row.attempts) == (ArchiveState.FAILED, archive_ends.MOST_ATTEMPTS)
    ((method, text),) = await texts(deal.storage)
    assert method == "sendMessage"
    assert "it didn't work" in text
    assert await deal.asks()  # and may be asked for again


@ONE_DATABASE
async def test_a_process_that_dies_of_it_each_time_is_not_tried_for_ever(
    deal: Deal, clock: FakeClock
) -> None:
    await wanted(deal)
    for _ in range(archive_ends.MOST_ATTEMPTS):
        assert await within(deal.storage, lambda work: work.archiving.claim("a process that dies"))
        clock.pass_(LEASE)
    assert await maker_of(deal.storage, deal.store).run() == 0
    assert (await deal.archives())[0].state == ArchiveState.FAILED
    assert len(await texts(deal.storage)) == 1


@ONE_DATABASE
async def test_one_in_trouble_holds_up_no_other(deal: Deal, clock: FakeClock) -> None:
    gate = await wanted(deal)
    making = await begun(deal, gate)
    await deal.asks(deal.ana)
    assert await maker_of(deal.storage, deal.store).run() == 1
    gate.opened.set()
    assert await making == 1


@ONE_DATABASE
async def test_papers_that_make_it_too_big_for_a_chat(
    deal: Deal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known only afterwards, and only where there are no links."""
    await wanted(deal)
    monkeypatch.setattr(archive_ends, "BY_CHAT_BYTES", 4 * MIB)
    assert await maker_of(deal.storage, deal.store).run() == 0
    assert objects(tmp_path) == 1
    ((_, text),) = await texts(deal.storage)
    assert "too big for a message" in text
    await deal.asks()
    assert await maker_of(deal.storage, deal.store, by_link=True).run() == 1


# --- old ones ------------------------------------------------------------------------------


async def test_a_week_later_the_object_goes(deal: Deal, clock: FakeClock, tmp_path: Path) -> None:
    """What was delivered stays. Seen to fail with a prune that takes every old file."""
    await wanted(deal)
    await maker_of(deal.storage, deal.store).run()
    clock.pass_(expire_archives.KEEP)
    assert await expire_archives.expire(deal.storage, deal.store) == 0
    clock.pass_(timedelta(seconds=1))
    assert await expire_archives.expire(deal.storage, deal.store) == 1
    file = await deal.packed()
    assert (file.state, file.reason, file.key) == (FileState.FAILED, "expired", "")
    assert objects(tmp_path) == 1
    assert await expire_archives.expire(deal.storage, deal.store) == 0


@ONE_DATABASE
async def test_a_store_that_is_away_is_asked_again_next_time(
    deal: Deal, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise BROKEN

    await wanted(deal)
    await maker_of(deal.storage, deal.store).run()
    clock.pass_(expire_archives.KEEP + timedelta(seconds=1))
    with monkeypatch.context() as trouble:
        trouble.setattr(deal.store, "delete", away)
        with pytest.raises(StoreTrouble):
            await expire_archives.expire(deal.storage, deal.store)
    file = await deal.packed()
    assert (file.state, bool(file.key)) == (FileState.FAILED, True)
    assert await expire_archives.expire(deal.storage, deal.store) == 1
    assert objects(tmp_path) == 1


@ONE_DATABASE
async def test_a_link_to_an_old_one_says_that_it_is_gone(deal: Deal, clock: FakeClock) -> None:
    """Seen to fail with the words of a file that is still on its way."""
    await wanted(deal)
    await maker_of(deal.storage, deal.store).run()
    file = await deal.packed()
    assert await within(deal.storage, lambda w: transfers.offer_download(w, deal.marc, file.id))
    clock.pass_(expire_archives.KEEP + timedelta(seconds=1))
    await expire_archives.expire(deal.storage, deal.store)
    with pytest.raises(Refused) as no:
        await within(deal.storage, lambda w: transfers.offer_download(w, deal.marc, file.id))
    assert no.value.key == "archive-expired"
