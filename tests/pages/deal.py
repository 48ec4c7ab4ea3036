"""The story of a deal at a demo's page: for a test, and for the README's pictures."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from bot.demo.story import Stage, play
from simulator.page import KEY_HEADER
from simulator.people import Person, Telegram
from tests.bot.demos import demo
from tests.pages.walking import AtPage, bot_restarts, time_passes

Looking = Callable[[Page, Person, str], Awaitable[None]]
PATIENCE = 60.0


async def deal_at_page(
    browser: Browser, folder: Path, looking: Looking | None = None, **context: Any
) -> list[str]:
    """Plays it; returns what the page complained of. `looking` is told what people see."""
    async with demo("--port", "0", folder=folder) as running:
        await running.says("Ctrl-C ends it")
        await running.open()
        key = running.session.headers[KEY_HEADER]
        page = await browser.new_page(**context)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda s: complaints.append(s.text) if s.type == "error" else None)

        async def looks(person: Person, what: str) -> None:
            if looking:
                await looking(page, person, what)

        async def later(span: timedelta) -> None:
            await time_passes(page, span)

        async with Telegram.at(running.url, patience=PATIENCE, key=key) as telegram:
            await page.goto(running.url)
            ana, marc = [
                AtPage(telegram.link, raw, PATIENCE, page, looks)
                for raw in await telegram.link.act("people")
            ]
            await play(Stage(ana, marc, later, lambda: bot_restarts(page), lambda title: None))
        await page.close()
    return complaints
