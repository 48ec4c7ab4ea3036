"""Whom somebody writes to when they just write: asked once, then remembered for a while."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from marketplace.people import Person
from marketplace.relay import Draft

if TYPE_CHECKING:
    from marketplace.ports import Work

REMEMBERED = timedelta(hours=1)
"""How long a choice holds after the last message to it."""
MOST_HELD = 20
"""Messages that wait for the answer to "To whom?"."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody to write to: the line, the other one's name, and about what."""

    bid_id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's talking. `line`: the chosen one, until `until`. `held`: what waits until it is
    said to whom; `shown`: the message that asks. `slow_until`: they were told that the other
    side's chat is busy."""

    person_id: int
    line: int | None = None
    until: datetime | None = None
    held: tuple[Draft, ...] = ()
    shown: str = ""
    slow_until: datetime | None = None

    def chosen(self, now: datetime) -> int | None:
        """The line that is still remembered."""
        return self.line if self.until is not None and now < self.until else None


async def choose(work: "Work", actor: Person, bid_id: int) -> Talk:
    """From now on plain messages go there; what was held is handed out and forgotten."""
    talk = await work.talks.of(actor.id)
    chosen = replace(talk, line=bid_id, until=work.now + REMEMBERED, held=(), shown="")
    await work.talks.save(chosen)
    return talk


async def forget(work: "Work", actor: Person) -> None:
    """Something else comes: who writes now is asked again."""
    talk = await work.talks.of(actor.id)
    if talk.line is not None or talk.held:
        await work.talks.save(replace(talk, line=None, until=None, held=(), shown=""))


async def hold(work: "Work", actor: Person, draft: Draft) -> Talk:
    """Keeps a message until it is said to whom it goes; of very many the first ones."""
    talk = await work.talks.of(actor.id)
    if len(talk.held) < MOST_HELD:
        talk = replace(talk, held=(*talk.held, draft))
        await work.talks.save(talk)
    return talk
