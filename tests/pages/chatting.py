"""A simulator with Ana in it, its page in a browser, and a bot that does what a test says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, FormData
from playwright.async_api import Locator, Page

from simulator import control
from simulator.server import Server

KEY = "a-key-for-the-tests"


class Chatting:
    """Ana's chat: `bot(...)` is a Bot API call, `acts(...)` what Ana does without the page."""

    def __init__(self, server: Server, page: Page, ana: int, http: ClientSession) -> None:
        self.server = server
        self.page = page
        self.ana = ana
        self._http = http

    async def bot(self, method: str, file: bytes | None = None, **params: Any) -> Any:
        """The result of a call; `file` is uploaded as what "attach://file" names."""
        form = FormData({"chat_id": str(self.ana)})
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        if file is not None:
            form.add_field("file", file, filename="file")
        url = f"{self.server.url}/bot{self.server.world.token}/{method}"
        async with self._http.post(url, data=form) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def writes(self, text: str, **params: Any) -> int:
        """A message of the bot in HTML; its id."""
        sent = await self.bot("sendMessage", text=text, parse_mode="HTML", **params)
        return int(sent["message_id"])

    async def acts(self, verb: str, **facts: Any) -> Any:
        """One verb of the control API as Ana."""
        return await control.run(self.server.world, verb, {"person": self.ana, **facts})

    async def lets_pass(self, seconds: float) -> None:
        """Telegram's clock goes ahead."""
        await control.run(self.server.world, "pass_time", {"seconds": seconds})

    async def update(self, kind: str) -> Any:
        """The next update of a kind, waited for as a bot waits for it."""
        while True:
            found = await self.bot("getUpdates", offset=self._offset, timeout=20)
            for one in found:
                self._offset = one["update_id"] + 1
                if kind in one:
                    return one[kind]

    _offset = 0

    def bubble(self, message_id: int) -> Locator:
        """The bubble of a message."""
        return self.page.locator(f'.bubble[data-message="{message_id}"]')

    @property
    def list(self) -> Locator:
        """Where the messages are."""
        return self.page.get_by_role("log", name="Messages")

    async def told(self, kind: str) -> None:
        """From now on the page keeps what events of a kind bubble out of the chat."""
        await self.page.evaluate(
            "kind => document.addEventListener(kind, e => (window.told ??= []).push([kind, "
            "e.detail?.message_id ?? e.detail]))",
            kind,
        )

    async def heard(self) -> Any:
        """Waits for the first of what was told."""
        await self.page.wait_for_function("() => window.told?.length")
        return await self.page.evaluate("window.told.shift()")


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    """An inline keyboard."""
    return {"inline_keyboard": list(rows)}


@asynccontextmanager
async def chatting(page: Page, before: int = 0) -> AsyncIterator[Chatting]:
    """Ana has started the bot, and her chat is open in `page`; `before`: so many words before."""
    async with Server(page_key=KEY) as server, ClientSession() as http:
        ana = await control.run(server.world, "person", {"first_name": "Ana"})
        chat = Chatting(server, page, ana["id"], http)
        await chat.acts("say", text="/start")
        for number in range(1, before + 1):
            await chat.writes(f"Word {number}")
        await page.goto(server.url)
        await chat.list.get_by_text(
            "/start" if not before else f"Word {before}", exact=True
        ).wait_for()
        yield chat
        await page.goto("about:blank")
