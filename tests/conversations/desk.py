"""One person at their chat: turns over a real database, and a window that shows what came of them.

Every turn has a wizard and a unit of work of its own, so each of them is a restart too. After
each, what was sent is checked as Telegram would check it, and the kept state for being plain JSON.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Message
from sqlalchemy import select, update

from conversations import CONVERSATIONS
from conversations.declaration import Conversation
from conversations.turn import Turn
from conversations.wizard import Wizard
from marketplace import people
from marketplace.money import Currency
from storage.tables import RowState, outbox
from storage.unit_of_work import Storage
from tests.views.telegram import message_faults
from views import callbacks
from views.texts import Texts
from views.window import Window

T = Texts("en", Currency())
WIZARD = "w:"


@dataclass(frozen=True)
class Press:
    """A button of the current question, by its text or a part of it."""

    label: str


@dataclass(frozen=True)
class Send:
    """A message that is not a text, as the Bot API's JSON."""

    raw: dict[str, Any] = field(hash=False)


Act = str | Press | Send


@dataclass
class Shown:
    """A message of the bot's as it stands in the chat."""

    text: str
    buttons: list[dict[str, Any]]

    def named(self, label: str) -> str | None:
        """The callback data of the button with this text, else of one whose text contains it."""
        exact = [b["callback_data"] for b in self.buttons if b["text"] == label]
        near = [b["callback_data"] for b in self.buttons if label in b["text"]]
        return next(iter([*exact, *near]), None)

    @property
    def asks(self) -> bool:
        return any(b["callback_data"].startswith(WIZARD) for b in self.buttons)


@dataclass
class Desk:
    storage: Storage
    person_id: int
    first_name: str = "Ana"
    conversations: Mapping[str, Conversation] = field(default_factory=lambda: CONVERSATIONS)
    tidy: bool = True
    """What is shown is checked for stray braces too (not with random input)."""
    chat: dict[int, Shown] = field(default_factory=dict)
    toast: str = ""
    alert: bool = False
    sent: int = 0
    """New messages of the bot's in the last turn."""
    _last_id: int = 0

    # --- what the person does ----------------------------------------------------------------

    async def does(self, act: Act) -> bool:
        """Whether the wizard took it."""
        if isinstance(act, Press):
            return await self.presses(act.label)
        return await self.sends({"text": act} if isinstance(act, str) else act.raw)

    async def sends(self, raw: dict[str, Any]) -> bool:
        async with self.turn(message=self._message(raw)) as turn:
            return await turn.wizard.typed(turn)

    async def presses(self, label: str) -> bool:
        data = self.question.named(label)
        assert data, f"no button {label!r} among {[b['text'] for b in self.question.buttons]}"
        return await self.taps(data, self.question_id)

    async def taps(self, data: str, message_id: int) -> bool:
        """A press of any wizard button at all, on any message."""
        async with self.turn(pressed=message_id) as turn:
            await turn.wizard.tapped(turn, callbacks.Wizard.unpack(data))
        return True

    @asynccontextmanager
    async def turn(
        self, message: Message | None = None, pressed: int | None = None
    ) -> AsyncIterator[Turn]:
        async with self.storage.begin() as work:
            actor = await people.arrive(work, self.person_id, self.first_name, "en")
            key = StorageKey(bot_id=1, chat_id=self.person_id, user_id=self.person_id)
            turn = Turn(
                work=work,
                actor=actor,
                t=T,
                texts=lambda language: T,
                window=Window(work.outbox, self.person_id, pressed, cards=work.cards),
                state=FSMContext(work.conversations, key),
                wizard=Wizard(self.conversations),
                message=message,
                call=_call(self.person_id, pressed) if pressed is not None else None,
            )
            async with work.savepoint():
                yield turn
            data = await turn.state.get_data()
            assert json.loads(json.dumps(data)) == data
            await work.commit()
        self.toast, self.alert = turn.window.toast, turn.window.alert
        await self._deliver()

    # --- what the person sees ----------------------------------------------------------------

    @property
    def question_id(self) -> int:
        """The one message that asks something now."""
        asking = [number for number, shown in self.chat.items() if shown.asks]
        assert len(asking) == 1, f"{len(asking)} questions are open"
        return asking[0]

    @property
    def question(self) -> Shown:
        return self.chat[self.question_id]

    @property
    def asked(self) -> bool:
        return any(shown.asks for shown in self.chat.values())

    @property
    def newest(self) -> Shown:
        return self.chat[max(self.chat)]

    async def stands(self) -> str | None:
        """The FSM's state: "bid:pitch"."""
        async with self.storage.begin() as work:
            return await context_of(work, self.person_id).get_state()

    async def data(self) -> dict[str, Any]:
        async with self.storage.begin() as work:
            return await context_of(work, self.person_id).get_data()

    async def answers(self) -> dict[str, Any]:
        return dict((await self.data()).get("wizard", {}).get("answers", {}))

    # --- Telegram ------------------------------------------------------------------------------

    def _message(self, raw: dict[str, Any]) -> Message:
        self._last_id += 1
        account = {"id": self.person_id, "is_bot": False, "first_name": self.first_name}
        whole = {
            "message_id": self._last_id,
            "date": 1772366400,
            "chat": {"id": self.person_id, "type": "private"},
            "from": account,
            **raw,
        }
        return Message.model_validate(whole)

    async def _deliver(self) -> None:
        """Carries out what waits in the outbox, oldest first."""
        self.sent = 0
        async with self.storage.engine.begin() as connection:
            waiting = select(outbox).where(
                outbox.c.chat_id == self.person_id, outbox.c.state == RowState.PENDING
            )
            for row in (await connection.execute(waiting.order_by(outbox.c.id))).all():
                message_id = await self._carry_out(connection, row)
                done = update(outbox).where(outbox.c.id == row.id)
                await connection.execute(
                    done.values(state=RowState.SENT, message_id=message_id, settled_at=row.put_at)
                )
        assert sum(shown.asks for shown in self.chat.values()) <= 1

    async def _carry_out(self, connection: Any, row: Any) -> int | None:
        params = row.params
        target = params.get("message_id")
        if row.edits is not None:
            of = select(outbox.c.message_id).where(outbox.c.id == row.edits)
            target = (await connection.execute(of)).scalar()
        if row.method == "editMessageReplyMarkup":
            if target in self.chat:
                self.chat[target].buttons = []
            return None
        if row.method not in ("sendMessage", "editMessageText"):
            return None
        faults = message_faults(params)
        assert not [f for f in faults if self.tidy or "untidy" not in f], faults
        params["text"].encode()
        if row.method == "sendMessage":
            self.sent += 1
            self._last_id += 1
            target = self._last_id
        keyboard = params["reply_markup"]["inline_keyboard"]
        self.chat[target] = Shown(params["text"], [button for line in keyboard for button in line])
        return int(target) if row.method == "sendMessage" else None


