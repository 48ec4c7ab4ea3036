"""One contract for both stores of files, on a real folder and a real S3-compatible server.

Guarantees 15 (stored means there, with that SHA-256), 16 (never overwritten, never guessed) and
22 (no credentials in a text). Seen to fail: with the rename in place of the link (race), without
the abort, without the size check, with the original exceptions chained, with boto3's own log
level, and with blocks of the whole file's size.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import traceback
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from storage.files import (
    BadKey,
    FileMissing,
    KeyTaken,
    S3Settings,
    SizeMismatch,
    StoreTrouble,
    file_store,
    new_key,
)
from storage.files.s3_trouble import trouble
from tests.servers import S3Server, start_s3
from tests.storage.places import (
    MIB,
    Place,
    cut,
    folder_place,
    put,
    read,
    repeated,
    s3_place,
    some_bytes,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("size", [0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 40 * MIB])
async def test_what_goes_in_comes_out(place: Place, size: int) -> None:
    content, key = some_bytes(size), new_key()
    stored = await place.store.put(key, cut(content), size=size, content_type="image/png")
    assert (stored.key, stored.size) == (key, size)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert await place.store.head(key) == size
    assert await read(place.store, key) == content


async def test_a_large_file_needs_little_memory(place: Place) -> None:
    chunk, count, key = some_bytes(MIB), 200, new_key()
    tracemalloc.start()
    try:
        await place.store.put(key, repeated(chunk, count), size=None, content_type="a/b")
        length = 0
        async for block in place.store.open(key):
            length += len(block)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    await place.store.delete(key)
    assert length == count * MIB
    assert peak < 64 * MIB


@pytest.mark.parametrize("before", [0, 5, 20 * MIB])
async def test_a_source_that_breaks_leaves_nothing(place: Place, before: int) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        async for chunk in cut(some_bytes(before)):
            yield chunk
        raise ConnectionResetError("the other side went away")

    with pytest.raises(ConnectionResetError, match="the other side"):
        await place.store.put(new_key(), breaking(), size=None, content_type="a/b")
    assert place.everything() == []


async def test_a_cancelled_upload_leaves_nothing(place: Place) -> None:
    waits = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield some_bytes(20 * MIB)
        waits.set()
        await asyncio.Event().wait()

    upload = asyncio.create_task(place.store.put(new_key(), slow(), size=None, content_type="a/b"))
    await waits.wait()
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    assert place.everything() == []


@pytest.mark.parametrize("size", [3, 20 * MIB])
@pytest.mark.parametrize("error", [-1, +1])
async def test_a_wrong_size_leaves_nothing(place: Place, size: int, error: int) -> None:
    with pytest.raises(SizeMismatch) as caught:
        await place.store.put(
            new_key(), cut(some_bytes(size)), size=size + error, content_type="a/b"
        )
    assert caught.value.expected == size + error
    assert place.everything() == []


async def test_more_than_announced_is_not_waited_for(place: Place) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1000
        raise AssertionError("read far beyond the announced size")

    with pytest.raises(SizeMismatch):
        await place.store.put(new_key(), endless(), size=10_000, content_type="a/b")
    assert place.everything() == []


async def test_a_killed_upload_is_not_there_and_is_swept(place: Place) -> None:
    key = new_key()
    uploader = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", UPLOAD_FOR_EVER, place.url, key),
        *(place.settings.endpoint_url or "", place.settings.access_key or ""),
        place.settings.secret_key or "",
        stdout=asyncio.subprocess.PIPE,
    )
    assert uploader.stdout is not None
    assert await uploader.stdout.readline() == b"half\n"
    uploader.send_signal(signal.SIGKILL)
    await uploader.wait()

    assert await place.store.head(key) is None
    assert len(place.everything()) == 1
    assert await place.store.sweep(older_than=HOUR) == 0
    assert await place.store.sweep(older_than=timedelta(seconds=-5)) == 1
    assert place.everything() == []


async def test_what_is_missing(place: Place) -> None:
    key = new_key()
    assert await place.store.head(key) is None
    with pytest.raises(FileMissing) as caught:
        await read(place.store, key)
    assert caught.value.key == key
    await put(place.store, key, b"soon gone")
    await place.store.delete(key)
    await place.store.delete(key)
    assert place.everything() == []


@pytest.mark.parametrize("size", [9, 9 * MIB])
async def test_the_same_again_is_fine_and_another_is_refused(place: Place, size: int) -> None:
    key, first, other = new_key(), some_bytes(size, seed=1), some_bytes(size, seed=2)
    once = await put(place.store, key, first)
    assert await put(place.store, key, first) == once
    with pytest.raises(KeyTaken):
        await put(place.store, key, other)
    with pytest.raises(SizeMismatch):
        await place.store.put(key, cut(first), size=1, content_type="a/b")
    assert await read(place.store, key) == first
    assert len(place.everything()) == 1


async def test_two_writers_of_one_key_never_mix(tmp_path: Path) -> None:
    place = folder_place(tmp_path)
    for _ in range(10):
        key = new_key()
        contents = [some_bytes(3, seed) for seed in range(4)]
        results = await asyncio.gather(
            *(put(place.store, key, content) for content in contents), return_exceptions=True
        )
        refused = [type(result) for result in results if isinstance(result, Exception)]
        assert refused == [KeyTaken] * 3
        won = next(i for i, result in enumerate(results) if not isinstance(result, Exception))
        assert await read(place.store, key) == contents[won]
    assert len(place.everything()) == 10


BAD_KEYS = ["", "/", "../x", "a/../../x", "/etc/x", "a\0b", "a//b", "a/", ".incoming/x", "a\n"]


@pytest.mark.parametrize("key", [*BAD_KEYS, "..\\x", "A/b", "ä", "x" * 201])
async def test_a_bad_key_is_refused(place: Place, key: str) -> None:
    for attempt in (put(place.store, key, b"x"), read(place.store, key)):
        with pytest.raises(BadKey):
            await attempt
    for act in (place.store.head, place.store.delete):
        with pytest.raises(BadKey):
            await act(key)
    assert place.everything() == []


def test_keys_are_random_and_well_formed() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key.replace("/", "")) * 4 for key in keys} == {160}


async def test_a_content_type_is_never_a_header_of_its_own(place: Place) -> None:
    for kind in ("text/html\r\nX-Amz-Acl: public-read", "ü/ü", "", "a" * 5000):
        key = new_key()
        await place.store.put(key, cut(b"x"), size=1, content_type=kind)
        assert await read(place.store, key) == b"x"


async def test_half_read_files_hold_no_connection(place: Place) -> None:
    key = new_key()
    await put(place.store, key, some_bytes(4 * MIB))
    for _ in range(30):
        async with contextlib.aclosing(place.store.open(key)) as blocks:  # type: ignore[type-var]
            assert await anext(blocks)
    assert len(await read(place.store, key)) == 4 * MIB


async def test_a_probe_of_a_good_place_leaves_nothing(place: Place) -> None:
    await place.store.probe()
    assert place.everything() == []


async def test_a_full_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delayed allocation reports a full disk at the sync, as here, or at a write."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = folder_place(tmp_path)
    await place.store.probe()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreTrouble, match=r"disk of the file folder .* is full") as caught:
        await put(place.store, new_key(), b"x" * 100)
    assert (caught.value.reason, caught.value.retryable) == ("full", True)
    assert place.everything() == []


@pytest.fixture
def folder_of_root() -> Iterator[Path]:
    """A folder that its user may read only; outside of pytest's, which is closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    yield folder
    shutil.rmtree(folder)


