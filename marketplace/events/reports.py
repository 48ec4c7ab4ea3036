"""Reports, and people who are banned."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.people import Person
    from marketplace.reports import Report


@dataclass(frozen=True, slots=True)
class ReportMade(Event):
    reporter: "Person"
    report: "Report"


@dataclass(frozen=True, slots=True)
class ReportEnded(Event):
    """An operator has looked; see the report's state."""

    report: "Report"


@dataclass(frozen=True, slots=True)
class PersonBanned(Event):
    person: "Person"


@dataclass(frozen=True, slots=True)
class PersonUnbanned(Event):
    person: "Person"
    why: str
