"""People who talk to the bot, for tests, demos and benchmarks that read like a story.

    async with Telegram.start() as telegram:
        ana = await telegram.person("Ana", language="en")
        await ana.types("/start")
        await ana.presses("I'm a freelancer")
        await ana.sees("What is your name?")

Nothing here sleeps: every wait ends with the event that it waits for, or as an AssertionError
that shows the end of the chat.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from .limits import Limits
from .links import DirectLink, HttpLink, Link
from .person import Person
from .server import Server
from .shown import Answer, Attachment, Event, Message, Paid, Topic

__all__ = [
    "TOKEN", "Answer", "Attachment", "Event", "Message", "Paid", "Person", "Telegram", "Topic",
]  # fmt: skip

TOKEN = "123456789:TEST"  # noqa: S105 - a made-up token


class Telegram:
    """A simulator and the people in it."""

    def __init__(self, link: Link, url: str, patience: float) -> None:
        self.link = link
        self.url = url
        self.patience = patience  # seconds that people wait before they complain
        self.token = ""
        self.username = ""
        self.people: list[Person] = []

    @staticmethod
    @asynccontextmanager
    async def start(
        port: int = 0,
        *,
        token: str = TOKEN,
        username: str = "",
        host: str = "127.0.0.1",
        limits: Limits | None = None,
        patience: float = 5.0,
        topics: bool = False,
    ) -> AsyncIterator[Telegram]:
        """A server in this process, on a free port unless one is given; it ends with the block."""
        server = Server(token, host, port, limits, username)
        await server.start()
        async with Telegram.on(server, patience=patience) as telegram:
            if topics:
                await telegram.topics()
            yield telegram

    @staticmethod
    @asynccontextmanager
    async def on(server: Server, *, patience: float = 5.0) -> AsyncIterator[Telegram]:
        """A server of this process that listens already; it ends with the block."""
        telegram = Telegram(DirectLink(server), server.url, patience)
        try:
            await telegram._meet()
            yield telegram
        finally:
            await telegram.link.close()

    @staticmethod
    @asynccontextmanager
    async def at(url: str, *, patience: float = 5.0, key: str = "") -> AsyncIterator[Telegram]:
        """A simulator that runs already, and goes on after the block; `key`: its page's, if any."""
        telegram = Telegram(HttpLink(url, key), url.rstrip("/"), patience)
        try:
            await telegram._meet()
            yield telegram
        finally:
            await telegram.link.close()

    async def _meet(self) -> None:
        state = await self.link.act("state")
        self.token = state["token"]
        self.username = state["bot"]["username"]

    @property
    def api_base(self) -> str:
        """python-telegram-bot's base_url; a token follows it."""
        return f"{self.url}/bot"

    @property
    def file_base(self) -> str:
        """python-telegram-bot's base_file_url."""
        return f"{self.url}/file/bot"

    async def person(
        self,
        name: str,
        language: str | None = "en",
        *,
        username: str | None = None,
        **facts: Any,
    ) -> Person:
        """Somebody new; `username=None` makes one from the name, "" means none."""
        made = f"{name.lower().replace(' ', '_')}_{len(self.people) + 1}"
        chosen = made if username is None and made.isascii() else username
        known = {"language_code": language, "username": chosen or None} | facts
        raw = await self.link.act("person", first_name=name, **known)
        person = Person(self.link, raw, self.patience)
        self.people.append(person)
        return person

    async def quiet(self, settle: float = 0.1, within: float | None = None) -> None:
        """Wait until no update waits for the bot and no call came for `settle` seconds."""
        wait = self.patience if within is None else within
        state = await self.link.act("quiet", settle=settle, within=wait)
        if not state["quiet"]:
            raise AssertionError(f"it does not become quiet: {state}")

    async def events(self, after: int = 0) -> AsyncIterator[Event]:
        """Everything that happens in all chats, as it happens; never ends by itself."""
        while True:
            page = await self.link.act("events", after=after, within=30.0)
            after = page["seq"]
            for raw in page["events"]:
                message = Message(raw["message"]) if "message" in raw else None
                yield Event(
                    seq=raw["seq"],
                    kind=raw["kind"],
                    person=raw["person"],
                    chat_id=raw["chat_id"],
                    line=raw["line"],
                    message=message,
                    raw=raw,
                )

    async def calls(
        self, method: str = "", *, chat_id: int = 0, ok: bool | None = None
    ) -> list[dict[str, Any]]:
        """The Bot API calls so far: {method, params, ok, result or error, code, at, seconds}."""
        found: list[dict[str, Any]] = await self.link.act(
            "calls", method=method, chat_id=chat_id, ok=ok
        )
        return found

    async def payments(self) -> list[dict[str, Any]]:
        """Every payment so far, with its payer."""
        found: list[dict[str, Any]] = await self.link.act("payments")
        return found

    async def spinning(self) -> list[dict[str, Any]]:
        """Buttons that were pressed and not answered yet."""
        found: list[dict[str, Any]] = await self.link.act("spinning")
        return found

    async def passes(self, seconds: float) -> None:
        """Let Telegram's clock go ahead (queries and links become too old)."""
        await self.link.act("pass_time", seconds=seconds)

    async def limits(self, **changes: Any) -> dict[str, Any]:
        """Read the limits, and change some (see simulator.limits)."""
        found: dict[str, Any] = await self.link.act("limits", **changes)
        return found

    async def topics(self, on: bool = True, *, by_people: bool = True) -> None:
        """Give the bot topics in private chats, which people may open and delete as well."""
        await self.link.act("enable_topics", on=on, by_people=by_people)

    async def flood(self, on: bool = True, **rates: Any) -> None:
        """Switch flood limits: a_chat and overall in messages a second, burst in messages."""
        await self.link.act("flood", on=on, **rates)

    async def forgets_file(self, file_id: str) -> None:
        """Telegram no longer knows a file_id."""
        await self.link.act("forget_file", file_id=file_id)

    async def profile(self) -> dict[str, Any]:
        """Commands, names and menu buttons that the bot has set."""
        found: dict[str, Any] = await self.link.act("profile")
        return found

    async def sends_update(self, kind: str, person: Person, payload: dict[str, Any]) -> None:
        """Put any update into the queue, even one that no library can read."""
        await self.link.act("update", kind=kind, person=person.id, payload=payload)

    async def fault(self, kind: str, method: str = "", **facts: Any) -> None:
        """One rule of trouble: for `method` ("" = all; "download"), `count` times after `skip`.

        Kinds: error (code, description or retry_after), drop (before it is applied), lost_reply
        (applied, no answer), slow (seconds), duplicate, reorder (size), and for downloads cut
        and stall (at_byte), missing. `chat` or `chat_id` limits it to one chat.
        """
        chat = facts.pop("chat", None)
        if isinstance(chat, Person):
            facts["chat_id"] = chat.id
        await self.link.act("fault", kind=kind, method=method, **facts)

    async def faults(self) -> list[dict[str, Any]]:
        """The rules with how often each one struck."""
        found: list[dict[str, Any]] = await self.link.act("faults")
        return found

    async def no_faults(self) -> None:
        """Take all rules away."""
        await self.link.act("no_faults")
