"""From Telegram into the file store: stored means there, whole, with its SHA-256 (15, 23)."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.ingest import LONGEST_BACK_OFF, MOST_REFUSALS
from marketplace import files, people
from marketplace.files import FileKind, FileState, StoredFile
from simulator.people import Person, Telegram
from storage.file_checks import LOST, Kept
from storage.files import StoreTrouble
from tests.conftest import FakeClock
from tests.storage.deal import within

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CONTENT = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    person = await telegram.person("Ana")
    await person.starts()
    return person


async def announced(app: App, ana: Person, content: bytes = CONTENT) -> int:
    """As a handler does with a file that a person sent; the row's id."""
    message = await ana.sends_file("plan.pdf", content)
    assert message.file
    async with app.storage.begin() as work:
        actor = await people.arrive(work, ana.id, "Ana", "en")
        file = StoredFile(
            id=0,
            owner_id=0,
            name="plan.pdf",
            mime="application/pdf",
            size_bytes=len(content),
            kind=FileKind.DOCUMENT,
            telegram_id=message.file["file_id"],
            telegram_unique_id=message.file["file_unique_id"],
            announced_at=datetime(2000, 1, 1, tzinfo=UTC),
        )
        file = await files.announce(work, actor, file)
        await work.commit()
    return file.id


async def row(app: App, file_id: int) -> StoredFile:
    async with app.storage.begin() as work:
        return (await work.files.many([file_id]))[0]


async def stored_bytes(app: App, file: StoredFile) -> bytes:
    return b"".join([chunk async for chunk in app.files.open(file.key)])


async def test_stored_with_its_checksum(app: App, ana: Person) -> None:
    file_id = await announced(app, ana)
    assert await app.ingest.run() == 1
    file = await row(app, file_id)
    assert file.state is FileState.STORED
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert await stored_bytes(app, file) == CONTENT
    assert await app.ingest.run() == 0


@ONE_DATABASE
async def test_many_at_once(app: App, ana: Person) -> None:
    ids = [await announced(app, ana, f"{n}".encode()) for n in range(8)]
    assert await app.ingest.run() == 8
    assert [await stored_bytes(app, await row(app, n)) for n in ids] == [
        f"{n}".encode() for n in range(8)
    ]


@ONE_DATABASE
@pytest.mark.parametrize("at_byte", [0, 1, 1000, len(CONTENT) - 1])
async def test_cut_in_the_middle_is_not_stored_but_comes_again(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock, at_byte: int
) -> None:
    """aiohttp notices; the next test is for when it doesn't."""
    file_id = await announced(app, ana)
    await telegram.fault("cut", "download", at_byte=at_byte)
    assert await app.ingest.run() == 0
    file = await row(app, file_id)
    assert (file.state, file.key) == (FileState.ANNOUNCED, "")
    assert objects(app) == []
    clock.pass_(LONGEST_BACK_OFF)
    assert await app.ingest.run() == 1
    assert await stored_bytes(app, await row(app, file_id)) == CONTENT


