"""The notices of one unit of work on their way into the outbox."""

from collections.abc import Callable, Sequence
from typing import Any

from marketplace.events import Event
from marketplace.people import Person
from marketplace.ports import Work
from marketplace.relay import RelayedMessage
from views.screen import Screen
from views.texts import Texts
from views.window import NOTICE, Outbox, Window


class Mailbag:
    """Loads each reader once and writes to them in their own language.

    `line`: the bid whose talk a reply to the notice belongs to. `events`: all that happened in it,
    for a notice that depends on what another one says.
    """

    def __init__(
        self,
        work: Work,
        outbox: Outbox,
        texts: Callable[[str], Texts],
        events: Sequence[Event] = (),
    ) -> None:
        self.work = work
        self.events = events
        self._outbox = outbox
        self._texts = texts
        self._people: dict[int, Person] = {}

    async def person(self, person_id: int) -> Person:
        if person_id not in self._people:
            self._people[person_id] = await self.work.people.get(person_id)
        return self._people[person_id]

    async def operators(self) -> list[Person]:
        """Those who run this bot and have written to it: others can't be reached."""
        found = [await self.work.people.find(person_id) for person_id in self.work.policy.operators]
        return [person for person in found if person is not None and person.reachable]

    async def texts(self, reader_id: int) -> Texts:
        """The words of the reader's language."""
        return self._texts((await self.person(reader_id)).language)

    async def send(self, reader_id: int, screen: Screen, line: int | None = None) -> None:
        await self.call(reader_id, "sendMessage", screen.message(), line)

    async def redraw(
        self, reader_id: int, shown: str, screen: Screen, line: int | None = None
    ) -> None:
        """In place of a message that the reader's window has shown."""
        await Window(self._outbox, reader_id).redraw(shown, screen, line)

    async def call(
        self,
        reader_id: int,
        method: str,
        params: dict[str, Any],
        line: int | None = None,
        edits: int | None = None,
        relays: Sequence[int] = (),
    ) -> int:
        """Any other Bot API method (files, invoices, copies); returns the outbox row.

        `edits`, `relays`: see storage/outbox.py.
        """
        return await self._outbox.put(
            reader_id, method, params, priority=NOTICE, line=line, edits=edits, relays=relays
        )

    async def album(self, reader_id: int, message: RelayedMessage, line: int) -> int:
        """One of several messages that are copied together."""
        return await self._outbox.album(
            reader_id, message.album, message.sender_id, message.message_id, message.id, line
        )
