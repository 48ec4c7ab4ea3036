"""What people write to each other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from marketplace.relay import Edit, RelayedMessage
from marketplace.talks import Partner, Talk
from marketplace.topics import Topic


class RelayLog(Protocol):
    async def add(self, message: RelayedMessage) -> int: ...
    async def find(self, relay_id: int) -> RelayedMessage | None: ...
    async def own(self, person_id: int, message_id: int) -> RelayedMessage | None:
        """What a message of a person's own chat, written by them, was relayed as."""
        ...

    async def behind(self, person_id: int, message_id: int) -> RelayedMessage | None:
        """As `own`; or the one whose copy this message of their chat is."""
        ...

    async def page(
        self, bid_id: int, until: datetime, after_id: int, limit: int
    ) -> list[tuple[int, RelayedMessage]]:
        """What was said on a line until then, oldest first, each with its id and edits; those
        above `after_id`."""
        ...

    async def newest(
        self, bid_id: int, before_id: int | None, limit: int, words: Sequence[str] = ()
    ) -> list[RelayedMessage]:
        """Of a line, newest first, with edits; those below `before_id`, and which hold each of
        the words (folded) anywhere, also in what they said before an edit."""
        ...

    async def newer(self, bid_id: int, after_id: int, limit: int) -> list[RelayedMessage]:
        """Of a line, oldest first, with edits: those right above `after_id`."""
        ...

    async def spoken_on(self, sender_id: int, bid_ids: Sequence[int]) -> set[int]:
        """On which of these lines this person has said anything."""
        ...

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]:
        """Lines whose last message has waited for an answer long enough, the longest first."""
        ...

    async def take_reminder(self, bid_id: int, now: datetime) -> int | None:
        """Who waits for an answer there, if a reminder is due; from then on none is."""
        ...

    async def unanswered(self, bid_id: int, sender_id: int) -> tuple[RelayedMessage | None, int]:
        """The first message of this sender's that was delivered after the other's last one, and
        how many there are."""
        ...

    async def album_of(self, message: RelayedMessage) -> list[RelayedMessage]:
        """All parts of the message's album, in their order."""
        ...

    async def add_edit(self, relay_id: int, edit: Edit) -> None: ...
    async def carried_by(self, relay_id: int, row_id: int) -> None:
        """The row of the outbox that carries its copy."""
        ...

    async def copy_in(self, person_id: int, relay_id: int) -> int | None:
        """The message of this person's chat that is its copy, once it was sent."""
        ...

    async def spoke(self, bid_id: int, sender_id: int, now: datetime, remind_at: datetime) -> None:
        """Who wrote last on the line; the other one's answer is expected by `remind_at`, counted
        from the first message that waits for it."""
        ...

    async def subject_of(self, person_id: int, bid_id: int) -> tuple[int | None, datetime | None]:
        """The line that the newest message of this person's chat belongs to, and when something
        was last said on `bid_id`."""
        ...

    async def backlog(self, person_id: int) -> int:
        """How many messages wait to be sent into this chat."""
        ...

    async def any_waiting(self, bid_id: int, sender_id: int) -> bool: ...
    async def flag(self, relay_id: int) -> None:
        """It seems to hold contact details."""
        ...

    async def any_flagged(self, bid_id: int, sender_id: int) -> bool: ...
    async def wait(self, relay_id: int) -> None: ...
    async def lines_waiting_for(self, reader_id: int) -> list[int]:
        """Bid ids of the lines on which something waits for this reader."""
        ...

    async def waiting_on(self, bid_id: int, reader_id: int) -> list[RelayedMessage]:
        """What waits for this reader, oldest first; of very much the newest."""
        ...

    async def delivering(self, bid_id: int, reader_id: int) -> None:
        """Nothing waits for this reader there any longer."""
        ...


class Talks(Protocol):
    async def of(self, person_id: int) -> Talk:
        """An empty one for somebody who never talked."""
        ...

    async def save(self, talk: Talk) -> None: ...
    async def partners(self, person_id: int, skip: int, limit: int) -> list[Partner]:
        """Whom this person may be writing to, without the first `skip`: running projects first,
        then bids that wait for a decision and were talked about (a freelancer's all), the newest
        talk first."""
        ...


class Topics(Protocol):
    @property
    def here(self) -> bool:
        """Whether the bot's private chats have topics at all."""
        ...

    async def of(self, person_id: int, bid_id: int) -> Topic | None: ...
    async def line_of(self, person_id: int, thread_id: int) -> int | None:
        """The line (a bid id) whose topic this thread of a person's chat is."""
        ...

    async def begin(self, topic: Topic) -> bool:
        """Takes note of one that is about to be made; False when there is one already."""
        ...

    async def rename(self, topic: Topic, name: str) -> None: ...