@ONE_DATABASE
@pytest.mark.parametrize("more", [-1, 1])
async def test_other_bytes_than_announced_are_not_stored(
    app: App, ana: Person, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    """Seen to fail without the size."""
    file_id = await announced(app, ana)
    call = app.http.call

    async def says_otherwise(method: str, params: dict[str, Any]) -> Any:
        found = await call(method, params)
        return {**found, "file_size": found["file_size"] + more}

    monkeypatch.setattr(app.http, "call", says_otherwise)
    assert await app.ingest.run() == 0
    assert (await row(app, file_id)).state is FileState.ANNOUNCED
    assert objects(app) == []


def objects(app: App) -> list[Path]:
    folder = Path(app.settings.files)
    return [path for path in folder.rglob("*") if path.is_file()]


@ONE_DATABASE
async def test_a_dead_link_is_asked_for_anew(app: App, telegram: Telegram, ana: Person) -> None:
    """Links live for an hour. Seen to fail when 404 waits for the next try."""
    await announced(app, ana)
    await telegram.fault("missing", "download", count=1)
    assert await app.ingest.run() == 1
    assert len(await telegram.calls("getFile")) == 2


@ONE_DATABASE
@pytest.mark.parametrize("fault", [{"code": 502}, {"retry_after": 5}])
async def test_telegrams_trouble_is_waited_out(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock, fault: dict[str, Any]
) -> None:
    file_id = await announced(app, ana)
    await telegram.fault("error", "getFile", **fault)
    assert await app.ingest.run() == 0
    assert (await row(app, file_id)).trouble
    clock.pass_(LONGEST_BACK_OFF)
    assert await app.ingest.run() == 1


@ONE_DATABASE
async def test_in_the_end_it_gives_up(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Seen to fail without a bound on attempts."""
    file_id = await announced(app, ana)
    await telegram.forgets_file((await row(app, file_id)).telegram_id)
    for _ in range(MOST_REFUSALS + 2):
        await app.ingest.run()
        clock.pass_(LONGEST_BACK_OFF)
    file = await row(app, file_id)
    assert (file.state, file.reason) == (FileState.FAILED, "gone")
    assert "wrong file_id" in file.trouble
    assert len(await telegram.calls("getFile")) == MOST_REFUSALS


@ONE_DATABASE
async def test_an_old_file_is_not_given_up_at_the_first_trouble(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repair fetches files of months ago anew, and a bot may have stood still for days. Seen to
    fail with a bound on the file's age alone."""
    file_id = await announced(app, ana)
    clock.pass_(timedelta(days=100))

    async def away(*_: Any, **__: Any) -> None:
        raise StoreTrouble("The store is away.", "unreachable", retryable=True)

    with monkeypatch.context() as trouble:
        trouble.setattr(app.files, "put", away)
        assert await app.ingest.run() == 0
        assert (await row(app, file_id)).state is FileState.ANNOUNCED
        trouble.setattr("bot.ingest.FEWEST_TRIES", 2)
        clock.pass_(LONGEST_BACK_OFF)
        await app.ingest.run()
    file = await row(app, file_id)
    assert (file.state, file.reason) == (FileState.FAILED, "store")


@ONE_DATABASE
async def test_a_stored_file_that_cannot_be_fetched_anew_is_lost_and_may_come_back(
    app: App, telegram: Telegram, ana: Person, clock: FakeClock
) -> None:
    """Seen to fail when it kept the reason of a file that never was there: what came back to the
    store was nobody's."""
    file_id = await announced(app, ana)
    assert await app.ingest.run() == 1
    before = await row(app, file_id)
    kept = Kept(file_id, before.key, before.size_bytes, lost=False)
    await within(app.storage, lambda work: work.file_checks.fetch_anew(kept))
    await telegram.forgets_file(before.telegram_id)
    for _ in range(MOST_REFUSALS + 2):
        await app.ingest.run()
        clock.pass_(LONGEST_BACK_OFF)
    gone = await row(app, file_id)
    assert (gone.state, gone.reason, gone.key) == (FileState.FAILED, LOST, before.key)
    lost = Kept(file_id, before.key, before.size_bytes, lost=True)
    assert await within(app.storage, lambda work: work.file_checks.is_back(lost))
    assert (await row(app, file_id)).sha256 == before.sha256


@ONE_DATABASE
async def test_too_big_is_failed_at_once(app: App, telegram: Telegram, ana: Person) -> None:
    file_id = await announced(app, ana)
    await telegram.limits(download=1000)
    assert await app.ingest.run() == 0
    assert (await row(app, file_id)).state is FileState.FAILED


@ONE_DATABASE
async def test_a_store_in_trouble_keeps_the_file_for_later(
    app: App, ana: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any, **__: Any) -> Any:
        raise StoreTrouble("The disk is full.", "full", retryable=True)

    file_id = await announced(app, ana)
    with monkeypatch.context() as trouble:
        trouble.setattr(app.files, "put", full)
        assert await app.ingest.run() == 0
    assert (await row(app, file_id)).trouble == "The disk is full."
    clock.pass_(LONGEST_BACK_OFF)
    assert await app.ingest.run() == 1


@ONE_DATABASE
async def test_killed_between_object_and_row_leaves_no_orphan(
    app: App, ana: Person, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second try writes to the same key. Seen to fail with a new key for each try."""
    file_id = await announced(app, ana)

    class Killed(BaseException):
        """Nobody catches it on the way."""

    async def killed(*_: Any) -> bool:
        raise Killed

    with monkeypatch.context() as crash:
        crash.setattr(app.ingest, "_noted", killed)
        with pytest.raises(Killed):
            await app.ingest.run()
    assert len(objects(app)) == 1
    clock.pass_(timedelta(hours=1))
    assert await app.ingest.run() == 1
    assert len(objects(app)) == 1
    assert await stored_bytes(app, await row(app, file_id)) == CONTENT


@ONE_DATABASE
async def test_keys_cannot_be_computed_without_the_token(app: App, ana: Person) -> None:
    file_id = await announced(app, ana)
    file = await row(app, file_id)
    ours = app.ingest._key(file)
    app.ingest._secret = b"another token"
    assert app.ingest._key(file) != ours
    assert len(ours.replace("/", "")) == 40  # 160 bits


@ONE_DATABASE
async def test_a_self_hosted_server_names_a_file_of_this_machine(
    app: App, ana: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its --local mode, for files of up to 2,000 MB (core.telegram.org/bots/api#getfile)."""
    file_id = await announced(app, ana)
    (tmp_path / "local file").write_bytes(CONTENT)

    async def get_file(*_: Any) -> dict[str, Any]:
        return {"file_path": str(tmp_path / "local file"), "file_size": len(CONTENT)}

    monkeypatch.setattr(app.http, "call", get_file)
    assert await app.ingest.run() == 1
    assert await stored_bytes(app, await row(app, file_id)) == CONTENT
