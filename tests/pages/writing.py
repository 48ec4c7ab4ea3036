"""Somebody at the page: what they write there, and the bot that hears of it and answers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession
from playwright.async_api import Locator, Page, expect

from simulator import control
from simulator.server import Server

KEY = "a-key-for-the-tests"


class Writing:
    """One person's chat on the page, and the bot behind it."""

    def __init__(self, server: Server, page: Page, bot: ClientSession, person: dict[str, Any]):
        self.server, self.page, self.person = server, page, person
        self._bot, self.offset = bot, 0

    @property
    def id(self) -> int:
        return int(self.person["id"])

    @property
    def column(self) -> Locator:
        return self.page.locator(f'[data-person="{self.id}"]')

    @property
    def field(self) -> Locator:
        return self.page.get_by_label(f"Message as {self.person['first_name']}")

    async def verb(self, name: str, /, **facts: Any) -> Any:
        """What the person does elsewhere."""
        return await control.run(self.server.world, name, {"person": self.id, **facts})

    async def bot(self, method: str, **params: Any) -> Any:
        """One call of the bot; it must not be refused."""
        url = f"{self.server.url}/bot{self.server.world.token}/{method}"
        async with self._bot.post(url, json=params) as answer:
            told = await answer.json()
        assert told["ok"], told
        return told["result"]

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        """The bot writes to the person."""
        sent: dict[str, Any] = await self.bot("sendMessage", chat_id=self.id, text=text, **more)
        return sent

    async def hears(self, kind: str = "message") -> Any:
        """The next update, which is of this kind; waits for it."""
        wanted = {"offset": self.offset, "limit": 1, "timeout": 10}
        (update,) = await self.bot("getUpdates", **wanted)
        self.offset = update["update_id"] + 1
        assert kind in update, update
        return update[kind]

    async def hears_nothing(self) -> None:
        """No update waits."""
        assert await self.bot("getUpdates", offset=self.offset) == []

    async def tell(self, kind: str, detail: Any) -> None:
        """What another part of the chat tells the column."""
        script = "(node, [kind, detail]) => node.dispatchEvent(new CustomEvent(kind, {detail}))"
        await self.column.evaluate(script, [kind, detail])

    async def shown(self, message_id: int) -> dict[str, Any]:
        """A message as the page has it."""
        board = await self.verb("board")
        return next(m for m in board["messages"] if m["message_id"] == message_id)

    async def writes(self, text: str) -> None:
        """Fill the field and press Enter there."""
        await self.field.fill(text)
        await self.field.press("Enter")

    def button(self, name: str, exact: bool = True) -> Locator:
        return self.column.get_by_role("button", name=name, exact=exact)


@asynccontextmanager
async def at_the_page(page: Page, begin: Callable[[Server], Any] | None = None) -> AsyncIterator:
    """Ana, who has pressed Start, at a page of a server of her own."""
    async with Server(page_key=KEY) as server, ClientSession() as bot:
        person = await control.run(server.world, "person", {"first_name": "Ana"})
        ana = Writing(server, page, bot, person)
        await ana.verb("say", text="/start")
        await ana.hears()
        if begin:
            await begin(server)
        await page.goto(server.url)
        await expect(ana.field).to_be_visible()
        yield ana
        await page.goto("about:blank")
