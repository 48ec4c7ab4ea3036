"""A simulator with people, its page in wide and in narrow browsers, and calls of a bot."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession
from playwright.async_api import Browser, BrowserContext, Page

from simulator import control
from simulator.server import Server

KEY = "a-key-for-the-tests"
DESK = {"width": 1400, "height": 800}


class Scene:
    """`ids` by name; what is opened through `page` is closed with the scene."""

    def __init__(self, browser: Browser) -> None:
        self.server = Server(page_key=KEY)
        self.browser = browser
        self.ids: dict[str, int] = {}
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    async def restarts(self, key: str = KEY) -> None:
        """Another simulator at the same address, in which nobody is."""
        await self.server.stop()
        self.server = Server(port=self.server.port, page_key=key)
        self.ids.clear()
        await self.server.start()

    async def enters(self, *names: str) -> None:
        for name in names:
            facts = {"first_name": name, "language_code": "en"}
            self.ids[name] = (await self.acts("person", **facts))["id"]

    async def acts(self, verb: str, **facts: Any) -> Any:
        return await control.run(self.server.world, verb, facts)

    async def says(self, name: str, text: str) -> Any:
        return await self.acts("say", person=self.ids[name], text=text)

    async def bot(self, method: str, name: str = "", **params: Any) -> dict[str, Any]:
        """A Bot API call, to the chat of `name`; the whole answer."""
        chat = {"chat_id": self.ids[name]} if name else {}
        url = f"{self.server.url}/bot{self.server.world.token}/{method}"
        async with ClientSession() as bot, bot.post(url, json=chat | params) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def page(self, context: BrowserContext | None = None, **options: Any) -> Page:
        """The page in a browser of its own, or in one that is there; what it complains of fails."""
        chosen = {"viewport": DESK, "color_scheme": "light", **options}
        if context is None:
            context = await self.browser.new_context(**chosen)
            self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if _bad(said) else None)
        await page.goto(self.server.url)
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()
        await self.server.stop()
        if self.complaints:
            raise AssertionError("\n".join(self.complaints))


def _bad(said: Any) -> bool:
    """What Chromium says of a lost connection, or of an answer that is not 200, is meant."""
    meant = ("Failed to load resource", "net::ERR")
    return said.type in ("error", "warning") and not any(part in said.text for part in meant)
