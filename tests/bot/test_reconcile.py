"""Books and shelves: what differs is found, and put right without harm to anything else (15, 23).

A folder stands for every store: the store's own part is in tests/storage/test_file_listing.py.
"""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.differences import FEW, Report, TooMuch
from bot.jobs.check_files import check_files
from bot.reconcile import SAFE_AGE, Reconciliation
from marketplace import people
from marketplace.files import FileKind, FileState, StoredFile
from storage.file_checks import page_of
from storage.files import FileStore, StoreTrouble, file_store, new_key
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.servers import S3Server
from tests.storage.places import put, s3_place

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SHA = "ab" * 32
ANA = 100


class Deployment:
    """A database and a folder of files, and how old each file is."""

    def __init__(self, storage: Storage, clock: FakeClock, root: Path) -> None:
        self.storage = storage
        self.clock = clock
        self.root = root
        self.files: FileStore = file_store(str(root))

    async def stored(self, content: bytes = b"content", **changes: Any) -> StoredFile:
        """A file that was stored well, two days ago."""
        file = await self.row(**{"size_bytes": len(content), **changes})
        await self.object(file.key, content)
        return file

    async def row(self, **changes: Any) -> StoredFile:
        """Without an object."""
        facts: dict[str, Any] = {
            "id": 0,
            "owner_id": ANA,
            "name": "plan.pdf",
            "mime": "application/pdf",
            "size_bytes": 7,
            "kind": FileKind.DOCUMENT,
            "telegram_id": "BQAC",
            "telegram_unique_id": "AgAD",
            "announced_at": self.clock.now() - 2 * SAFE_AGE,
            "state": FileState.STORED,
            "key": new_key(),
            "sha256": SHA,
        }
        file = StoredFile(**{**facts, **changes})
        async with self.storage.begin() as work:
            await people.arrive(work, ANA, "Ana", "en")
            file_id = await work.files.add(file)
            await work.commit()
        return await self.file(file_id)

    async def object(self, key: str, content: bytes = b"content", days: float = 2) -> str:
        """Without a row."""

        async def once() -> Any:
            yield content

        await self.files.put(key, once(), size=len(content), content_type="a/b")
        self.age(key, days)
        return key

    def age(self, key: str, days: float) -> None:
        written = datetime.now(UTC).timestamp() - days * 86_400
        os.utime(self.root / key, (written, written))

    async def file(self, file_id: int) -> StoredFile:
        async with self.storage.begin() as work:
            return (await work.files.many([file_id]))[0]

    def objects(self) -> set[str]:
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix() for path in found}

    async def check(self) -> Report:
        return await Reconciliation(self.storage, self.files).check()

    async def repair(self, force: bool = False) -> Report:
        reconciliation = Reconciliation(self.storage, self.files)
        return await reconciliation.repair(await reconciliation.check(), force=force)


@pytest.fixture
async def here(storage: Storage, clock: FakeClock, tmp_path: Path) -> Any:
    deployment = Deployment(storage, clock, tmp_path / "files")
    yield deployment
    await deployment.files.close()


def wrong(report: Report) -> tuple[int, int, int]:
    assert report.finished
    return report.orphans, report.lost, report.back


async def test_a_sound_deployment(here: Deployment) -> None:
    """Files that wait, failed, were stored just now or are on their way are none of its business;
    neither is what somebody else keeps there."""
    assert wrong(await here.check()) == (0, 0, 0)
    kept = [await here.stored(bytes(n)) for n in range(5)]
    await here.row(state=FileState.ANNOUNCED, key="", sha256="")
    await here.row(state=FileState.FAILED, key="", sha256="", reason="too-big")
    await here.row(announced_at=here.clock.now() - SAFE_AGE)
    late = await here.stored()
    here.age(late.key, 0)
    young = await here.object(new_key(), days=0.99)
    foreign = await here.object("somebody/elses.txt")
    before = here.objects()
    report = await here.repair()
    assert wrong(report) == (0, 0, 0)
    assert (report.objects, report.files) == (5, 6)
    assert here.objects() == before >= {*(file.key for file in kept), young, foreign}


async def test_each_difference_is_found_and_nothing_is_changed(here: Deployment) -> None:
    sound = [await here.stored() for _ in range(3)]
    orphans = {await here.object(new_key(), bytes(n)) for n in (10, 20)}
    lost, resized = await here.row(), await here.stored()
    (here.root / resized.key).write_bytes(b"damaged")
    (here.root / resized.key).write_bytes(b"dam")
    here.age(resized.key, 2)
    before = here.objects()
    report = await here.check()
    assert wrong(report) == (2, 2, 0)
    assert report.orphan_bytes == 30
    assert set(report.lost_ids) == {lost.id, resized.id}
    assert here.objects() == before >= orphans
    assert [await here.file(file.id) for file in (*sound, lost, resized)] == [*sound, lost, resized]


