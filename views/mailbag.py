"""The notices of one unit of work on their way into the outbox."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from marketplace.events import Event
from marketplace.notices import KeptNotice, Kind, Merged, Preferences, Urgency, Way
from marketplace.people import Person
from marketplace.ports import Work
from marketplace.relay import RelayedMessage
from views.digest import kept_of
from views.live_buttons import note
from views.screen import Screen
from views.texts import Texts
from views.window import BROADCAST, NOTICE, Outbox, Window

RINGING = ("send", "copy", "forward")
"""Methods of these names make a new message, which can make a sound."""
TO_MANY = (Kind.ALERTS,)
"""What goes to many people at once comes behind everything else."""
SILENT = {"disable_notification": True}


class Mailbag:
    """Loads each reader once and writes to them in their own language, as loud as the notice that
    is being delivered is and as they have chosen.

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
        self._chosen: dict[int, Preferences] = {}
        self._kept: list[tuple[int, KeptNotice]] = []
        self._kind = Kind.PROJECTS
        self._urgency = Urgency.NORMAL

    async def person(self, person_id: int) -> Person:
        if person_id not in self._people:
            self._people[person_id] = await self.work.people.get(person_id)
        return self._people[person_id]

    def meets(self, person: Person) -> None:
        """Somebody whom the event has loaded already."""
        self._people.setdefault(person.id, person)

    async def operators(self) -> list[Person]:
        """Those who run this bot and have written to it: others can't be reached."""
        found = [await self.work.people.find(person_id) for person_id in self.work.policy.operators]
        return [person for person in found if person is not None and person.reachable]

    async def texts(self, reader_id: int) -> Texts:
        """The words of the reader's language."""
        return self._texts((await self.person(reader_id)).language)

    # --- how loud ------------------------------------------------------------------------------

    @contextmanager
    def delivering(self, kind: Kind, urgency: Urgency) -> Iterator[None]:
        """What is sent inside is a notice of this kind."""
        before = self._kind, self._urgency
        self._kind, self._urgency = kind, urgency
        try:
            yield
        finally:
            self._kind, self._urgency = before

    async def way(self, reader_id: int) -> Way:
        """How the notice that is being delivered comes to this reader."""
        if self._urgency is Urgency.ALWAYS:
            return Way.AT_ONCE
        return (await self._preferences(reader_id)).way(self._kind)

    async def _silent(self, reader_id: int) -> bool:
        if self._urgency is Urgency.ALWAYS:
            return False
        return (await self._preferences(reader_id)).silent(self._urgency, self.work.now)

    async def _preferences(self, reader_id: int) -> Preferences:
        if reader_id not in self._chosen:
            self._chosen[reader_id] = await self.work.notices.of(reader_id)
        return self._chosen[reader_id]

    async def keeps(self) -> None:
        """Writes down what was kept for digests: last, and in the order of the readers, so that
        two units of work never wait for each other."""
        for reader_id, kept in sorted(self._kept, key=lambda one: one[0]):
            due = (await self._preferences(reader_id)).next_digest(self.work.now)
            await self.work.notices.keep(reader_id, kept, due)
        self._kept.clear()

    # --- what is sent --------------------------------------------------------------------------

    async def send(
        self, reader_id: int, screen: Screen, line: int | None = None, *, daily: bool = False
    ) -> int | None:
        """A message of its own, or a line of the digest, or nothing, as the reader has chosen.
        `daily`: they have chosen the digest for this very notice. Returns the outbox row, where
        there is one. Buttons on it go again when what they do can't be done any more."""
        way = await self.way(reader_id)
        if daily and way is Way.AT_ONCE:
            way = Way.DAILY
        if way is Way.DAILY:
            kept = kept_of(screen, self._kind, self.work.now)
            self._kept.append((reader_id, kept))
        if way is not Way.AT_ONCE:
            return None
        row = await self.call(reader_id, "sendMessage", screen.message(), line)
        await note(self.work.cards, row, reader_id, screen.markup(), line)
        return row

    async def merged(self, reader_id: int, subject: str) -> Merged | None:
        """The message that another notice about `subject` can join: the reader has not looked yet,
        and wants such notices at once."""
        if await self.way(reader_id) is not Way.AT_ONCE:
            return None
        found = await self.work.notices.merged(reader_id, subject)
        return found if found and found.open(self.work.now) else None

    async def begin(
        self, reader_id: int, subject: str, screen: Screen, line: int | None = None
    ) -> None:
        """As `send`; others about `subject` may join it. Whoever replies to it while it is alone
        writes on `line`."""
        row = await self.send(reader_id, screen, line)
        if row is not None:
            alone = Merged(row, 1, self.work.now)
            await self.work.notices.merge(reader_id, subject, alone)

    async def join(self, reader_id: int, subject: str, screen: Screen, merged: Merged) -> None:
        """Redraws the message in place; from now on a reply to it is meant for nobody."""
        await self._outbox.unline(merged.row_id)
        await self.redraw(reader_id, f"r{merged.row_id}", screen)
        await self.work.notices.merge(reader_id, subject, merged)

    async def redraw(
        self, reader_id: int, shown: str, screen: Screen, line: int | None = None
    ) -> None:
        """In place of a message that the reader's window has shown. That makes no sound."""
        await Window(self._outbox, reader_id, cards=self.work.cards).redraw(shown, screen, line)

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
        if method.startswith(RINGING) and await self._silent(reader_id):
            params = {**params, **SILENT}
        priority = BROADCAST if self._kind in TO_MANY else NOTICE
        return await self._outbox.put(
            reader_id, method, params, priority=priority, line=line, edits=edits, relays=relays
        )

    async def album(self, reader_id: int, message: RelayedMessage, line: int) -> int:
        """One of several messages that are copied together."""
        return await self._outbox.album(
            reader_id,
            message.album,
            message.sender_id,
            message.message_id,
            message.id,
            line,
            silent=await self._silent(reader_id),
        )
