"""The upload page as a person with a phone sees it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from bot.web import uploads
from marketplace import transfers
from marketplace.files import FileLimits
from tests.bot.by_link import MIB, Site
from tests.conftest import FakeClock

CONTENT = bytes(range(256)) * (32 * MIB // 256)


class Gate:
    """Lets the first MiB through, and the rest when it opens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = asyncio.Event()
        self._chunks = uploads._chunks
        monkeypatch.setattr(uploads, "_chunks", self._gated)

    async def _gated(self, request: Any, size: int) -> AsyncIterator[bytes]:
        came = 0
        async for chunk in self._chunks(request, size):
            came += len(chunk)
            if came >= MIB:
                await self.opened.wait()
            yield chunk


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    path = tmp_path / "Bäckerei & Söhne.zip"
    path.write_bytes(CONTENT)
    return path


async def test_choose_watch_and_be_done(
    site: Site, phone: Page, big_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under its strict policy. Seen to fail with a style attribute in the page."""
    gate = Gate(monkeypatch)
    await phone.goto(site.base + await site.upload_link())
    await expect(phone.get_by_text("step 1")).to_be_visible()
    await expect(phone.get_by_text("Up to 2 GB")).to_be_visible()
    assert await _fits(phone)
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    bar = phone.get_by_role("progressbar")
    await expect(bar).to_have_attribute("aria-valuenow", _between(1, 99))
    await expect(phone.get_by_text("Bäckerei & Söhne.zip")).to_be_visible()
    await expect(phone.get_by_text("32 MB", exact=True)).to_be_visible()
    assert await _fits(phone)
    gate.opened.set()
    await expect(phone.get_by_text("It is in your chat now")).to_be_visible()
    assert await _fits(phone)
    [row] = await site.rows()
    assert (row.name, row.size_bytes) == ("Bäckerei & Söhne.zip", len(CONTENT))
    await phone.reload()
    await expect(phone.get_by_text("This link has ended")).to_be_visible()


async def test_cancel_and_choose_again(
    site: Site, phone: Page, big_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    await phone.goto(site.base + await site.upload_link())
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    await phone.get_by_role("button", name="Cancel").click()
    await expect(phone.get_by_text("Choose a file")).to_be_visible()
    gate.opened.set()
    small = {"name": "small.txt", "mimeType": "text/plain", "buffer": b"small"}
    await phone.get_by_label("Choose a file").set_input_files(small)  # type: ignore[arg-type]
    await expect(phone.get_by_text("It is in your chat now")).to_be_visible()
    assert [row.name for row in await site.rows()] == ["small.txt"]


async def test_what_is_refused_is_said(
    site: Site, phone: Page, big_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a byte is sent where the page knows it, else in the server's words."""
    await phone.goto(site.base + await site.upload_link())
    monkeypatch.setattr(site.app.storage, "limits", FileLimits(upload=MIB))
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    await expect(phone.get_by_text("is too big: files up to 1 MB fit")).to_be_visible()
    await phone.reload()
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    await expect(phone.get_by_text("This file is too big: up to 1 MB fit")).to_be_visible()
    assert await _fits(phone)
    await phone.get_by_role("button", name="Choose another file").click()
    await expect(phone.get_by_text("Choose a file")).to_be_visible()


@pytest.mark.parametrize("heard", [True, False])
async def test_a_link_that_ended_meanwhile(
    site: Site, phone: Page, big_file: Path, clock: FakeClock, heard: bool
) -> None:
    """Nothing more can be tried here, whether or not the browser hears the answer that comes before
    the end of the body. Seen to fail when the page didn't ask after a broken connection."""

    async def cut(route: Route) -> None:
        await (
            route.abort("connectionreset") if route.request.method == "PUT" else route.continue_()
        )

    await phone.goto(site.base + await site.upload_link())
    clock.pass_(transfers.UPLOAD_LASTS)
    if not heard:
        await phone.route("**/up/*", cut)
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    await expect(phone.get_by_text("Links for files live only for a short time")).to_be_visible()
    await expect(phone.get_by_role("button")).to_have_count(0)


async def test_a_lost_connection_can_be_tried_again(
    site: Site, phone: Page, big_file: Path
) -> None:
    await phone.goto(site.base + await site.upload_link())
    await phone.context.set_offline(True)
    await phone.get_by_label("Choose a file").set_input_files(big_file)
    await expect(phone.get_by_text("The connection was lost")).to_be_visible()
    await phone.context.set_offline(False)
    await phone.get_by_role("button", name="Try again").click()
    await expect(phone.get_by_text("It is in your chat now")).to_be_visible()
    assert len(await site.rows()) == 1


def _between(least: int, most: int) -> Any:
    import re

    return re.compile("|".join(f"^{n}$" for n in range(least, most + 1)))


async def _fits(page: Page) -> bool:
    """Nothing sticks out to the side of a phone."""
    found: bool = await page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return found
