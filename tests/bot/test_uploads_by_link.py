"""Big files come by link: whole or not at all, once, and only where they may (15, 16, 19, 22)."""

import asyncio
import hashlib
import io
import re
import tracemalloc
from asyncio import FIRST_COMPLETED
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot import logs
from bot.web import uploads
from marketplace import deliveries, transfers
from marketplace.errors import Refused
from marketplace.files import FileLimits, FileState
from storage.files import StoredObject, StoreTrouble
from tests.bot.by_link import MIB, Site
from tests.bot.conftest import rows as outbox_rows
from tests.conftest import FakeClock
from tests.storage import deal

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CONTENT = bytes(range(256)) * 4096  # 1 MiB


async def test_from_the_page_into_store_and_chat(site_anywhere: Site) -> None:
    site = site_anywhere
    path, content = await site.upload_link(), CONTENT * 9 + b"the end"
    page = await site.get(path)
    assert page.status == 200
    assert "step 1" in await page.text()
    status, told = await site.put(path, content, quote("Пекарня.zip"))
    assert (status, told) == (200, {"ok": True, "name": "Пекарня.zip", "size": len(content)})
    [row] = await site.rows()
    assert (row.state, row.name, row.size_bytes) == (FileState.STORED, "Пекарня.zip", len(content))
    assert (row.owner_id, row.telegram_id, row.kind) == (site.ana.id, "", "document")
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert await site.bytes_of(row.key) == content
    [link] = await site.links()
    assert (link.file_id, link.used_at is None) == (row.id, False)
    assert site.desk.said == [(site.ana.id, row.id, site.project.milestones[0].id)]
    assert [r.params["text"] for r in await outbox_rows(site.app.storage)] == ["got Пекарня.zip"]
    assert len(site.woken) == 1
    assert (await site.put(path, content))[0] == (await site.get(path)).status == 410


async def test_only_a_digest_of_the_token_is_kept(site: Site) -> None:
    """Seen to fail with the token itself in the column."""
    path = await site.upload_link()
    token = path.removeprefix("/up/")
    [link] = await site.links()
    assert len(token) >= 43
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(link)
    async with site.app.storage.begin() as work:
        offer = await transfers.offer_upload(work, site.ana, site.project.milestones[0].id)
    assert offer.token not in repr(offer)


@ONE_DATABASE
async def test_unknown_expired_used_and_foreign_links_look_alike(
    site: Site, clock: FakeClock
) -> None:
    """Nobody learns from an answer whether there ever was such a link.

    Seen to fail without the check of the time.
    """
    expired = await site.upload_link()
    clock.pass_(transfers.UPLOAD_LASTS)
    used = await site.upload_link()
    assert (await site.put(used, b"x"))[0] == 200
    stored = (await site.rows())[0]
    file = (await deal.within(site.app.storage, lambda work: work.files.many([stored.id])))[0]
    download = (await site.download_link(file)).replace("/get/", "/up/")
    good = await site.upload_link()
    forged = [good[:-1], good + "A", good.upper(), "/up/x", "/up/" + "é" * 40, "/up/%00", "/up/%ff"]
    words = set()
    for path in (expired, download, *forged):
        status, told = await site.put(path, b"x" * 100)
        assert status == 404, path
        words.add(told["words"])
        page = await site.get(path)
        assert page.status == 404
        words.add(_text(await page.text()))
    status, told = await site.put(used, b"x")
    assert status == 410
    assert words == {told["words"], _text(await (await site.get(used)).text())}
    assert len(await site.rows()) == 1
    assert (await site.put(good, b"x"))[0] == 200


@ONE_DATABASE
async def test_just_in_time(site: Site, clock: FakeClock) -> None:
    path = await site.upload_link()
    clock.pass_(transfers.UPLOAD_LASTS - timedelta(seconds=1))
    assert (await site.put(path, b"x"))[0] == 200


@ONE_DATABASE
async def test_what_began_in_time_may_end_later(site: Site, clock: FakeClock) -> None:
    """Two gigabytes over a phone. Seen to fail when the time was asked again at the end."""

    async def slowly() -> AsyncIterator[bytes]:
        yield CONTENT
        await _until(lambda: bool(_everything(site)))
        clock.pass_(transfers.UPLOAD_LASTS)
        yield CONTENT

    size = {"Content-Length": str(2 * len(CONTENT))}
    assert (await site.put(await site.upload_link(), slowly(), **size))[0] == 200


# --- refused before a byte is taken -----------------------------------------------------------