async def test_a_folder_that_is_not_ours_says_so(folder_of_root: Path) -> None:
    store = file_store(folder_of_root.as_uri())
    with not_as_root(), pytest.raises(StoreTrouble, match="may not write in") as caught:
        await store.probe()
    assert caught.value.reason == "permission"


async def test_a_folder_that_is_none_says_so() -> None:
    with pytest.raises(StoreTrouble, match="cannot be used"):
        await file_store(__file__).probe()


@dataclass(frozen=True)
class Mistake:
    """What an operator got wrong, and what the probe must say."""

    name: str
    reason: str
    words: str
    bucket: str = "files"
    settings: Callable[[S3Settings], S3Settings] = lambda right: right


MISTAKES = [
    Mistake(
        "wrong secret key",
        "credentials",
        "does not accept the S3 credentials",
        settings=lambda right: replace(right, secret_key=f"{CANARY}-other"),
    ),
    Mistake(
        "unknown access key",
        "credentials",
        "does not accept the S3 credentials",
        settings=lambda right: replace(right, access_key=f"{CANARY}-who"),
    ),
    Mistake(
        "stray line break",
        "settings",
        "look for stray characters",
        settings=lambda right: replace(right, access_key=f"{CANARY}\n-who"),
    ),
    Mistake("missing bucket", "bucket", "bucket no-such-bucket does not exist", "no-such-bucket"),
    Mistake("bucket of no name", "bucket", "bucket is not valid", "a b"),
    Mistake(
        "nobody answers",
        "unreachable",
        "at 127.0.0.1:9 cannot be reached",
        settings=lambda right: replace(right, endpoint_url=f"http://me:{CANARY}@127.0.0.1:9"),
    ),
    Mistake(
        "not an address",
        "settings",
        "is not a URL",
        settings=lambda right: replace(right, endpoint_url=f"http://me:{CANARY}@:port"),
    ),
]
CANARY = "canary5f1e"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
async def test_the_probe_names_the_mistake_and_no_secret(
    s3: S3Server, mistake: Mistake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    settings = mistake.settings(s3_place(s3).settings)
    store = file_store(f"s3://{mistake.bucket}", settings)
    key = new_key()
    attempts = [store.probe(), put(store, key, b"x"), put(store, key, bytes(9 * MIB))]
    attempts += [read(store, key), store.delete(key), store.sweep(HOUR)]
    told = []
    for attempt in attempts:
        with pytest.raises(StoreTrouble) as caught:
            await attempt
        told.append(caught.value)
    await store.close()
    assert (told[0].reason, mistake.words in str(told[0])) == (mistake.reason, True), told[0]
    texts = [caplog.text, repr(settings), repr(store), *map(repr, told)]
    texts += ["".join(traceback.format_exception(one)) for one in told]
    texts += [repr(one.__context__) for one in told]
    secrets = {CANARY, s3.access_key, s3.secret_key, key}
    assert not [text for text in texts for secret in secrets if secret in text]


async def test_keys_that_may_only_read_are_told_so(s3: S3Server) -> None:
    place = s3_place(s3)
    reader = replace(
        place.settings, access_key=s3.reader_access_key, secret_key=s3.reader_secret_key
    )
    key = new_key()
    await put(place.store, key, b"x")
    store = file_store(place.url, reader)
    assert await read(store, key) == b"x"
    with pytest.raises(StoreTrouble, match="do not permit to write in the bucket files"):
        await store.probe()
    with pytest.raises(StoreTrouble, match="do not permit to delete in the bucket files"):
        await store.delete(key)


async def test_a_wrong_clock_is_told(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow_clock() -> datetime:
        return datetime.now(UTC).replace(tzinfo=None) - HOUR

    monkeypatch.setattr("botocore.auth.get_current_datetime", slow_clock)
    with pytest.raises(StoreTrouble, match=r"clocks of this machine and of .* differ"):
        await s3_place(s3).store.probe()


@pytest.mark.parametrize(
    ("code", "status", "reason", "retryable"),
    [
        ("PermanentRedirect", 301, "settings", False),
        ("AuthorizationHeaderMalformed", 400, "settings", False),
        ("XMinioStorageFull", 507, "full", True),
        ("SlowDown", 503, "unreachable", True),
        ("InternalError", 500, "unreachable", True),
        ("KMS.NotFoundException", 400, "settings", False),
        ("InvalidEncryptionAlgorithmError", 400, "settings", False),
        ("NotImplemented", 501, "settings", False),
        (f"Secret {CANARY}!", 418, "other", False),
    ],
)
def test_refusals_of_other_stores(code: str, status: int, reason: str, retryable: bool) -> None:
    answer = {
        "Error": {"Code": code, "Message": CANARY},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    found = trouble(ClientError(answer, "PutObject"), "write", "files", "store.example")
    assert (found.reason, found.retryable) == (reason, retryable)
    assert CANARY not in str(found)


async def test_a_store_that_kept_less_is_caught(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = s3_place(s3)
    sizes = iter([None, 4])  # before the upload and after it
    monkeypatch.setattr(place.store, "_size_or_none", lambda _: next(sizes))
    with pytest.raises(StoreTrouble, match="holds 4 bytes of 5"):
        await put(place.store, new_key(), b"12345")
    assert place.everything() == []


async def test_a_store_that_was_away_goes_on_by_itself(tmp_path: Path) -> None:
    server = start_s3(tmp_path)
    try:
        place, key = s3_place(server), new_key()
        await put(place.store, key, b"before")
        server.kill()
        with pytest.raises(StoreTrouble, match="cannot be reached") as caught:
            await put(place.store, new_key(), b"meanwhile")
        assert caught.value.retryable
        server.restart()
        await put(place.store, new_key(), b"after")
        assert await read(place.store, key) == b"before"
    finally:
        server.stop()


@pytest.mark.parametrize("url", ["http://host/x", "s3://", f"s3://me:{CANARY}@x", "file://host/x"])
def test_a_place_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="neither a folder") as caught:
        file_store(url)
    assert CANARY not in str(caught.value)


# --- helpers ---

UPLOAD_FOR_EVER = """
import asyncio, sys
from storage.files import S3Settings, file_store
url, key, endpoint, access_key, secret_key = sys.argv[1:]
async def half():
    yield bytes(20 * 1024 * 1024)
    print("half", flush=True)
    await asyncio.Event().wait()
async def main():
    store = file_store(url, S3Settings(endpoint, None, access_key, secret_key))
    await store.put(key, half(), size=None, content_type="a/b")
asyncio.run(main())
"""


@contextlib.contextmanager
def not_as_root() -> Iterator[None]:
    """Root may write anywhere, so it becomes nobody for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
