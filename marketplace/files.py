"""Files that people send: what may be sent, who may see it again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import quotas
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.text import one_line

if TYPE_CHECKING:
    from marketplace.ports import Work


class FileState(StrEnum):
    """`stored` means: the object is in the file store, complete, with the checksum we computed."""

    ANNOUNCED = "announced"
    STORED = "stored"
    FAILED = "failed"


class FileKind(StrEnum):
    """How Telegram holds it, which decides the method that sends it again."""

    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    VOICE = "voice"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bytes. `fetch`: what Telegram lets the bot fetch; `upload`: one file by link."""

    fetch: int = 20 * 1024**2
    upload: int = 2000 * 1024**2
    delivery: int = 4000 * 1024**2
    project: int = 20_000 * 1024**2
    person_a_day: int = 4000 * 1024**2


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`telegram_id` sends it again without an upload; `key` finds it in the file store."""

    id: int
    owner_id: int
    name: str
    mime: str
    size_bytes: int
    kind: FileKind
    telegram_id: str
    telegram_unique_id: str
    announced_at: datetime
    state: FileState = FileState.ANNOUNCED
    key: str = ""
    sha256: str = ""
    trouble: str = ""
    """What the operator may know of the last try."""
    reason: str = ""
    """Why it failed, for people: the end of a text key ("file-failed-…")."""
    attempts: int = 0
    worker: str = ""
    """Who is fetching it now."""
    told: int | None = None
    """The row of the outbox that shows how far it is."""


def safe_name(raw: str, fallback: str) -> str:
    """The name as the person gave it, without paths and control or bidi characters."""
    name = one_line(raw).replace("\\", "/").rsplit("/", 1)[-1].strip(". ")
    return name[:120] or fallback


def repeats(files: Sequence[StoredFile]) -> dict[int, StoredFile]:
    """For each stored file whose very bytes stand earlier in the list: that earlier file."""
    first: dict[tuple[str, int], StoredFile] = {}
    found = {}
    for file in files:
        if file.sha256:
            before = first.setdefault((file.sha256, file.size_bytes), file)
            if before.id != file.id:
                found[file.id] = before
    return found


async def announce(work: "Work", actor: Person, file: StoredFile) -> StoredFile:
    """Takes note of a file at once; the bytes follow in the background.

    Raises Refused as `quotas.may_send`; most bytes are what Telegram lets a bot fetch.
    """
    await quotas.may_send(work, actor, file.name, file.size_bytes, work.limits.fetch)
    file = replace(file, owner_id=actor.id, announced_at=work.now)
    return replace(file, id=await work.files.add(file))


async def seen_by(work: "Work", actor: Person, file_id: int) -> StoredFile:
    """A file that the actor may open: their own, one of their project's, or one of an open job's;
    an operator also those of a project that they have to decide about.

    Raises Refused `not-yours`.
    """
    visible = await work.files.visible_to(actor.id, file_id)
    if not visible and actor.id in work.policy.operators:
        visible = await work.files.concerns_operators(file_id)
    if not visible:
        raise Refused("not-yours")
    return (await work.files.many([file_id]))[0]


async def all_seen_by(work: "Work", actor: Person, file_ids: Iterable[int]) -> list[StoredFile]:
    return [await seen_by(work, actor, file_id) for file_id in file_ids]
