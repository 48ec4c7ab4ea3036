"""Big files go by link: to whom they may, for a quarter of an hour, to be saved, never shown."""

import hashlib
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import sqlalchemy as sa

from bot.web import downloads
from bot.web.ranges import Unsatisfiable, span_of
from marketplace import jobs, transfers
from marketplace.errors import Refused
from marketplace.files import FileState
from storage.files import StoreTrouble
from storage.tables import files
from tests.bot.by_link import MIB, Site, settings_of, site_on
from tests.bot.conftest import settings_on
from tests.conftest import FakeClock
from tests.servers import S3Server
from tests.storage import deal

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CONTENT = bytes(range(251)) * (3 * MIB // 251) + b"the end"
SIZE = len(CONTENT)


async def test_the_whole_file_and_any_part_of_it(site_anywhere: Site) -> None:
    site = site_anywhere
    file = await site.file_in_store(CONTENT)
    path = await site.download_link(file)
    whole = await site.get(path)
    assert (whole.status, await whole.read()) == (200, CONTENT)
    assert whole.headers["Content-Length"] == f"{SIZE}"
    for asked, first, stop in (
        ("bytes=0-0", 0, 1),
        ("bytes=5-", 5, SIZE),
        ("bytes=-5", SIZE - 5, SIZE),
        (f"bytes={MIB - 1}-{MIB + 1}", MIB - 1, MIB + 2),
        (f"bytes=7-{SIZE * 9}", 7, SIZE),
    ):
        part = await site.get(path, Range=asked)
        assert part.status == 206, asked
        assert part.headers["Content-Range"] == f"bytes {first}-{stop - 1}/{SIZE}"
        assert await part.read() == CONTENT[first:stop]
    beyond = await site.get(path, Range=f"bytes={SIZE}-")
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{SIZE}")


async def test_heads_tell_all_and_show_nothing(site: Site) -> None:
    """Whatever is in the file: saved under a harmless name, run nowhere, kept by no proxy."""
    file = await site.file_in_store(CONTENT, "site.html")
    path = await site.download_link(file)
    for method in ("GET", "HEAD"):
        answer = await site.get(path, method)
        told = {name: answer.headers[name] for name in EXPECTED}
        assert told == {**EXPECTED, "ETag": f'"{hashlib.sha256(CONTENT).hexdigest()}"'}
        assert answer.headers["Content-Length"] == f"{SIZE}"
        assert "Set-Cookie" not in answer.headers
    part = await site.get(path, "HEAD", Range="bytes=1-2")
    assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 1-2/{SIZE}")


EXPECTED = {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": "attachment; filename=\"site.html\"; filename*=UTF-8''site.html",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "Accept-Ranges": "bytes",
    "ETag": "",
}


@ONE_DATABASE
async def test_a_download_goes_on_only_with_the_same_bytes(site: Site) -> None:
    """Seen to fail without If-Range: two halves of different files would become one."""
    path = await site.download_link(await site.file_in_store(CONTENT))
    etag = (await site.get(path, "HEAD")).headers["ETag"]
    same = await site.get(path, Range="bytes=5-", **{"If-Range": etag})
    assert (same.status, await same.read()) == (206, CONTENT[5:])
    other = await site.get(path, Range="bytes=5-", **{"If-Range": '"other"'})
    assert (other.status, await other.read()) == (200, CONTENT)


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, (0, 10)),
        ("bytes=0-9", (0, 10)),
        ("bytes=2-3", (2, 4)),
        ("bytes= 2 - 3 ", (2, 4)),
        ("bytes=2-999999999999999999", (2, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=9-", (9, 10)),
        ("bytes=10-", None),
        ("bytes=10-5", (0, 10)),
        ("bytes=-0", None),
        ("bytes=-", (0, 10)),
        ("bytes=3-2", (0, 10)),
        ("bytes=1-2,4-5", (0, 10)),
        ("bytes=٢-٣", (0, 10)),
        ("bytes=0x1-", (0, 10)),
        ("bytes=" + "9" * 30 + "-", (0, 10)),
        ("lines=1-2", (0, 10)),
        ("bytes=" + "1-2," * 1000, (0, 10)),
    ],
)
def test_ranges(header: str | None, span: tuple[int, int] | None) -> None:
    """RFC 9110: what is no single range is ignored; one behind the end is refused."""
    if span is None:
        with pytest.raises(Unsatisfiable):
            span_of(header, 10)
        return
    found = span_of(header, 10)
    assert (found.start, found.stop) == span


def test_ranges_of_an_empty_file() -> None:
    assert span_of(None, 0).length == 0
    for header in ("bytes=0-", "bytes=0-0", "bytes=-1"):
        with pytest.raises(Unsatisfiable):
            span_of(header, 0)


# --- who may, and when ------------------------------------------------------------------------


async def test_as_often_as_it_takes_within_a_quarter_of_an_hour(
    site: Site, clock: FakeClock
) -> None:
    """Seen to fail without the check of the time."""
    path = await site.download_link(await site.file_in_store(b"x"))
    for _ in range(3):
        assert (await site.get(path)).status == 200
    clock.pass_(transfers.DOWNLOAD_LASTS - timedelta(seconds=1))
    assert (await site.get(path)).status == 200
    clock.pass_(timedelta(seconds=1))
    assert (await site.get(path)).status == 404