async def test_orphans_go_and_nothing_else(here: Deployment) -> None:
    """Seen to fail without the age, and with the rows of other states left out."""
    sound = await here.stored()
    for _ in range(3):
        await here.object(new_key())
    young = await here.object(new_key(), days=0.99)
    others = [
        await here.stored(state=FileState.FAILED, reason="lost", size_bytes=1),
        await here.stored(state=FileState.FAILED, reason="too-big"),
        await here.stored(state=FileState.ANNOUNCED),
        await here.stored(announced_at=here.clock.now()),
    ]
    report = await here.repair()
    assert (wrong(report), report.deleted) == ((3, 0, 0), 3)
    assert here.objects() == {sound.key, young, *(file.key for file in others)}
    assert wrong(await here.check()) == (0, 0, 0)


async def test_a_lost_file_is_fetched_anew_where_telegram_has_it(here: Deployment) -> None:
    lost = await here.row(attempts=12, worker="w", trouble="x", told=7)
    report = await here.repair()
    assert (wrong(report), report.fetched_anew) == ((0, 1, 0), 1)
    again = await here.file(lost.id)
    assert (again.state, again.attempts, again.worker) == (FileState.ANNOUNCED, 0, "")
    assert again.told is None, "the message of months ago would be edited"
    async with here.storage.begin() as work:
        assert [file.id for file in await work.ingest.due(5, "worker")] == [lost.id]


async def test_a_lost_file_that_only_we_had_is_given_up_and_may_come_back(
    here: Deployment,
) -> None:
    """Its object may be somewhere in a backup: the row keeps the key, so that it is no orphan."""
    lost = await here.row(telegram_id="", telegram_unique_id="")
    report = await here.repair()
    assert (wrong(report), report.given_up) == ((0, 1, 0), 1)
    gone = await here.file(lost.id)
    assert (gone.state, gone.reason, gone.key) == (FileState.FAILED, "lost", lost.key)
    assert wrong(await here.check()) == (0, 0, 0)

    await here.object(lost.key)
    assert wrong(await here.check()) == (0, 0, 1)
    report = await here.repair()
    assert report.restored == 1
    assert await here.file(lost.id) == lost
    assert wrong(await here.check()) == (0, 0, 0)


async def test_a_damaged_object_is_replaced(here: Deployment) -> None:
    """The damaged one stays until its file has a new place, and is an orphan then."""
    file = await here.stored(b"content")
    (here.root / file.key).write_bytes(b"con")
    here.age(file.key, 2)
    assert (await here.repair()).fetched_anew == 1
    assert (await here.repair()).deleted == 0
    async with here.storage.begin() as work:
        [due] = await work.ingest.due(1, "w")
        assert await work.ingest.stored(due, new_key(), SHA, 7)
        await work.commit()
    assert (await here.repair()).deleted == 1
    assert here.objects() == set()


async def test_an_object_that_comes_back_while_its_file_is_fetched_anew_is_no_orphan(
    here: Deployment,
) -> None:
    """A mount that was away for an hour. Seen to fail when the key is forgotten at once: the next
    repair deleted the only copy."""
    lost = await here.row()
    assert (await here.repair()).fetched_anew == 1
    await here.object(lost.key)
    assert wrong(await here.check()) == (0, 0, 0)
    assert (await here.repair()).deleted == 0
    assert here.objects() == {lost.key}


@ONE_DATABASE
@pytest.mark.parametrize("page", [1, 2, 7])
async def test_all_pages(here: Deployment, monkeypatch: pytest.MonkeyPatch, page: int) -> None:
    """Seen to fail with a page that begins at the last key of the one before."""
    monkeypatch.setattr("bot.reconcile.PAGE", page)
    monkeypatch.setattr("bot.reconcile.BATCH", page)
    monkeypatch.setattr("storage.files.walk.PAGE", page)
    for _ in range(7):
        await here.stored()
        await here.object(new_key())
        await here.row()
    report = await here.repair()
    assert (report.objects, report.files) == (14, 14)
    assert (report.deleted, report.fetched_anew) == (7, 7)


