"""Everything of a project as one ZIP: complete, with the bytes that were delivered (15, 22).

Seen to fail: with the papers put together before the files (a lost file is called stored), with
checksums of what came instead of what was delivered, without the pages of a long talk."""

import hashlib
import io
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from marketplace import cancellations
from marketplace.files import FileState
from storage.files import FileStore, S3Settings, file_store
from storage.unit_of_work import Storage
from tests.bot.archiving import Deal, maker_of, manifest_of, unpacks
from tests.bot.conftest import rows
from tests.conftest import FakeClock
from tests.servers import S3Server, shared_directory, start_s3
from tests.storage.deal import offered, posted, within
from tests.storage.talking import edits, says, sent

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONE_STORE = pytest.mark.parametrize("store", ["folder"], indirect=True)
PAGE = bytes(range(256)) * 4096 * 10  # 10 MiB, more than a part of an upload
LOGO = b"\x89PNG a logo"


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    server = start_s3(shared_directory(tmp_path_factory) / "s3")
    yield server
    server.stop()


@pytest.fixture(params=["folder", "s3"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[FileStore]:
    if request.param == "folder":
        opened = file_store(str(tmp_path / "files"))
    else:
        server: S3Server = request.getfixturevalue("s3")
        opened = file_store(
            f"s3://{server.bucket}/{tmp_path.name}".lower(),
            S3Settings(
                endpoint_url=server.endpoint,
                access_key=server.access_key,
                secret_key=server.secret_key,
            ),
        )
    yield opened
    await opened.close()


@pytest.fixture
async def deal(storage: Storage, store: FileStore) -> Deal:
    return await Deal.begun(storage, store)


async def test_everything_is_in_it(deal: Deal, tmp_path: Path) -> None:
    """Two versions, a decision, a payment that is due, the talk; every byte compared."""
    first = await deal.delivers(("page.html", PAGE), ("logo.png", LOGO), note="Two\nlines.")
    await deal.says(deal.marc, "Where is the oven?")
    await deal.says(deal.ana, "", "photo")
    await deal.declines(first, "Too cold, it should feel like an oven.")
    second = await deal.delivers(("page.html", PAGE[1:]), ("empty.txt", b""))
    await deal.accepts(second)
    await deal.asks()
    assert await maker_of(deal.storage, deal.store).run() == 1
    entries = await deal.unpacked()
    assert entries["1 step 1/v1/page.html"] == PAGE
    assert entries["1 step 1/v1/logo.png"] == LOGO
    assert entries["1 step 1/v2/page.html"] == PAGE[1:]
    assert entries["1 step 1/v2/empty.txt"] == b""
    assert set(entries) - {name for name in entries if "/" in name} == {
        "manifest.json",
        "history.txt",
        "chat.txt",
        "SHA256SUMS",
    }
    assert manifest_of(entries)["milestones"][0]["versions"][0]["decision"] == "declined"
    file = await deal.packed()
    assert (file.state, file.name) == (FileState.STORED, "A shop for ceramics.zip")
    content = await deal.read(file.key)
    assert (file.size_bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert unpacks(content, tmp_path)
    (document,) = [row for row in await rows(deal.storage) if row.method == "sendDocument"]
    assert document.chat_id == deal.marc.id
    assert (document.params["document"], document.params["_file"]["key"]) == ("", file.key)


@ONE_STORE
async def test_the_manifest_says_what_the_database_says(deal: Deal) -> None:
    first = await deal.delivers(("a.txt", b"a"), note="Line\nand <b>line</b>.")
    await deal.declines(first, "Not what we talked about.")
    await deal.accepts(await deal.delivers(("a.txt", b"b"), ("c.txt", b"c")))
    entries = await made(deal)
    async with deal.storage.begin() as work:
        project = await work.projects.find(deal.project.id)
        versions = await work.projects.deliveries(deal.project.id)
        checkout = await work.checkouts.of_milestone(deal.project.milestones[0].id)
    assert project is not None
    assert checkout is not None
    manifest = manifest_of(entries)
    assert manifest["project"]["title"] == project.title
    assert manifest["project"]["price"] == "500.00"
    assert [m["state"] for m in manifest["milestones"]] == [m.state for m in project.milestones]
    assert manifest["milestones"][0]["payment"]["amount"] == "200.00"
    assert manifest["milestones"][0]["payment"]["state"] == checkout.state
    assert manifest["milestones"][1]["payment"] is None
    told = manifest["milestones"][0]["versions"]
    assert [(v["version"], v["note"], v["decision"], v["reason"]) for v in told] == [
        (v.version, v.note, v.state, v.reason) for v in versions
    ]
    for version, row in zip(told, versions, strict=True):
        assert [(f["name"], f["size_bytes"], f["sha256"]) for f in version["files"]] == [
            (f.name, f.size_bytes, f.sha256) for f in row.files
        ]
        for file in version["files"]:
            assert hashlib.sha256(entries[file["path"]]).hexdigest() == file["sha256"]
    assert told[0]["completed_at"] == "2026-03-01T12:00:00Z"


async def made(deal: Deal) -> dict[str, bytes]:
    """Asked for, packed and unpacked again."""
    await deal.asks()
    assert await maker_of(deal.storage, deal.store).run() == 1
    return await deal.unpacked()


@ONE_DATABASE
@ONE_STORE
async def test_hostile_names_stay_where_they_belong(deal: Deal, tmp_path: Path) -> None:
    names = ("../../x", "CON", "a:b", "x" * 300, "\u202egpj.exe", "A.pdf", "a.PDF", "🍞🔥.jpg")
    await deal.delivers(*((name, name.encode()) for name in names))
    entries = await made(deal)
    inside = {name: content for name, content in entries.items() if "/" in name}
    assert sorted(inside.values()) == sorted(name.encode() for name in names)
    for path in inside:
        top, version, name = path.split("/")
        assert (top, version) == ("1 step 1", "v1")
        assert not name.startswith(".")
        assert len(name.encode()) <= 120
    assert len({path.casefold() for path in inside}) == len(names)
    told = manifest_of(entries)["milestones"][0]["versions"][0]["files"]
    assert [file["name"] for file in told] == list(names)
    assert unpacks(await deal.read((await deal.packed()).key), tmp_path)


@ONE_DATABASE
@ONE_STORE
async def test_what_is_not_stored_is_named_with_the_reason(deal: Deal) -> None:
    """The archive is made without it. Seen to fail with an archive that is given up."""
    failed = await deal.stored(
        "old.psd", b"1", key="", sha256="", state=FileState.FAILED, reason="too-big"
    )
    coming = await deal.stored("new.psd", b"2", key="", sha256="", state=FileState.ANNOUNCED)
    lost = await deal.stored("lost.psd", b"3")
    changed = await deal.stored("changed.psd", b"4", sha256="0" * 64)
    await deal.delivers(failed, coming, lost, changed, ("fine.txt", b"5"))
    await deal.store.delete(lost.key)
    entries = await made(deal)
    assert {name for name in entries if "/" in name} == {
        "1 step 1/v1/changed.psd",
        "1 step 1/v1/fine.txt",
    }
    told = manifest_of(entries)["milestones"][0]["versions"][0]["files"]
    assert {file["name"]: (file["state"], file["path"]) for file in told} == {
        "old.psd": ("failed", None),
        "new.psd": ("announced", None),
        "lost.psd": ("lost", None),
        "changed.psd": ("changed", "1 step 1/v1/changed.psd"),
        "fine.txt": ("stored", "1 step 1/v1/fine.txt"),
    }
    assert told[0]["reason"] == "too-big"
    history = entries["history.txt"].decode()
    for name in ("old.psd", "new.psd", "lost.psd"):
        assert f"{name}: not in this archive" in history
    problems = entries["PROBLEMS.txt"].decode()
    assert "changed.psd" in problems
    assert "lost.psd" in problems
    assert "fine.txt" not in problems
    assert f"{'0' * 64}  1 step 1/v1/changed.psd\n" in entries["SHA256SUMS"].decode()


@ONE_DATABASE
@ONE_STORE
async def test_nobody_is_called_by_more_than_their_name(deal: Deal) -> None:
    """Ids here are Telegram's. Seen to fail with the sender's id in the talk."""
    await deal.delivers(("a.txt", b"a"))
    await deal.says(deal.ana, "Hello", "voice")
    entries = await made(deal)
    manifest = manifest_of(entries)
    assert manifest["chat"] == [
        {
            "number": 1,
            "at": "2026-03-01T12:00:00Z",
            "from": "Ana",
            "kind": "voice",
            "text": "Hello",
            "file": None,
            "answers": None,
            "delivered": True,
            "edits": [],
        }
    ]
    assert (manifest["project"]["client"], manifest["project"]["freelancer"]) == ("Marc", "Ana")

    def numbers(value: object) -> set[object]:
        if isinstance(value, dict):
            return set().union(*map(numbers, value.values()), value.keys())
        return set().union(*map(numbers, value)) if isinstance(value, list) else {value}

    assert not numbers(manifest) & {deal.ana.id, deal.marc.id, "id", "telegram_id", "sender_id"}


@ONE_DATABASE
@ONE_STORE
async def test_a_long_talk_is_all_there_in_order(
    deal: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read page by page, in both papers."""
    monkeypatch.setattr("bot.archive_contents.PAGE", 3)
    for number in range(10):
        await deal.says(deal.marc if number % 2 else deal.ana, f"message {number}\nand more")
    await deal.delivers(("a.txt", b"a"))
    entries = await made(deal)
    expected = [f"message {number}\nand more" for number in range(10)]
    assert [message["text"] for message in manifest_of(entries)["chat"]] == expected
    chat = entries["chat.txt"].decode()
    assert [line.strip() for line in chat.splitlines() if "message" in line] == [
        f"message {number}" for number in range(10)
    ]


@ONE_DATABASE
@ONE_STORE
async def test_the_talk_tells_edits_files_replies_and_what_waits(
    deal: Deal, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the database's ids for numbers, and with the numbers begun anew on each
    page."""
    monkeypatch.setattr("bot.archive_contents.PAGE", 2)
    ana, marc, line = deal.ana, deal.marc, deal.project.bid_id
    elsewhere = await offered(deal.storage, ana, await posted(deal.storage, marc))
    await says(deal.storage, ana, elsewhere.id, "Not of this project")
    first = await deal.says(ana, "It costs 200")
    sketch = sent("sketch.pdf", mime="application/pdf", size_bytes=7)
    await deal.says(marc, "", "document", file=sketch)
    await deal.says(marc, "Fine", message_id=900_000)
    await deal.says(ana, "Good!", replied_to=900_000)
    await says(deal.storage, marc, line, "So?", replied_to=900_000)
    clock.pass_(timedelta(hours=1))
    await edits(deal.storage, ana, first, "It costs 250")
    await within(deal.storage, lambda work: work.relay.wait(first.id))
    await deal.delivers(("a.txt", b"a"))
    entries = await made(deal)

    chat = entries["chat.txt"].decode()
    assert chat.startswith(
        "1. Ana, 1 Mar 2026, 12:00 UTC:\n"
        "  It costs 200\n"
        "  Edited on 1 Mar 2026, 13:00 UTC:\n"
        "  > It costs 250\n"
        "  (not delivered yet)\n\n"
        "2. Marc, 1 Mar 2026, 12:00 UTC:\n"
        "  [document: sketch.pdf]\n\n"
    )
    assert "5. Marc, 1 Mar 2026, 12:00 UTC, in reply to 3:" in chat
    told = manifest_of(entries)["chat"]
    assert [one["number"] for one in told] == [1, 2, 3, 4, 5]
    assert [one["answers"] for one in told] == [None, None, None, None, 3]
    assert [one["delivered"] for one in told] == [False, True, True, True, True]
    assert told[0]["edits"] == [
        {"at": "2026-03-01T13:00:00Z", "text": "It costs 250", "file": None}
    ]
    assert told[1]["file"] == {
        "name": "sketch.pdf",
        "type": "application/pdf",
        "size_bytes": 7,
    }
    assert "Not of this project" not in chat


@ONE_DATABASE
@ONE_STORE
async def test_a_cancelled_project_is_told_to_its_end(deal: Deal) -> None:
    """Seen to fail with no words for a version and a milestone that ended with it."""
    await deal.accepts(await deal.delivers(("a.txt", b"a")))
    await deal.delivers(("b.txt", b"b"), step=1)
    reason = "We both want to stop here."
    project_id = deal.project.id
    await within(
        deal.storage, lambda work: cancellations.propose(work, deal.marc, project_id, reason)
    )
    await within(deal.storage, lambda work: cancellations.agree(work, deal.ana, project_id))
    history = (await made(deal))["history.txt"].decode()
    assert "cancelled" in history
    assert "ended without a payment" in history
    assert "$200 due since" in history
    assert "Ended without a decision" in history


@ONE_DATABASE
@ONE_STORE
async def test_times_and_modes_are_kept(deal: Deal) -> None:
    """Mode 0644; the time of a file is when it was sent, in UTC."""
    await deal.delivers(("a.txt", b"a"))
    await made(deal)
    content = await deal.read((await deal.packed()).key)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("1 step 1/v1/a.txt")
    assert info.date_time == (2026, 3, 1, 12, 0, 0)
    assert info.external_attr >> 16 == 0o100644
    assert int.from_bytes(info.extra[-4:], "little") == int(
        datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
    )


@ONE_DATABASE
@ONE_STORE
async def test_the_same_project_gives_the_same_bytes(deal: Deal) -> None:
    """So a second try, or a second reader with the same name, can be compared."""
    await deal.delivers(("a.txt", b"a" * 100_000))
    await made(deal)
    first = await deal.packed()
    await made(deal)
    second = await deal.packed()
    assert first.sha256 == second.sha256
    assert first.key != second.key
