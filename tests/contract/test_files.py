"""Files: large ones, links, identifiers, bytes that come back as they went."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, FSInputFile
from telegram.ext import ExtBot

from simulator.images import sample_jpeg
from simulator.limits import MB
from simulator.people import Person, Telegram


async def test_exactly_20_mb_come_down_and_one_byte_more_does_not(aio: Bot, ana: Person) -> None:
    fits = await ana.sends_file("fits.bin", size=20 * MB)
    too_big = await ana.sends_file("large.bin", size=20 * MB + 1)
    assert fits.file
    assert too_big.file
    assert too_big.file["size"] == 20 * MB + 1
    file = await aio.get_file(fits.file["file_id"])
    assert file.file_path
    target = io.BytesIO()
    await aio.download_file(file.file_path, target)
    assert len(target.getvalue()) == 20 * MB
    with pytest.raises(Exception, match="file is too big"):
        await aio.get_file(too_big.file["file_id"])
    resent = await aio.send_document(ana.id, too_big.file["file_id"])
    assert resent.document
    assert resent.document.file_size == 20 * MB + 1


async def test_a_large_upload_streams_with_the_same_checksum(
    aio: Bot, ana: Person, tmp_path: Path
) -> None:
    content = hashlib.sha256(b"seed").digest() * (5 * MB // 32)
    path = tmp_path / "five.bin"
    path.write_bytes(content)
    await aio.send_document(ana.id, FSInputFile(path), caption="five")
    shown = await ana.sees("five")
    assert shown.file
    assert shown.file["sha256"] == hashlib.sha256(content).hexdigest()
    assert await ana.downloads(shown) == content


async def test_a_link_lives_an_hour(ptb: ExtBot[None], ana: Person, telegram: Telegram) -> None:
    given = await ana.sends_file("a.txt", b"content")
    assert given.file
    file = await ptb.get_file(given.file["file_id"])
    await telegram.passes(3500)
    assert bytes(await file.download_as_bytearray()) == b"content"
    await telegram.passes(200)
    with pytest.raises(Exception, match="Not Found"):
        await file.download_as_bytearray()
    again = await ptb.get_file(given.file["file_id"])
    assert bytes(await again.download_as_bytearray()) == b"content"


async def test_a_download_needs_the_token(aio: Bot, ana: Person) -> None:
    given = await ana.sends_file("a.txt", b"content")
    assert given.file
    file = await aio.get_file(given.file["file_id"])
    url = aio.session.api.file_url("42:WRONG", file.file_path or "")
    session = await aio.session.create_session()  # type: ignore[attr-defined]
    async with session.get(url) as answer:
        assert answer.status == 401


async def test_a_forgotten_file_must_be_sent_anew(
    aio: Bot, ana: Person, telegram: Telegram
) -> None:
    sent = await aio.send_document(ana.id, BufferedInputFile(b"x", "x.txt"))
    assert sent.document
    await telegram.forgets_file(sent.document.file_id)
    for call in (
        aio.send_document(ana.id, sent.document.file_id),
        aio.get_file(sent.document.file_id),
    ):
        with pytest.raises(Exception, match="wrong file_id or the file is temporarily unavailable"):
            await call
    assert (await aio.send_document(ana.id, BufferedInputFile(b"x", "x.txt"))).document
    assert (await ana.chat())[-2].file is not None


async def test_a_file_keeps_its_unique_id_and_others_have_another(aio: Bot, ana: Person) -> None:
    mine = await ana.sends_file("a.txt", b"same")
    other = await ana.sends_file("a.txt", b"same")
    assert mine.file
    assert other.file
    assert mine.file["file_unique_id"] != other.file["file_unique_id"]
    sent = await aio.send_document(ana.id, mine.file["file_id"])
    assert sent.document
    assert sent.document.file_unique_id == mine.file["file_unique_id"]
    with pytest.raises(Exception, match="wrong file_id"):
        await aio.send_document(ana.id, mine.file["file_unique_id"])


async def test_an_empty_file_is_refused(aio: Bot, ana: Person) -> None:
    with pytest.raises(Exception, match="file must be non-empty"):
        await aio.send_document(ana.id, BufferedInputFile(b"", "x.txt"))


@pytest.mark.parametrize(
    ("head", "size"),
    [
        (sample_jpeg(123, 45), (123, 45)),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (7).to_bytes(4, "big") + (9).to_bytes(4, "big"),
            (7, 9),
        ),
        (b"GIF89a" + (20).to_bytes(2, "little") + (10).to_bytes(2, "little"), (20, 10)),
    ],
)
async def test_pictures_have_their_real_size(
    aio: Bot, ana: Person, head: bytes, size: tuple[int, int]
) -> None:
    sent = await aio.send_photo(ana.id, BufferedInputFile(head, "p"))
    assert sent.photo
    assert (sent.photo[-1].width, sent.photo[-1].height) == size
