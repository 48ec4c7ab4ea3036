"""A real browser for the pages: Chromium where the system has one (.ci/run installs it)."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.bot.by_link import Site, settings_of, site_on
from tests.conftest import FakeClock
from tests.pages.browsing import ARGUMENTS, chromium
from tests.pages.watching import Scene
from tests.pages.writing import Writing, at_the_page

PHONE = {"width": 390, "height": 844}
expect.set_options(timeout=15_000)  # milliseconds; a machine that runs all tests takes its time


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = chromium()
    if found is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@pytest.fixture
async def site(sqlite_original: Path, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Site]:
    """On SQLite: the page knows nothing of databases."""
    shutil.copyfile(sqlite_original, tmp_path / "perfectlancer.db")
    url = f"sqlite:///{tmp_path}/perfectlancer.db"
    async with site_on(settings_of(url, files=str(tmp_path / "files")), clock) as site:
        yield site


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A page of a phone's size; what it complains of (a policy broken, too) fails the test."""
    context = await browser.new_context(viewport=PHONE, has_touch=True, color_scheme="light")
    page, complaints = await context.new_page(), list[Any]()
    page.on("pageerror", lambda error: complaints.append(error))
    page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
    yield page
    await context.close()
    assert complaints == []


def _is_bad(said: Any) -> bool:
    """Chromium itself writes an error for each answer that is not 200; those are meant."""
    return said.type in ("error", "warning") and "Failed to load resource" not in said.text


@pytest.fixture
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    """Ana and Marc, who have started the bot."""
    scene = Scene(browser)
    await scene.server.start()
    await scene.enters("Ana", "Marc")
    for name in scene.ids:
        await scene.says(name, "/start")
    yield scene
    await scene.close()


@pytest.fixture
async def ana(phone: Page) -> AsyncIterator[Writing]:
    """Ana at the simulator's page, on a phone, after Start."""
    async with at_the_page(phone) as ana:
        yield ana
