"""The program without HTTP: updates go straight into inbound, and a desk takes what it sends.

For what is measured inside one process: SQL, routing, the cost of each layer.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.figures import check
from benchmarks.script import Step
from benchmarks.seed import CLIENT, FIRST_FREELANCER, POLICY, open_storage
from bot.dispatcher import Dispatcher
from bot.inbound import Inbound
from bot.leader import OnlyOne
from bot.outbox import Outbox
from bot.results import Result, Sent
from bot.settings import Settings
from storage.unit_of_work import Storage

TOKEN = "123456789:TEST"
PATIENCE_SECONDS = 60.0


@dataclass
class Chat:
    """What one person sees last. `shown` is set whenever something arrives."""

    last_id: int = 0
    text: str = ""
    buttons: dict[str, str] = field(default_factory=dict)
    shown: asyncio.Event = field(default_factory=asyncio.Event)


class Desk:
    """Stands where bot/sender.py stands; answers at once, as if Telegram cost nothing."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.answered = 0
        self._ids = itertools.count(1)

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def send(self, chat_id: int, method: str, params: dict[str, Any]) -> Result:
        message_id = int(params.get("message_id") or 0) or next(self._ids)
        chat = self.chats.setdefault(chat_id, Chat())
        if "text" in params:
            rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
            chat.buttons = {b["text"]: b.get("callback_data", "") for row in rows for b in row}
            chat.last_id, chat.text = message_id, params["text"]
            chat.shown.set()
        return Sent((message_id,))

    async def answer(self, method: str, params: dict[str, Any]) -> bool:
        self.answered += 1
        return True


class Visitor:
    """A person at the desk who follows a script."""

    def __init__(self, office: "Office", person_id: int, script: Iterator[Step]) -> None:
        self._office = office
        self._chat = office.desk.chats.setdefault(person_id, Chat())
        self._user = {"id": person_id, "is_bot": False, "first_name": f"Ana {person_id}"}
        self._user["language_code"] = "en"
        self._script = script
        self.done = 0

    async def begin(self) -> None:
        await self._does(Step("types", "/start", "Hello,"))

    async def step(self) -> float:
        """The seconds from the update to its answer."""
        took = await self._does(next(self._script))
        self.done += 1
        return took

    async def _does(self, step: Step) -> float:
        raw = self._update(step)
        self._chat.shown.clear()
        began = time.perf_counter()
        await self._office.inbound.take(raw)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while step.sees not in self._chat.text:
                await self._chat.shown.wait()
                self._chat.shown.clear()
        return time.perf_counter() - began

    def _update(self, step: Step) -> dict[str, Any]:
        number = next(self._office.update_ids)
        chat = {"id": self._user["id"], "type": "private", "first_name": self._user["first_name"]}
        message = {"message_id": number, "date": 1_760_000_000, "chat": chat, "text": step.act}
        if step.kind == "types":
            return {"update_id": number, "message": {**message, "from": self._user}}
        data = step.act if step.kind == "taps" else self._labelled(step.act)
        shown = message | {"message_id": self._chat.last_id, "text": self._chat.text}
        call = {"id": str(number), "from": self._user, "message": shown, "data": data}
        return {"update_id": number, "callback_query": call | {"chat_instance": "1"}}

    def _labelled(self, label: str) -> str:
        found = [data for text, data in self._chat.buttons.items() if label in text]
        check(bool(found), f"no button {label!r} in {list(self._chat.buttons)}")
        return found[0]


@dataclass
class Office:
    """Inbound, dispatcher, outbox and database, as bot/app.py puts them together."""

    storage: Storage
    dispatcher: Dispatcher
    inbound: Inbound
    desk: Desk
    update_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))


@asynccontextmanager
async def office(url: str) -> AsyncIterator[Office]:
    """Open for business; the client has said hello."""
    settings = Settings(
        bot_token=TOKEN, database_url=url, chat_per_second=0, overall_per_second=0, _env_file=None
    )
    storage, desk = open_storage(url), Desk()
    dispatcher = Dispatcher(TOKEN, POLICY)
    outbox = Outbox(settings, storage, desk, storage.clock, OnlyOne(), dispatcher.announce)  # type: ignore[arg-type]
    inbound = Inbound(storage, dispatcher, desk, outbox.wake)
    empties = asyncio.create_task(outbox.run())
    opened = Office(storage, dispatcher, inbound, desk)
    try:
        await Visitor(opened, CLIENT, iter(())).begin()
        yield opened
        await inbound.close()
    finally:
        outbox.stop()
        await asyncio.gather(empties, return_exceptions=True)
        await storage.close()


async def visitors(opened: Office, count: int, scripts: Iterator[Iterator[Step]]) -> list[Visitor]:
    """People with whole profiles, who have said hello."""
    made = [Visitor(opened, FIRST_FREELANCER + n, next(scripts)) for n in range(count)]
    for visitor in made:
        await visitor.begin()
    return made
