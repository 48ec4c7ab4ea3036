"""The demo that people start, in a browser: the whole deal, and a page left open over a restart."""

import signal
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.bot.demos import demo
from tests.pages.conftest import PHONE
from tests.pages.deal import deal_at_page

LASTING = 60_000  # milliseconds that a loaded machine may take


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("size", "colours"),
    [({"width": 1400, "height": 900}, "light"), (PHONE, "dark")],
    ids=["desk", "phone"],
)
async def test_the_whole_deal_at_the_page(
    browser: Browser, tmp_path: Path, size: dict[str, int], colours: str
) -> None:
    """On a desk and on a phone: profile, job, search, bid, hiring, two versions, payments, seven
    days, the history; the program restarted twice from the page. Seen to fail with a reply that
    answers another message."""
    complaints = await deal_at_page(browser, tmp_path, viewport=size, color_scheme=colours)
    assert complaints == []


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_a_page_left_open_over_a_restart(browser: Browser, tmp_path: Path) -> None:
    """It says that nobody is there, comes back by itself, and misses nothing that was said before
    and after. Seen to fail with a key that is made anew at each start."""
    page = await browser.new_page()
    ana = page.get_by_role("region", name="Ana's chat")
    async with demo("--port", "0", folder=tmp_path) as first:
        await first.says("Ctrl-C ends it")
        await first.open()
        await page.goto(first.url)
        await ana.get_by_role("button", name="Start", exact=True).click()
        await expect(ana.get_by_role("button", name="I'm a freelancer")).to_be_visible(
            timeout=LASTING
        )
        first.process.send_signal(signal.SIGINT)
        assert await first.ends() == 0
    await expect(page.get_by_text("Reconnecting")).to_be_visible(timeout=LASTING)
    async with demo("--port", first.url.rsplit(":", 1)[1], folder=tmp_path) as again:
        await again.says("Ctrl-C ends it")
        await again.open()
        person = next(p for p in await again.act("people") if p["first_name"] == "Ana")
        await again.answered(person["id"], "said while nobody looked")
        shown = ana.get_by_role("log")
        await expect(shown.get_by_text("said while nobody looked")).to_be_visible(timeout=LASTING)
        await expect(page.get_by_text("Reconnecting")).to_be_hidden()
        await expect(shown.get_by_text("/start")).to_have_count(1)
    await page.close()