@ONE_DATABASE
async def test_unknown_expired_and_foreign_links_look_alike(site: Site, clock: FakeClock) -> None:
    """Seen to fail without the check of the kind: a used link to upload names a file, too."""
    file = await site.file_in_store(b"x")
    expired = await site.download_link(file)
    clock.pass_(transfers.DOWNLOAD_LASTS)
    upload = await site.upload_link()
    assert (await site.put(upload, b"x"))[0] == 200
    upload = upload.replace("/up/", "/get/")
    good = await site.download_link(file)
    pages = set()
    for path in (expired, upload, good[:-1], good + "/", "/get/" + "x" * 4000, "/get/", "/", "/x"):
        for method in ("GET", "HEAD"):
            answer = await site.get(path, method)
            assert answer.status == 404, path
        page = await (await site.get(path)).text()
        pages.add(re.sub(r'nonce="[^"]*"', "", page))
        assert "This link has ended" in page
    assert len(pages) == 1
    assert (await site.get(good)).status == 200


async def test_access_is_asked_each_time(site: Site) -> None:
    """Ola sees the brief of an open job; when Marc closes the job, her link ends with that.

    Seen to fail when only the link was looked up.
    """
    ola = await deal.someone(site.app.storage, deal.OLA, "Ola")
    brief = await site.file_in_store(b"what I need", "brief.pdf")
    await site.give_to(brief.id, site.marc.id)
    job = await deal.posted(site.app.storage, site.marc, deal.job_terms("A shop", brief.id))
    path = await site.download_link(brief, ola)
    assert (await site.get(path)).status == 200
    await deal.within(site.app.storage, lambda work: jobs.close(work, site.marc, job.id))
    assert (await site.get(path)).status == 404
    with pytest.raises(Refused, match="not-yours"):
        await site.download_link(brief, ola)
    assert (await site.get(await site.download_link(brief, site.marc))).status == 200


@ONE_DATABASE
async def test_a_file_that_is_not_stored_yet(site: Site) -> None:
    file = await deal.sent_file(site.app.storage, site.ana)
    with pytest.raises(Refused, match="file-not-stored"):
        await site.download_link(file)


@ONE_DATABASE
async def test_a_file_that_never_will_be_stored(site: Site) -> None:
    """Nobody is told to wait for it. Seen to fail when it was called "still being stored"."""
    file = await deal.sent_file(site.app.storage, site.ana)
    failed = {"state": FileState.FAILED.value, "reason": "gone"}
    async with site.app.storage.engine.begin() as connection:
        await connection.execute(sa.update(files).values(failed))
    with pytest.raises(Refused, match="file-never-stored"):
        await site.download_link(file)


# --- names, trouble, the store's own links ----------------------------------------------------


HOSTILE = (
    'a"; filename="evil.html',
    "a\r\nSet-Cookie: x=1\r\n\r\n<script>",
    "\u202egpj.exe",
    "../../etc/passwd",
    "Пекарня 🥐.zip",
    "x" * 120,
    "%0d%0aX: y",
    ";",
)


@ONE_DATABASE
async def test_no_name_breaks_out_of_its_header(site: Site) -> None:
    """Names in the database that no rule of ours let in. Seen to fail with the name as it is."""
    path = await site.download_link(await site.file_in_store(b"x"))
    for name in HOSTILE:
        async with site.app.storage.engine.begin() as connection:
            await connection.execute(sa.update(files).values(name=name))
        answer = await site.get(path)
        assert (answer.status, await answer.read()) == (200, b"x")
        assert {"Set-Cookie", "X"} & set(answer.headers) == set()
        assert re.fullmatch(
            r"attachment; filename=\"[^\"\\/\r\n%]*\"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+",
            answer.headers["Content-Disposition"],
        )


@ONE_DATABASE
async def test_an_object_that_is_gone(site: Site) -> None:
    """A page, not an empty file."""
    file = await site.file_in_store(b"x")
    path = await site.download_link(file)
    await site.app.files.delete(file.key)
    answer = await site.get(path)
    assert (answer.status, answer.content_type) == (503, "text/html")
    assert "Something went wrong on our side" in await answer.text()


@ONE_DATABASE
async def test_a_store_that_fails_on_the_way(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser sees that it is not whole.

    Seen to fail without the length and the abort: then the answer just ends.
    """
    path = await site.download_link(await site.file_in_store(CONTENT))

    async def breaks(_: str, start: int = 0) -> AsyncIterator[bytes]:
        yield CONTENT[:MIB]
        raise StoreTrouble("The disk is tired.", "other")

    monkeypatch.setattr(site.app.web_files, "open", breaks)
    with pytest.raises(aiohttp.ClientError):
        await site.get(path)


@ONE_DATABASE
async def test_too_many_at_once_come_again_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await site.download_link(await site.file_in_store(b"x"))
    monkeypatch.setattr(downloads, "AT_ONCE", 0)
    answer = await site.get(path)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    assert [(await site.get(path)).status for _ in range(3)] == [200] * 3


@ONE_DATABASE
async def test_the_stores_own_link_where_it_gives_one(
    database_url: str, s3: S3Server, clock: FakeClock, tmp_path: Path
) -> None:
    """After the same questions; with the same name."""
    settings = settings_of(database_url, **settings_on(s3), s3_direct_downloads=True)
    async with site_on(settings, clock) as site:
        path = await site.download_link(await site.file_in_store(CONTENT, "Пекарня.zip"))
        answer = await site.get(path)
        assert answer.status == 303
        assert answer.headers["Cache-Control"] == "private, no-store"
        async with site.session.get(answer.headers["Location"]) as direct:
            assert (direct.status, await direct.read()) == (200, CONTENT)
            assert "attachment" in direct.headers["Content-Disposition"]
        assert (await site.get(path, "HEAD")).headers["Content-Length"] == f"{SIZE}"
        clock.pass_(transfers.DOWNLOAD_LASTS)
        assert (await site.get(path)).status == 404
