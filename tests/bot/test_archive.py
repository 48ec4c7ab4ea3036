"""Everything of a project as one ZIP: complete, with the bytes that were delivered."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from marketplace.files import FileState
from storage.files import FileStore, S3Settings, file_store
from storage.unit_of_work import Storage
from tests.bot.archiving import Deal, maker_of, manifest_of, unpacks
from tests.bot.conftest import rows
from tests.servers import S3Server, shared_directory, start_s3

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
