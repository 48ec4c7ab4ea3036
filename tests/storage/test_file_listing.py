"""Reading from the middle, and naming what lies in a store: ours, and nothing else (15, 23)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.files import FileMissing, FileStore, Held, StoreTrouble, new_key
from tests.servers import S3Server
from tests.storage.places import MIB, Place, folder_place, put, s3_place, some_bytes

HOUR = timedelta(hours=1)
ALL = timedelta(seconds=-5)
"""Older than five seconds from now: whatever is there."""
FOREIGN = ("ab/cd/notes.txt", "ab/cd/" + "0" * 35, "ab/" + "0" * 36, "0" * 40, "zz/cd/" + "0" * 36)


async def rest(store: FileStore, key: str, start: int) -> bytes:
    return b"".join([block async for block in store.open(key, start)])


async def named(store: FileStore, older_than: timedelta) -> list[Held]:
    return [held async for held in store.objects(older_than)]


@pytest.mark.parametrize("size", [1, 3 * MIB])
async def test_the_rest_of_a_file(place: Place, size: int) -> None:
    """Seen to fail without the range, and with an end that is an error."""
    content, key = some_bytes(size), new_key()
    await put(place.store, key, content)
    for start in (0, 1, size // 2, size - 1, size, size + 1, 2 * size + MIB):
        assert await rest(place.store, key, start) == content[start:]
    with pytest.raises(ValueError, match="begins at byte 0"):
        await rest(place.store, key, -1)
    with pytest.raises(FileMissing):
        await rest(place.store, new_key(), 5)


async def test_the_rest_of_nothing(place: Place) -> None:
    key = new_key()
    await put(place.store, key, b"")
    assert await rest(place.store, key, 0) == await rest(place.store, key, 7) == b""


async def test_a_store_that_knows_no_ranges_is_not_believed(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole file in place of its second half would be a broken download. Seen to fail when the
    answer's range is not looked at."""
    place, key = s3_place(s3), new_key()
    await put(place.store, key, b"0123456789")
    request: Callable[..., Any] = place.store._request  # type: ignore[attr-defined]

    def without_range(method: str, parameters: dict[str, Any]) -> Any:
        return request(method, {n: value for n, value in parameters.items() if n != "Range"})

    monkeypatch.setattr(place.store, "_request", without_range)
    with pytest.raises(StoreTrouble, match="cannot give out a part"):
        await rest(place.store, key, 5)


async def test_only_ours_are_named_in_the_order_of_keys(place: Place) -> None:
    """Seen to fail without the form of our keys, for each of the foreign names."""
    keys = sorted(new_key() for _ in range(7))
    for size, key in enumerate(keys):
        await put(place.store, key, bytes(size))
    for name in FOREIGN:
        await put(place.store, name, b"somebody else's")
    assert await named(place.store, ALL) == [Held(key, size) for size, key in enumerate(keys)]
    assert await named(place.store, HOUR) == []
    assert len(place.everything()) == 7 + len(FOREIGN)


async def test_nothing_there_is_nothing_named(place: Place) -> None:
    assert await named(place.store, ALL) == []


async def test_another_prefix_is_anothers(s3: S3Server) -> None:
    """Seen to fail with a prefix that isn't closed by a slash."""
    place, key = s3_place(s3), new_key()
    prefix = place.url.removeprefix(f"s3://{s3.bucket}/")
    below = (f"{prefix}/below/{key}", f"{prefix}/{key[:2]}/{key}")
    for other in (f"{prefix}{key}", f"{prefix}2/{key}", *below):
        s3.client().put_object(Bucket=s3.bucket, Key=other, Body=b"x")
    assert await named(place.store, ALL) == []
    await put(place.store, key, b"x")
    assert await named(place.store, ALL) == [Held(key, 1)]


@pytest.mark.parametrize("page", [1, 3, 7])
async def test_page_by_page(place: Place, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail without the token to go on with."""
    monkeypatch.setattr("storage.files.s3_listing.PAGE", page)
    monkeypatch.setattr("storage.files.walk.PAGE", page)
    keys = sorted(new_key() for _ in range(7))
    for key in keys:
        await put(place.store, key, b"x")
    assert [held.key for held in await named(place.store, ALL)] == keys


async def test_old_in_a_folder_is_when_it_was_written(tmp_path: Path) -> None:
    place = folder_place(tmp_path)
    young, old = new_key(), new_key()
    for key in (young, old):
        await put(place.store, key, b"x")
    written = (datetime.now(UTC) - HOUR).timestamp() - 1
    os.utime(tmp_path / old, (written, written))
    assert await named(place.store, HOUR) == [Held(old, 1)]


async def test_what_leads_out_of_the_folder_is_not_named(tmp_path: Path) -> None:
    place, key = folder_place(tmp_path), new_key()
    (tmp_path / key).parent.mkdir(parents=True)
    (tmp_path / key).symlink_to("/etc/passwd")
    (tmp_path / "ab").write_bytes(b"not a folder")
    assert await named(place.store, ALL) == []


async def test_a_bucket_of_millions_is_read_as_it_is_used(
    s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page is asked for when the one before is used up, by the store's clock, not by ours.
    Seen to fail with a list of all pages, and with this machine's time."""
    store, asked = s3_place(s3).store, []
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)

    def request(method: str, parameters: dict[str, Any]) -> Any:
        asked.append(parameters.get("ContinuationToken"))
        prefix, number = parameters["Prefix"], len(asked)
        keys = [f"{prefix}ab/cd/{number:032x}{n:04x}" for n in range(parameters["MaxKeys"])]
        date = "Mon, 01 Jan 2001 02:00:00 GMT"
        return {
            "Contents": [{"Key": key, "Size": 5, "LastModified": long_ago} for key in keys],
            "IsTruncated": True,
            "NextContinuationToken": f"after {number}",
            "ResponseMetadata": {"HTTPHeaders": {"date": date}},
        }

    monkeypatch.setattr(store, "_request", request)
    async with contextlib.aclosing(store.objects(HOUR)) as objects:
        for _ in range(2001):
            assert await anext(objects)
    assert asked == [None, "after 1", "after 2"]

    def none_is_old(method: str, parameters: dict[str, Any]) -> Any:
        return request(method, parameters) | {"IsTruncated": False}

    monkeypatch.setattr(store, "_request", none_is_old)
    assert await named(store, 3 * HOUR) == []
