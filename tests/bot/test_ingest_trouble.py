"""Fetching files in bad company: a full disk, a key no longer valid, other workers (15, 23)."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from bot.app import App
from bot.ingest import LONGEST_BACK_OFF
from bot.settings import Settings
from marketplace.files import FileState, StoredFile
from simulator.people import Person, Telegram
from storage.files import FileStore, S3Settings, file_store
from storage.files.streams import Measured
from storage.ingest_rows import LEASE, IngestRows
from tests.bot.conftest import Echo, until
from tests.bot.test_ingest import CONTENT, ONE_DATABASE, announced, objects, row, stored_bytes
from tests.conftest import FakeClock
from tests.servers import S3Server


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


@asynccontextmanager
async def another(
    settings: Settings, clock: FakeClock, files: FileStore | None = None
) -> AsyncIterator[App]:
    """Another process of the same deployment, as far as files go."""
    built = App.build(settings, clock, dispatcher=Echo(), files=files)
    try:
        yield built
    finally:
        await built.close()


@ONE_DATABASE
async def test_the_disk_is_full_until_there_is_room(
    app: App, ana: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes half of it. Nothing of that half stays, and the file is not given up."""
    file_id, half = await announced(app, ana), len(CONTENT) // 2

    def full(file: BinaryIO, block: bytearray, measured: Measured) -> None:
        file.write(block[:half])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as trouble:
        trouble.setattr("storage.files.folder._write", full)
        for _ in range(20):
            assert await app.ingest.run() == 0
            clock.pass_(LONGEST_BACK_OFF)
    file = await row(app, file_id)
    assert (file.state, file.reason) == (FileState.ANNOUNCED, "")
    assert "is full" in file.trouble
    assert objects(app) == []
    assert await app.ingest.run() == 1
    assert await stored_bytes(app, await row(app, file_id)) == CONTENT


