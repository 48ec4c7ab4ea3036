"""What two people write to each other, relayed by the real use case."""

from itertools import count
from typing import Any

from marketplace import relay
from marketplace.people import Person
from marketplace.relay import Draft, RelayedMessage, SentFile
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import within

_NUMBERS = count(5001)


def sent(name: str = "logo.pdf", unique: str = "u1", **more: Any) -> SentFile:
    values = {"mime": "application/pdf", "size_bytes": 1000, "kind": "document", **more}
    return SentFile(name=name, telegram_id=f"T{unique}", telegram_unique_id=unique, **values)


async def says(
    storage: Storage, who: Person, bid_id: int, text: str = "", **more: Any
) -> RelayedMessage:
    """`more`: the rest of its Draft; `kind` is the file's unless it is given."""
    file: SentFile | None = more.get("file")
    kind = more.pop("kind", file.kind if file else "text")
    draft = Draft(more.pop("message_id", next(_NUMBERS)), kind, text, **more)

    async def act(work: UnitOfWork) -> RelayedMessage:
        line = await relay.line_of(work, who, bid_id)
        return (await relay.pass_on(work, who, line, draft)).message

    return await within(storage, act)


async def edits(storage: Storage, who: Person, message: RelayedMessage, text: str) -> None:
    draft = Draft(message.message_id, message.kind, text, file=message.file)
    await within(storage, lambda work: relay.edit(work, who, draft))


async def file_said(storage: Storage, bid_id: int, sender_id: int, file_id: str) -> int:
    """A file in the log as if it had been relayed, whatever became of the bid."""

    async def act(work: UnitOfWork) -> int:
        file = SentFile("sketch.pdf", "application/pdf", 1000, "document", file_id, f"u{file_id}")
        number = next(_NUMBERS)
        said = RelayedMessage(bid_id, sender_id, number, "document", "", work.now, file=file)
        return await work.relay.add(said)

    return await within(storage, act)