def context_of(work: Any, person_id: int) -> FSMContext:
    key = StorageKey(bot_id=1, chat_id=person_id, user_id=person_id)
    return FSMContext(work.conversations, key)


def _call(person_id: int, message_id: int) -> CallbackQuery:
    account = {"id": person_id, "is_bot": False, "first_name": "Ana"}
    return CallbackQuery.model_validate(
        {"id": "1", "from": account, "chat_instance": "1", "data": "w"}
    )


# --- messages that are not text ------------------------------------------------------------


def document(name: str, unique: str, size: int = 1000, **more: Any) -> Send:
    file = {"file_id": f"F{unique}", "file_unique_id": unique, "file_name": name}
    return Send({"document": {**file, "file_size": size}, **more})


def photo(unique: str, **more: Any) -> Send:
    sizes = [
        {"file_id": f"{unique}{w}", "file_unique_id": f"{unique}{w}", "width": w, "height": w,
         "file_size": w * 100}
        for w in (90, 1280, 320)
    ]  # fmt: skip
    return Send({"photo": sizes, **more})


_STICKER = {
    "file_id": "S", "file_unique_id": "S", "type": "regular", "width": 512, "height": 512,
    "is_animated": False, "is_video": False,
}  # fmt: skip
STICKER = Send({"sticker": _STICKER})
LOCATION = Send({"location": {"latitude": 38.7, "longitude": -9.1}})
CONTACT = Send({"contact": {"phone_number": "+351900000000", "first_name": "Eve"}})
DICE = Send({"dice": {"emoji": "🎲", "value": 6}})
_VENUE = {**LOCATION.raw, "title": "Oven", "address": "Rua 1"}
VENUE = Send({**LOCATION.raw, "venue": _VENUE})
POLL = Send(
    {
        "poll": {
            "id": "1", "question": "Red?", "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": False, "members_only": False,
            "options": [{"persistent_id": "1", "text": "Yes", "voter_count": 0}],
        }
    }
)  # fmt: skip
VOICE = Send({"voice": {"file_id": "V", "file_unique_id": "V", "duration": 3, "file_size": 900}})
