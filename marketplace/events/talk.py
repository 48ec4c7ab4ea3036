"""What people write to each other, and who waits for an answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.people import Person
    from marketplace.relay import Line, RelayedMessage


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A relayed message, to be copied to the other member of the line. `header`: their chat was
    last about something else."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    header: bool


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """`message`: with the edit last, and its new entities. `replaced`: with another file."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    replaced: bool


@dataclass(frozen=True, slots=True)
class MessageReacted(Event):
    """`actor` has put `emoji` on the message, or on its copy; "" took it away."""

    actor: "Person"
    line: "Line"
    message: "RelayedMessage"
    emoji: str


@dataclass(frozen=True, slots=True)
class MessageUndelivered(Event):
    """Its copy was not taken. `unreachable`: the other side has stopped the bot; the first such
    message of this sender on the line."""

    sender: "Person"
    line: "Line"
    message: "RelayedMessage"
    unreachable: bool


@dataclass(frozen=True, slots=True)
class MessagesWaited(Event):
    """`reader` is back, and gets what was written to them meanwhile."""

    reader: "Person"
    line: "Line"
    messages: "tuple[RelayedMessage, ...]"


@dataclass(frozen=True, slots=True)
class AnswerMissing(Event):
    """`reader` has not answered for a day: `message` is the first of `count`."""

    reader: "Person"
    line: "Line"
    message: "RelayedMessage"
    count: int
