"""Archives of projects."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.files import StoredFile
    from marketplace.people import Person
    from marketplace.projects import Project


@dataclass(frozen=True, slots=True)
class ArchiveReady(Event):
    """`reader` asked for the whole project; here it is."""

    reader: "Person"
    project: "Project"
    file: "StoredFile"


@dataclass(frozen=True, slots=True)
class ArchiveFailed(Event):
    """It could not be made, however often it was tried. `too_big`: for a chat, and there are no
    links here."""

    reader: "Person"
    project: "Project"
    too_big: bool = False
