"""A whole project's history as one ZIP archive, made in the background when somebody asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.checkout import Checkout
from marketplace.deliveries import Delivery
from marketplace.errors import Refused
from marketplace.files import FileState, StoredFile
from marketplace.people import Person
from marketplace.projects import Project, member_project
from marketplace.relay import RelayedMessage

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_A_DAY = 5
"""How often one person may ask within 24 hours."""
MOST_BYTES = 20 * 1024**3
BY_CHAT_BYTES = 50 * 1024**2
"""What a bot may send as a document (Bot API, sendDocument); bigger ones go by a link."""
EXPIRED = "expired"
"""Why the file of an old archive is not stored any more."""
ROOM_FOR_PAPERS = 1024**2
"""Of what fits into a chat; the lists and the talk, compressed."""


class ArchiveState(StrEnum):
    """`wanted`: it is being made, or will be."""

    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Archive:
    """One wish for an archive, and what became of it."""

    id: int
    project_id: int
    person_id: int
    asked_at: datetime
    state: ArchiveState = ArchiveState.WANTED
    attempts: int = 0
    worker: str = ""
    """Who is making it now."""
    told: int | None = None
    """The row of the outbox that shows how far it is."""
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What an archive tells, but for the bytes of the files and the talk."""

    reader: Person
    project: Project
    client: Person
    freelancer: Person
    deliveries: tuple[Delivery, ...]
    checkouts: Mapping[int, Checkout]
    """By the milestone's id."""
    made_at: datetime

    def name_of(self, person_id: int) -> str:
        """The name that others see; nothing else of a person gets into an archive."""
        who = self.client if person_id == self.client.id else self.freelancer
        return who.shown_name

    @property
    def stored(self) -> list[StoredFile]:
        """The files that are in the store, in order; one delivered twice counts twice."""
        every = (file for delivery in self.deliveries for file in delivery.files)
        return [file for file in every if file.state is FileState.STORED]


@dataclass(frozen=True, slots=True)
class Said:
    """A message of the talk as an archive tells it: they are numbered from 1. `answers`: the
    number of the one that it replies to."""

    number: int
    message: RelayedMessage
    answers: int | None = None


def size_of(deliveries: Iterable[Delivery]) -> int:
    """Bytes of the files that can get into an archive, those still on their way included."""
    every = (file for delivery in deliveries for file in delivery.files)
    return sum(file.size_bytes for file in every if file.state is not FileState.FAILED)


# --- use cases -----------------------------------------------------------------------------


async def ask(work: "Work", actor: Person, project_id: int, *, links: bool) -> Archive:
    """A member wants everything. It is made in the background and comes as a message.

    `links`: whether big files can be handed out by link. Raises Refused: `not-yours`,
    `archive-too-big`, `archive-much-too-big`, `archive-enough-today`, `archive-wanted`.
    """
    project = await member_project(work, actor, project_id)
    size_bytes = size_of(await work.projects.deliveries(project.id))
    if size_bytes > MOST_BYTES:
        raise Refused("archive-much-too-big", size_bytes=size_bytes, most_bytes=MOST_BYTES)
    most_bytes = BY_CHAT_BYTES - ROOM_FOR_PAPERS
    if size_bytes > most_bytes and not links:
        raise Refused("archive-too-big", size_bytes=size_bytes, most_bytes=most_bytes)
    archive = Archive(0, project.id, actor.id, asked_at=work.now)
    archive_id = await work.archives.add(archive)
    if archive_id is None:
        raise Refused("archive-wanted")
    # Counted with this one in it: a refusal takes it back.
    if await work.archives.asked_since(actor.id, work.now - timedelta(days=1)) > MOST_A_DAY:
        raise Refused("archive-enough-today", most=MOST_A_DAY)
    return replace(archive, id=archive_id)


async def dossier(work: "Work", archive: Archive) -> Dossier:
    """Everything known of the project, for the one who asked.

    Raises Refused `not-yours` when they are no member.
    """
    reader = await work.people.get(archive.person_id)
    project = await member_project(work, reader, archive.project_id)
    found = [await work.checkouts.of_milestone(m.id) for m in project.milestones]
    return Dossier(
        reader=reader,
        project=project,
        client=await work.people.get(project.client_id),
        freelancer=await work.people.get(project.freelancer_id),
        deliveries=tuple(await work.projects.deliveries(project.id)),
        checkouts={checkout.milestone_id: checkout for checkout in found if checkout},
        made_at=work.now,
    )
