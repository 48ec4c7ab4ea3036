"""The whole deal, clicked and typed in a browser at the demo that people start."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.pages.deal import deal_at_page


@pytest.mark.long
@pytest.mark.timeout(400)
async def test_the_whole_deal_at_the_page(browser: Browser, tmp_path: Path) -> None:
    """Profile, job, search, bid, hiring, two versions, payments, seven days, the history; the
    program restarted twice from the page."""
    complaints = await deal_at_page(browser, tmp_path)
    assert complaints == []