@ONE_DATABASE
async def test_refused_before_bytes_are_taken(site: Site) -> None:
    """Who asks "Expect: 100-continue" hears the refusal instead of "go on".

    Seen to fail with aiohttp's own answer, which comes before any handler.
    """
    size = f"Content-Length: {FileLimits().upload + 1}"
    good = await site.upload_link()
    for path, length, status in (
        ("/up/unknown", "Content-Length: 5", b"404"),
        (good, size, b"413"),
        (good, "Content-Length: 0", b"400"),
        (good, "Transfer-Encoding: chunked", b"411"),
    ):
        answer = await site.raw(_head(path, length, "Expect: 100-continue"))
        assert answer.split()[1] == status, (path, answer)
    head = _head(good, "Content-Length: 5", "Expect: 100-continue")
    answer = await site.raw(head, b"hello", heads=2)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert await site.bytes_of((await site.rows())[0].key) == b"hello"


@ONE_DATABASE
async def test_words_for_the_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = await site.upload_link()
    monkeypatch.setattr(site.app.storage, "limits", FileLimits(upload=MIB))
    status, told = await site.put(path, CONTENT + b"x", "a&b.zip")
    assert (status, told["ok"]) == (413, False)
    assert told["words"].startswith("“a&b.zip” is too big: files up to 1 MB fit.")
    status, told = await site.put(path, b"")
    assert (status, told["words"]) == (400, "“site.zip” is empty. Please choose another file.")
    status, told = await site.put(path, _stream(b"x"))
    assert status == 411
    assert (await site.put(path, CONTENT))[0] == 200


@ONE_DATABASE
async def test_too_many_at_once_come_again_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 0)
    path = await site.upload_link()
    async with site.session.put(site.base + path, data=b"x") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    monkeypatch.setattr(uploads, "AT_ONCE", 1)
    for _ in range(3):  # whatever happened, the place is free again
        assert (await site.put(await site.upload_link(), b"x"))[0] == 200


@ONE_DATABASE
async def test_slow_lines_of_one_person_hold_nobody_else_up(site: Site) -> None:
    """Seen to fail with one number for all: sixteen open lines on one link kept everybody out."""
    path, over = await site.upload_link(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"x"
        await over.wait()
        yield b"y"

    size = {"Content-Length": "2"}
    tries = [asyncio.create_task(site.put(path, slow(), **size)) for _ in range(uploads.AT_ONCE)]
    # Answered at once: those for whom there was no place. All others are at their second byte.
    at_once = uploads.AT_ONCE - uploads.AT_ONCE_OF_ONE
    while sum(task.done() for task in tries) < at_once:
        await asyncio.wait([task for task in tries if not task.done()], return_when=FIRST_COMPLETED)
    ola = await deal.someone(site.app.storage, deal.OLA, "Ola")
    job = await deal.posted(site.app.storage, site.marc)
    bid = await deal.offered(site.app.storage, ola, job)
    site.project = await deal.hired(site.app.storage, site.marc, bid)
    assert (await site.put(await site.upload_link(ola), b"x"))[0] == 200
    over.set()
    answers = [status for status, _ in await asyncio.gather(*tries)]
    assert sorted(answers) == [200, *[410] * 3, *[503] * at_once]


# --- cut, slow, lying -------------------------------------------------------------------------


@ONE_DATABASE
@pytest.mark.parametrize("sent", [0, 1, 300_000, len(CONTENT) - 1])
async def test_a_cut_body_stores_nothing_and_the_link_stays(site: Site, sent: int) -> None:
    """Seen to fail when the size was not given to the store and the end was taken for an end."""
    path = await site.upload_link()
    await site.raw(_head(path, f"Content-Length: {len(CONTENT)}"), CONTENT[:sent], cut=True)
    await _until(lambda: site_is_idle(site))
    assert _everything(site) == []
    assert await site.rows() == []
    assert (await site.put(path, CONTENT))[0] == 200


@ONE_DATABASE
async def test_what_comes_too_slowly_is_ended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "STALL_SECONDS", 0.05)
    path = await site.upload_link()
    answer = await site.raw(_head(path, "Content-Length: 9"), b"x")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert _everything(site) == []


@ONE_DATABASE
async def test_a_length_that_lies(site: Site) -> None:
    """What is more than announced is no file, and no second request either."""
    path = await site.upload_link()
    for lie in (
        ("Content-Length: 3",),
        ("Content-Length: -1",),
        ("Content-Length: 1e3",),
        ("Content-Length: 4, 5",),
        ("Content-Length: 3", "Content-Length: 4"),
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
    ):
        answer = await site.raw(_head(path, *lie) + b"1234")
        assert answer.split()[1] == b"400", lie
    assert (await site.rows(), _everything(site)) == ([], [])
    assert (await site.put(path, b"1234"))[0] == 200


