"""Readers: who is there again, and whose digest is due."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.notices import KeptNotice
    from marketplace.people import Person


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """Somebody who could not be reached writes again."""

    person: "Person"


@dataclass(frozen=True, slots=True)
class DigestReady(Event):
    """What was kept for the reader is due; oldest first."""

    reader: "Person"
    kept: "tuple[KeptNotice, ...]"
