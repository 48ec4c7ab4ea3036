"""A file that was sent in the chat becomes part of a delivery, with one tap of who sent it."""

from typing import TYPE_CHECKING

from marketplace.deliveries import may_deliver
from marketplace.errors import Refused
from marketplace.files import FileKind, StoredFile, safe_name
from marketplace.people import Person
from marketplace.projects import Milestone, ProjectState
from marketplace.relay import Line, RelayedMessage, line_of

if TYPE_CHECKING:
    from marketplace.ports import Work

_KINDS = frozenset(FileKind)


async def deliverable(
    work: "Work", actor: Person, message: RelayedMessage, line: Line
) -> Milestone | None:
    """The milestone that takes the message's file now, if the actor may put it there; to decide
    whether "make this a delivery" is offered. A file that the bot can't fetch (`limits.fetch`, in
    bytes) isn't offered: it comes by a link."""
    if not _is_own_file(actor, message, line) or line.project is None:
        return None
    assert message.newest_file is not None
    running = line.project.state is ProjectState.RUNNING
    milestone = line.project.current if running else None
    if (
        milestone is None
        or milestone.disputed
        or message.newest_file.size_bytes > work.limits.fetch
    ):
        return None
    return milestone


async def to_deliver(
    work: "Work", actor: Person, relay_id: int
) -> tuple[Milestone, list[StoredFile]]:
    """The milestone in progress or in review, and the files of a message of the actor's, with
    those of its album; not announced yet. The project is locked.

    Raises Refused: `not-yours` (also for what holds no file), `not-hired`, `nothing-to-deliver`,
    or as `deliveries.may_deliver`.
    """
    message = await work.relay.find(relay_id)
    line = await line_of(work, actor, message.bid_id) if message else None
    if message is None or line is None or not _is_own_file(actor, message, line):
        raise Refused("not-yours")
    if line.project is None:
        raise Refused("not-hired", title=line.title)
    current = line.project.current
    if current is None or line.project.state is not ProjectState.RUNNING:
        raise Refused("nothing-to-deliver", title=line.title)
    _, milestone = await may_deliver(work, actor, current.id)
    together = await work.relay.album_of(message) if message.album else [message]
    return milestone, [as_file(one) for one in together if _is_own_file(actor, one, line)]


def as_file(message: RelayedMessage) -> StoredFile:
    """The file of a message that holds one, as the one who sends it now would announce it."""
    file = message.newest_file
    assert file is not None
    return StoredFile(
        id=0,
        owner_id=message.sender_id,
        name=safe_name(file.name, "") if file.name else "",
        mime=file.mime,
        size_bytes=file.size_bytes,
        kind=FileKind(file.kind),
        telegram_id=file.telegram_id,
        telegram_unique_id=file.telegram_unique_id,
        announced_at=message.at,
    )


def _is_own_file(actor: Person, message: RelayedMessage, line: Line) -> bool:
    own, file = actor.id == message.sender_id == line.freelancer.id, message.newest_file
    return own and file is not None and file.kind in _KINDS
