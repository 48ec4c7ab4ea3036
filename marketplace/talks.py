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
SLOW_FROM = 10
"""Messages ahead: a chat takes about one a second (Bot API FAQ, "limits")."""
MOST_HELD = 20
"""Messages that wait for the answer to "To whom?"."""
_ABOVE = "-"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody to write to: the line, the other one's name, and about what."""

    bid_id: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's talking. `line`: the chosen one, until `until`. `held`: what waits until it is
    said to whom; `shown`: the message that asks (see `asked_above`). `slow_until`: they were told
    that the other side's chat is busy."""

    person_id: int
    line: int | None = None
    until: datetime | None = None
    held: tuple[Draft, ...] = ()
    shown: str = ""
    slow_until: datetime | None = None

    @property
    def asked_above(self) -> str:
        """The message that asks, if the chat has gone on since; else empty."""
        return self.shown.removeprefix(_ABOVE) if self.shown.startswith(_ABOVE) else ""

    def gone_on(self) -> "Talk":
        """The question is no more what the chat is about: with what joins it, it is asked anew."""
        moved = self.shown and not self.asked_above
        return replace(self, shown=_ABOVE + self.shown) if moved else self

    def chosen(self, now: datetime) -> int | None:
        """The line that is still remembered."""
        return self.line if self.until is not None and now < self.until else None


async def choose(work: "Work", actor: Person, bid_id: int, backlog: int = 0) -> bool:
    """From now on plain messages go there. What is held waits on for its own answer.

    `backlog`: messages, about one a second, that go out before the last one. True where that is
    much and the actor wasn't told yet: of a flood they hear once, then again of the next one.
    """
    talk = (await work.talks.of(actor.id)).gone_on()
    slow = backlog > SLOW_FROM and (talk.slow_until is None or talk.slow_until < work.now)
    slow_until = work.now + timedelta(seconds=backlog) if slow else talk.slow_until
    until = work.now + REMEMBERED
    await work.talks.save(replace(talk, line=bid_id, until=until, slow_until=slow_until))
    return slow


async def hand_out(work: "Work", actor: Person) -> tuple[Draft, ...]:
    """What was held, which is answered with that."""
    talk = await work.talks.of(actor.id)
    if talk.held:
        await work.talks.save(replace(talk, held=(), shown=""))
    return talk.held


async def correct(work: "Work", actor: Person, draft: Draft) -> None:
    """What is held goes out as its writer has edited it."""
    talk = await work.talks.of(actor.id)
    if any(held.message_id == draft.message_id for held in talk.held):
        held = (draft if one.message_id == draft.message_id else one for one in talk.held)
        await work.talks.save(replace(talk, held=tuple(held)))


async def forget(work: "Work", actor: Person) -> None:
    """Something else comes: who writes now is asked again. What is held waits on."""
    talk = await work.talks.of(actor.id)
    if talk.line is not None or talk.held:
        await work.talks.save(replace(talk.gone_on(), line=None, until=None))


async def hold(work: "Work", actor: Person, draft: Draft) -> Talk:
    """Keeps a message until it is said to whom it goes; of very many the first ones."""
    talk = await work.talks.of(actor.id)
    if len(talk.held) < MOST_HELD:
        talk = replace(talk, held=(*talk.held, draft))
        await work.talks.save(talk)
    return talk