@ONE_DATABASE
async def test_a_store_that_names_in_no_order_only_takes_longer(
    here: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without asking once more: files would be deleted that have a row."""
    sound = [await here.stored() for _ in range(9)]
    orphan, lost = await here.object(new_key()), await here.row()
    named = [held async for held in here.files.objects(SAFE_AGE)]

    async def backwards(_: timedelta) -> Any:
        for held in reversed(named):
            yield held

    monkeypatch.setattr(here.files, "objects", backwards)
    report = await here.repair()
    assert (wrong(report), report.deleted, report.fetched_anew) == ((1, 1, 0), 1, 1)
    assert here.objects() == {file.key for file in sound}
    assert orphan not in here.objects()
    assert (await here.file(lost.id)).state is FileState.ANNOUNCED


@ONE_DATABASE
async def test_a_row_that_appears_at_the_last_moment_keeps_its_object(
    here: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A try that was killed a day ago is finished just now, with the same key. Seen to fail
    without the question right before the deletion."""
    key = await here.object(new_key())
    reconciliation = Reconciliation(here.storage, here.files)
    confirmed = reconciliation._confirmed

    async def and_then_a_row(suspects: Any) -> Any:
        found = await confirmed(suspects)
        if found:
            await here.row(key=key)
        return found

    report = await reconciliation.check()
    monkeypatch.setattr(reconciliation, "_confirmed", and_then_a_row)
    assert (await reconciliation.repair(report)).deleted == 0
    assert here.objects() == {key}


@ONE_DATABASE
async def test_a_row_that_appears_while_its_object_goes_is_fetched_anew(
    here: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail without the question after the deletion: "stored" would be a lie."""
    key, delete, late = await here.object(new_key()), here.files.delete, []

    async def slow(gone: str) -> None:
        late.append(await here.row(key=gone))
        await delete(gone)

    monkeypatch.setattr(here.files, "delete", slow)
    report = await here.repair()
    assert (report.deleted, report.fetched_anew) == (1, 1)
    assert (await here.file(late[0].id)).state is FileState.ANNOUNCED
    assert key not in here.objects()


@ONE_DATABASE
async def test_the_wrong_database_deletes_nothing(here: Deployment) -> None:
    """Seen to fail without the refusal."""
    for _ in range(FEW + 1):
        await here.object(new_key())
    before = here.objects()
    with pytest.raises(TooMuch, match="Is DATABASE_URL right"):
        await here.repair()
    assert here.objects() == before
    assert (await here.repair(force=True)).deleted == FEW + 1


@ONE_DATABASE
async def test_the_wrong_folder_gives_nothing_up(here: Deployment) -> None:
    """Seen to fail without the refusal."""
    rows = [await here.stored(telegram_id="") for _ in range(FEW + 1)]
    shutil.rmtree(here.root)
    with pytest.raises(TooMuch, match="everything mounted"):
        await here.repair()
    assert [await here.file(row.id) for row in rows] == rows
    assert (await here.repair(force=True)).given_up == FEW + 1


@ONE_DATABASE
async def test_half_is_not_too_much(here: Deployment) -> None:
    for _ in range(FEW + 1):
        await here.stored()
        await here.object(new_key())
    assert (await here.repair()).deleted == FEW + 1


@ONE_DATABASE
async def test_the_daily_job_says_so_and_changes_nothing(here: Deployment) -> None:
    await here.stored()
    with capture_logs() as logs:
        assert await check_files(here.storage, here.files, lambda: False) == 0
    assert [(log["log_level"], log["files"]) for log in logs] == [("info", 1)]
    orphan, lost = await here.object(new_key()), await here.row()
    with capture_logs() as logs:
        assert await check_files(here.storage, here.files, lambda: False) == 0
    (said,) = logs
    assert (said["log_level"], said["orphans"], said["lost_ids"]) == ("error", 1, [lost.id])
    assert orphan in here.objects()
    assert orphan not in str(logs)
    assert await here.file(lost.id) == lost


@ONE_DATABASE
async def test_a_store_that_is_away_is_a_sentence(
    here: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: str) -> int | None:
        raise StoreTrouble("The store is away.", "unreachable", retryable=True)

    for _ in range(3):
        await here.row()
    monkeypatch.setattr(here.files, "head", away)
    with pytest.raises(StoreTrouble):
        await here.check()
    with capture_logs() as logs:
        await check_files(here.storage, here.files, lambda: False)
    assert [log["why"] for log in logs] == ["The store is away."]


@ONE_DATABASE
async def test_a_program_that_ends_does_not_wait_for_it(here: Deployment) -> None:
    await here.stored()
    with capture_logs() as logs:
        await check_files(here.storage, here.files, lambda: True)
    assert logs == []


async def test_the_index_serves_each_page(here: Deployment) -> None:
    """A million rows are not sorted for each thousand. Seen to fail without the index's own
    condition in the query."""
    query = page_of("ab", here.clock.now(), 5)
    async with here.storage.engine.connect() as connection:
        postgres = connection.dialect.name == "postgresql"
        if postgres:
            await connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
            await connection.execute(sa.text("SET LOCAL enable_bitmapscan = off"))
        text = query.compile(connection.engine, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN" if postgres else "EXPLAIN QUERY PLAN"
        plan = str((await connection.execute(sa.text(f"{explain} {text}"))).all())
    assert "uq_files_key" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


@ONE_DATABASE
async def test_a_bucket_is_compared_too(
    here: Deployment, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There nothing can be made older than it is, so everything counts as old."""
    monkeypatch.setattr("bot.reconcile.SAFE_AGE", timedelta(seconds=-5))
    place = s3_place(s3)
    here.files = place.store
    sound, lost = await here.row(), await here.row()
    for key in (sound.key, new_key(), new_key()):
        await put(here.files, key, b"content")
    report = await here.repair()
    assert (wrong(report), report.deleted, report.fetched_anew) == ((2, 1, 0), 2, 1)
    assert [name.endswith(sound.key) for name in place.everything()] == [True]
    assert (await here.file(lost.id)).state is FileState.ANNOUNCED