@ONE_DATABASE
async def test_a_key_that_is_not_valid_for_a_while(
    settings: Settings,
    ana: Person,
    clock: FakeClock,
    s3: S3Server,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The operator changes the key of the store, and of the bot an hour later."""
    url = f"s3://{s3.bucket}/{tmp_path.name}"
    right = S3Settings(s3.endpoint, "us-east-1", s3.access_key, s3.secret_key)
    wrong = replace(right, secret_key="no-longer-the-secret")
    async with another(settings, clock, file_store(url, right)) as before:
        await announced(before, ana)
        assert await before.ingest.run() == 1
    async with another(settings, clock, file_store(url, wrong)) as meanwhile:
        file_id = await announced(meanwhile, ana, b"the second one")
        assert await meanwhile.ingest.run() == 0
        file = await row(meanwhile, file_id)
        assert file.state is FileState.ANNOUNCED
        assert "does not accept the S3 credentials" in file.trouble
    logged = "".join((*capsys.readouterr(), caplog.text))  # whoever set up logging before
    assert "does not accept the S3 credentials" in logged
    assert "no-longer-the-secret" not in logged
    clock.pass_(timedelta(hours=1))
    async with another(settings, clock, file_store(url, right)) as after:
        assert await after.ingest.run() == 1
        assert await stored_bytes(after, await row(after, file_id)) == b"the second one"


@ONE_DATABASE
async def test_a_file_that_cannot_be_noted_breaks_off_no_other_one(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one is at its second gigabyte, say, and the database is away for a moment. Seen to
    fail when the trouble of noting, of claiming or of renewing ended the run: `getFile` was asked
    for again."""
    first, second = await announced(app, ana, b"first"), await announced(app, ana, b"second")
    noted, claimed, put = app.ingest._noted, app.ingest._claimed, app.files.put
    away, back = asyncio.Event(), asyncio.Event()

    async def not_noted(file: StoredFile, there: Any) -> bool:
        if file.id == second:
            return await noted(file, there)
        away.set()
        raise OSError("the database is away")

    async def not_claimed(room: int) -> list[StoredFile]:
        if not away.is_set() or back.is_set():
            return await claimed(room)
        back.set()
        raise OSError("the database is away")

    async def slow(key: str, chunks: Any, **more: Any) -> Any:
        if more["size"] == len(b"second"):
            await back.wait()
        return await put(key, chunks, **more)

    async def not_renewed(*_: Any) -> None:
        raise OSError("the database is away")

    with monkeypatch.context() as trouble:
        trouble.setattr(app.ingest, "_noted", not_noted)
        trouble.setattr(app.ingest, "_claimed", not_claimed)
        trouble.setattr(app.files, "put", slow)
        trouble.setattr(IngestRows, "renew", not_renewed)
        assert await app.ingest.run() == 1
    assert len(await telegram.calls("getFile")) == 2
    assert (await row(app, second)).state is FileState.STORED
    clock.pass_(LEASE)
    assert await app.ingest.run() == 1
    assert await stored_bytes(app, await row(app, first)) == b"first"


async def test_two_workers_share_the_work(
    app: App, settings: Settings, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Seen to fail when a claim doesn't move `next_try_at`: each file was fetched by both."""
    ids = [await announced(app, ana, f"number {n}".encode()) for n in range(9)]
    async with another(settings, clock) as other:
        stored = await asyncio.gather(app.ingest.run(), other.ingest.run())
        stored += await asyncio.gather(app.ingest.run(), other.ingest.run())
    assert sum(stored) == len(ids)
    assert len(await telegram.calls("getFile")) == len(ids)
    assert len(objects(app)) == len(ids)
    for number, file_id in enumerate(ids):
        assert await stored_bytes(app, await row(app, file_id)) == f"number {number}".encode()


@ONE_DATABASE
async def test_a_frozen_worker_comes_too_late(
    app: App, settings: Settings, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Its lease has ended, another one has stored the file. Seen to fail without the worker asked
    in `_move`: the late one called the file its own."""
    file_id = await announced(app, ana)
    await telegram.fault("stall", "download", at_byte=1000)
    frozen = asyncio.create_task(app.ingest.run())
    await until(lambda: _struck(telegram))
    clock.pass_(LEASE + timedelta(seconds=1))
    async with another(settings, clock) as other:
        assert await other.ingest.run() == 1
        stored = await row(other, file_id)
        await telegram.no_faults()
        assert await frozen == 0
        assert await row(other, file_id) == stored
        assert await stored_bytes(other, stored) == CONTENT
    assert len(objects(app)) == 1


@ONE_DATABASE
async def test_a_worker_at_work_keeps_its_lease(
    app: App,
    settings: Settings,
    telegram: Telegram,
    ana: Person,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However long a file takes. Seen to fail without `renew`."""
    monkeypatch.setattr("bot.ingest.LOOK_AGAIN_SECONDS", 0.01)
    file_id = await announced(app, ana)
    await telegram.fault("stall", "download", at_byte=1000)
    slow = asyncio.create_task(app.ingest.run())
    await until(lambda: _struck(telegram))
    async with another(settings, clock) as other:
        for _ in range(4):
            until_then = clock.pass_(LEASE / 2) + LEASE
            await until(lambda due=until_then: _leased(other, file_id, due))  # type: ignore[misc]
            assert await other.ingest.run() == 0
        await telegram.no_faults()
        assert await slow == 1


async def _struck(telegram: Telegram) -> bool:
    return any(fault["struck"] for fault in await telegram.faults())


async def _leased(app: App, file_id: int, until_then: Any) -> bool:
    async with app.storage.begin() as work:
        return await work.ingest.next_due() == until_then


@ONE_DATABASE
async def test_what_is_broken_off_is_free_at_once(
    app: App, settings: Settings, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """When a process ends in order. Seen to fail without `_let_go`: it waited for the lease."""
    await announced(app, ana)
    await telegram.fault("stall", "download", at_byte=1000)
    ending = asyncio.create_task(app.ingest.run())
    await until(lambda: _struck(telegram))
    ending.cancel()
    await asyncio.gather(ending, return_exceptions=True)
    await telegram.no_faults()
    async with another(settings, clock) as other:
        assert await other.ingest.run() == 1
