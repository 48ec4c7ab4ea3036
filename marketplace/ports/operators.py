"""What operators read and decide."""

from collections.abc import Sequence
from typing import Protocol

from marketplace.books import EscrowFlow, Flows, Glance, LedgerLine
from marketplace.payments import Charge
from marketplace.people import Person
from marketplace.reports import Report
from marketplace.rulings import Ruling, RulingKind


class Books(Protocol):
    """What only operators read."""

    async def glance(self) -> Glance: ...
    async def people_like(self, words: str, number: int | None, limit: int) -> Sequence[Person]:
        """Whose account this is, or whose name holds the words."""
        ...

    async def projects_like(self, words: str, number: int | None, limit: int) -> Sequence[int]:
        """Numbers of projects: this one, and those whose title holds the words."""
        ...

    async def flows(self, person_id: int) -> Flows: ...
    async def payments_of(
        self, person_id: int, before_number: int | None, limit: int
    ) -> list[tuple[int, Charge]]:
        """Newest first, each with a number that stays; those below `before_number`."""
        ...

    async def payment(self, number: int) -> Charge | None: ...
    async def escrow_of(self, project_id: int) -> dict[int, EscrowFlow]:
        """By the milestone's id."""
        ...

    async def lines_of(
        self, project_id: int, before_id: int | None, limit: int
    ) -> list[LedgerLine]:
        """Newest first; entries with an id below `before_id`."""
        ...


class Reports(Protocol):
    async def add(self, report: Report) -> int: ...
    async def find(self, report_id: int) -> Report | None: ...
    async def any_open(self, reporter_id: int, person_id: int, job_id: int | None) -> bool:
        """Whether this reporter's about the job, or without one about the person, is open."""
        ...

    async def count_open(self, reporter_id: int) -> int: ...
    async def any_on_line(self, bid_id: int) -> bool:
        """Whether one about somebody on this line is open."""
        ...

    async def newest_open(self, before_id: int | None, limit: int) -> list[Report]:
        """Newest first; those below `before_id`."""
        ...

    async def open_about_job(self, job_id: int) -> list[Report]: ...
    async def open_about_person(self, person_id: int) -> list[Report]:
        """With those of their jobs."""
        ...

    async def end(self, report: Report) -> bool:
        """Compare-and-swap from open."""
        ...


class Rulings(Protocol):
    async def add(self, ruling: Ruling) -> int: ...
    async def find(self, ruling_id: int) -> Ruling | None: ...
    async def proposed_about(self, kind: RulingKind, subject: str) -> bool: ...
    async def payout_proposed(self, withdrawal_id: int) -> bool:
        """An operator says to have sent it, and a second one has not looked yet."""
        ...

    async def proposed(self, after_id: int, limit: int) -> list[Ruling]:
        """That wait for a second operator, oldest first; those above `after_id`."""
        ...

    async def of_project(self, project_id: int) -> list[Ruling]:
        """Those that were carried out, oldest first."""
        ...

    async def end(self, ruling: Ruling) -> bool:
        """Compare-and-swap from proposed."""
        ...