@ONE_DATABASE
async def test_nothing_is_unpacked_on_the_way(site: Site) -> None:
    """A small body that says it is packed would otherwise become any size.

    Seen to fail with aiohttp's own unpacking.
    """
    import gzip

    packed = gzip.compress(bytes(MIB))
    answer = await site.raw(
        _head(
            await site.upload_link(),
            f"Content-Length: {len(packed)}",
            "Content-Encoding: gzip",
        ),
        packed,
    )
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert await site.bytes_of((await site.rows())[0].key) == packed


# --- races and second thoughts ----------------------------------------------------------------


async def test_of_two_at_once_one_wins(site: Site) -> None:
    """Both bodies arrive; the loser's object goes. Seen to fail with an UPDATE that does not ask
    whether the link was used, and without the deletion."""
    path, both, arrived = await site.upload_link(), asyncio.Event(), []

    async def body(part: bytes) -> AsyncIterator[bytes]:
        yield part[:-1]
        arrived.append(part)
        if len(arrived) == 2:
            both.set()
        await both.wait()
        yield part[-1:]

    size = {"Content-Length": str(len(CONTENT))}
    answers = await asyncio.gather(
        site.put(path, body(CONTENT), **size), site.put(path, body(CONTENT[::-1]), **size)
    )
    assert sorted(status for status, _ in answers) == [200, 410]
    [row] = await site.rows()
    assert _everything(site) == [row.key]
    assert len(site.desk.said) == 1
    assert len(await outbox_rows(site.app.storage)) == 1


@ONE_DATABASE
async def test_access_that_ends_meanwhile(site: Site) -> None:
    """Marc accepts what is there while Ana's next version is on its way.

    Seen to fail when the milestone was looked at only before the upload.
    """
    path, milestone = await site.upload_link(), site.project.milestones[0].id
    late = await site.upload_link()
    delivery = await deal.delivered(site.app.storage, site.ana, milestone)

    async def body() -> AsyncIterator[bytes]:
        yield CONTENT
        await _until(lambda: bool(_everything(site)))  # it was let in, and is on its way
        await deal.within(
            site.app.storage, lambda work: deliveries.accept(work, site.marc, delivery.id)
        )
        yield CONTENT

    status, told = await site.put(path, body(), **{"Content-Length": str(2 * len(CONTENT))})
    assert (status, told["words"][:8]) == (409, "“step 1”")
    assert (await site.get(late)).status == 409
    assert (await site.put(late, b"x"))[0] == 409
    assert (await site.rows(), _everything(site)) == ([], [])


@ONE_DATABASE
@pytest.mark.parametrize(
    ("trouble", "status"),
    [(Refused("wrong-too-many-files", most=20), 409), (RuntimeError("a mistake of ours"), 503)],
)
async def test_what_the_chat_cannot_take_is_undone(
    site: Site, trouble: Exception, status: int
) -> None:
    """In one transaction: no file, no use of the link, no message, no object."""
    path, site.desk.trouble = await site.upload_link(), trouble
    assert (await site.put(path, CONTENT))[0] == status
    assert (await site.rows(), _everything(site)) == ([], [])
    assert await outbox_rows(site.app.storage) == []
    assert [link.used_at for link in await site.links()] == [None]
    site.desk.trouble = None
    assert (await site.put(path, CONTENT))[0] == 200


@ONE_DATABASE
async def test_a_store_in_trouble_costs_no_link(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page offers to try again, and the operator reads why."""
    path = await site.upload_link()

    async def full(*_: Any, **__: Any) -> StoredObject:
        raise StoreTrouble("The disk is full.", "full")

    with monkeypatch.context() as trouble:
        trouble.setattr(site.app.web_files, "put", full)
        status, told = await site.put(path, CONTENT)
    assert (status, told["ok"]) == (503, False)
    assert "try again" in told["words"]
    assert (await site.put(path, CONTENT))[0] == 200


@ONE_DATABASE
async def test_an_object_stays_when_nobody_knows_how_the_commit_ended(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row may be there: the reconciliation finds out. Seen to fail with a deletion."""
    path = await site.upload_link()

    async def lost(_: Any) -> None:
        raise OSError("the answer to COMMIT was lost")

    with monkeypatch.context() as trouble:
        trouble.setattr("storage.unit_of_work.UnitOfWork.commit", lost)
        assert (await site.put(path, CONTENT))[0] == 503
    assert len(_everything(site)) == 1


# --- names, pages, logs -----------------------------------------------------------------------


HARMLESS = (
    ("../../etc/passwd", "passwd"),
    ("..%2F..%2Fetc%2Fpasswd", "passwd"),
    ("C:%5CWindows%5Cwin.ini", "win.ini"),
    ("a%0D%0ASet-Cookie:%20x", "a Set-Cookie: x"),
    ("%E2%80%AEgpj.exe", "gpj.exe"),
    ("a%00b%07.txt", "ab.txt"),
    ("", "file"),
    ("%", "%"),
    ("%FF%FE", "��"),
    ("...", "file"),
    ("x" * 500, "x" * 120),
    (quote('"quoted" <b>.zip'), '"quoted" <b>.zip'),
)


@ONE_DATABASE
async def test_names_are_made_harmless(site: Site) -> None:
    for sent, kept in HARMLESS:
        status, told = await site.put(await site.upload_link(), b"x", sent)
        assert (status, told["name"]) == (200, kept)
    found = await site.rows()
    assert [row.name for row in found] == [kept for _, kept in HARMLESS]
    assert all(re.fullmatch(r"[0-9a-f/]+", row.key) for row in found)


@ONE_DATABASE
async def test_the_page_trusts_nobody(site: Site) -> None:
    """Its own script and style by a nonce, nothing from elsewhere, in nobody's frame."""
    path = await site.upload_link()
    answer = await site.get(path)
    text, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    [nonce] = set(re.findall(r"'nonce-([\w-]+)'", policy))
    assert set(re.findall(r'<(?:script|style)[^>]* nonce="([^"]*)"', text)) == {nonce}
    assert len(re.findall(r"<(?:script|style)\b", text)) == text.count(f'nonce="{nonce}"') == 3
    assert (await site.get(path)).headers["Content-Security-Policy"] != policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"""(?:src|href|action|style)\s*=\s*["']""", text) == []
    assert "http" not in text
    assert path.removeprefix("/up/") not in text
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers


