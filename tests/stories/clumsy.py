"""Somebody who gets everything wrong first, at every question, and then answers it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.people import Message, Person, Telegram
from storage.unit_of_work import Storage
from tests.stories.truth import conversations, settled
from views import callbacks

Act = str | Callable[[Person], Awaitable[object]]

LOOKS_EMPTY = ("\u2800", "\u3164", "\u200b\u2060\u200d")
LONG, WIDE = "x" * 4096, "<&>" * 1365
NO_NUMBERS = (
    "0",
    "-5",
    "1e5",
    "NaN",
    "١٢٣",
    "½",
    "5 or 6",
    "<b>5</b>",
    "9" * 40,
    *LOOKS_EMPTY,
    LONG,
)
NO_FILES = {"files": [], "note": ""}
POLL = {
    "id": "1",
    "question": "Red?",
    "options": [{"text": "Yes", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


async def sticker(person: Person) -> object:
    return await person.sends_sticker()


async def place(person: Person) -> object:
    return await person.sends_location()


async def contact(person: Person) -> object:
    return await person.sends_contact("+351900000000", "Eve")


async def poll(person: Person) -> object:
    return await person.sends_content(poll=POLL)


async def dice(person: Person) -> object:
    return await person.sends_content(dice={"emoji": "🎲", "value": 3})


async def voice(person: Person) -> object:
    return await person.sends_voice()


async def document(person: Person) -> object:
    return await person.sends_file("<b>brief</b>.pdf", b"%PDF", caption=WIDE[:1024])


async def too_big(person: Person) -> object:
    return await person.sends_file("film.mov", size=21 * 1024 * 1024)


UNREADABLE: tuple[Act, ...] = (sticker, place, contact, poll, dice)
NO_TEXT = (*UNREADABLE, voice, document, *LOOKS_EMPTY)
WRONG: dict[str, tuple[Act, ...]] = {
    "name": (*NO_TEXT, "a", LONG, WIDE),
    "city": (*NO_TEXT, LONG, WIDE),
    "text": (*NO_TEXT, "too short", LONG, WIDE),
    "tags": (*NO_TEXT, ",;,", "a", LONG, WIDE),
    "country": (*NO_TEXT, "Atlantis", "12,50", WIDE, LONG),
    "year": (*UNREADABLE, *NO_NUMBERS, "1949", "3000", "12.50"),
    "days": (*UNREADABLE, *NO_NUMBERS, "12,50", "12.50", "731"),
    "money": (*UNREADABLE, *NO_NUMBERS, "1250.255", "1,250", "€5", "-1.00", "Infinity"),
    "files": (*UNREADABLE, "Here is my file", too_big, LONG),
    "delivery": (*UNREADABLE, *LOOKS_EMPTY, LONG, too_big),
    "words": (*NO_TEXT, "!?", LONG),
    "review": ("yes", sticker, contact, document, LONG, WIDE),
}


@dataclass
class Tap:
    """A button of the present question."""

    label: str


@dataclass
class Clumsy:
    """Does everything wrong, looks whether anything was lost, then goes on as it should."""

    person: Person
    telegram: Telegram
    storage: Storage
    foreign: str = ""
    """The data of a button in somebody else's chat."""
    _old: list[tuple[int, str]] = field(default_factory=list)

    async def answers(self, kind: str, *good: str | Tap) -> None:
        """First everything wrong for this kind of question, then `good`."""
        await settled(self.storage, self.telegram)
        question, standing = await self._question(), await self._standing()
        await self._errs(WRONG[kind])
        assert await self._standing() == standing, kind
        await self._presses_wrongly(question)
        assert await self._standing() == standing, kind
        await self._comes_back()
        assert await self._standing() == standing, kind
        for act in good:
            await self._does(act)

    async def finishes(self, label: str) -> None:
        """Taps twice at once; the second tap must not count."""
        await settled(self.storage, self.telegram)
        question = await self._question()
        data = question.data(label)
        taps = (self.person.presses_data(question, data) for _ in range(2))
        await asyncio.gather(*taps)
        await settled(self.storage, self.telegram)
        assert await self._standing() is None

    async def _errs(self, acts: tuple[Act, ...]) -> None:
        said = await self._words()
        for act in acts:
            await (self.person.types(act) if isinstance(act, str) else act(self.person))
        await settled(self.storage, self.telegram)
        answered = await self._words() - said
        assert answered >= len(acts), (await self.person.transcript(6))[-2000:]

    async def _presses_wrongly(self, question: Message) -> None:
        """Buttons of earlier questions, invented ones, and one of somebody else's chat."""
        forged = [
            callbacks.Wizard(run="abcdef-1", step="amount", do="pick", value="0000").pack(),
            callbacks.Wizard(run="", step="", do="finish").pack(),
            callbacks.Wizard(run="x", step="no such step", do="back").pack(),
        ]
        for shown, data in (*self._old[-1:], *((question.id, one) for one in forged)):
            await self.person.presses_data(shown, data)
        if self.foreign:
            await self.person.presses_data(question, self.foreign)
        await settled(self.storage, self.telegram)
        now = await self._question()
        self._old.append((now.id, now.data("Cancel")))

    async def _comes_back(self) -> None:
        """A command comes in the middle; Continue leads back, once there is something that would
        be missed."""
        standing = await self._standing()
        if standing is None or not standing[2]:
            return
        await self.person.types("/help")
        await self.person.sees("How can we help?")
        await self.person.types("/start")
        await self.person.presses("Continue: ")
        await settled(self.storage, self.telegram)

    async def _does(self, act: str | Tap) -> None:
        if isinstance(act, Tap):
            await self.person.presses(act.label)
        else:
            await self.person.types(act)
            await self.person.sees()
        await settled(self.storage, self.telegram)

    async def _question(self) -> Message:
        """The one live question: the newest message that can be cancelled."""
        for message in reversed(await self.person.chat()):
            if "Cancel" in message.labels:
                return message
        raise AssertionError(f"nothing is asked:\n{await self.person.transcript(4)}")

    async def _words(self) -> int:
        """How often the bot has written into this chat."""
        calls = await self.telegram.calls("sendMessage", chat_id=self.person.id, ok=True)
        edits = await self.telegram.calls("editMessageText", chat_id=self.person.id, ok=True)
        return len(calls) + len(edits)

    async def _standing(self) -> tuple[Any, ...] | None:
        """Conversation, step and answers; None where nothing is asked."""
        _, data = (await conversations(self.storage)).get(self.person.id, (None, {}))
        run = data.get("wizard")
        if not run:
            return None
        answers = {k: v for k, v in run.get("answers", {}).items() if v not in (None, NO_FILES)}
        return run["conversation"], run.get("step"), answers