@ONE_DATABASE
async def test_the_page_says_what_people_wrote_as_text(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlalchemy as sa

    from storage.tables import milestones

    hostile = "</script><script>alert(1)</script>{{facts}}{{nonce}}"
    path = await site.upload_link()
    async with site.app.storage.engine.begin() as connection:
        await connection.execute(sa.update(milestones).values(what=hostile))
    text = await (await site.get(path)).text()
    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{facts}}{{nonce}}" in text
    assert "<script>alert" not in text


@ONE_DATABASE
async def test_no_token_in_any_log(
    site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At DEBUG, whatever happens: fine, cut, refused, a mistake, headers of any size (22).

    Seen to fail with aiohttp's access log, with the path in the log of a failure, and with what
    aiohttp says of a request that it can't parse.
    """
    said = io.StringIO()
    logs.configure("DEBUG", False, site.app.settings.secrets(), said)
    paths = [await site.upload_link() for _ in range(5)]
    assert (await site.put(paths[0], CONTENT))[0] == 200
    await site.raw(_head(paths[1], "Content-Length: 10"), b"x", cut=True)
    await _until(lambda: site_is_idle(site))
    answer = await site.raw(_head(paths[2], "X-Huge: " + "x" * 20_000))
    assert answer.split()[1] == b"400"
    assert paths[2].encode() not in answer
    for head in (_head(paths[2], "Nonsense\x01: x"), _head(paths[2]).replace(b"/1.1", b"/x")):
        assert (await site.raw(head)).split()[1] == b"400"
    site.desk.trouble = RuntimeError("a mistake of ours")
    assert (await site.put(paths[3], CONTENT))[0] == 503
    assert (await site.get(paths[4], "POST")).status == 405
    logs.configure("WARNING", False)
    lines = said.getvalue()
    assert "a mistake of ours" in lines
    assert "a file came by link" in lines
    assert f"link={(await site.links())[0].id}" in re.sub(r"\x1b\[[0-9;]*m", "", lines)
    for path in paths:
        assert path.removeprefix("/up/")[:12] not in lines


@ONE_DATABASE
async def test_memory_stays_constant(site: Site) -> None:
    """Seen to fail when the body was read as a whole: 96 MiB."""
    size, chunk = 96 * MIB, bytes(MIB // 4)

    async def body() -> AsyncIterator[bytes]:
        for _ in range(size // len(chunk)):
            yield chunk

    path = await site.upload_link()
    tracemalloc.start()
    try:
        assert (await site.put(path, body(), **{"Content-Length": str(size)}))[0] == 200
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 * MIB


# --- helpers ----------------------------------------------------------------------------------


def _head(path: str, *lines: str) -> bytes:
    return "\r\n".join((f"PUT {path} HTTP/1.1", "Host: files.example", *lines, "", "")).encode()


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?s)<style.*?</style>|<svg.*?</svg>|<[^>]+>", "", page))


async def _stream(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def _everything(site: Site) -> list[str]:
    """Keys in the folder, uploads in progress included."""
    root = Path(site.app.settings.files)
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def site_is_idle(site: Site) -> bool:
    assert site.app.web
    found = [part for part in site.app.web._parts if isinstance(part, uploads.Uploads)]
    return found[0]._places.empty


async def _until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 (it is in a file system)
            await asyncio.sleep(0.005)
