"""Bids, which of them a client thinks of, and what pitches are made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from marketplace.bids import Bid, BidState
from marketplace.choosing import Candidate
from marketplace.templates import Template


class Bids(Protocol):
    async def find(self, bid_id: int) -> Bid | None: ...
    async def live_of(self, freelancer_id: int, job_id: int) -> Bid | None: ...
    async def live_of_job(self, job_id: int) -> list[Bid]:
        """Oldest first."""
        ...

    async def of_freelancer(
        self, freelancer_id: int, before_id: int | None, limit: int
    ) -> list[Bid]:
        """Newest first, of every state."""
        ...

    async def live_of_freelancer(self, freelancer_id: int) -> list[Bid]:
        """Oldest first."""
        ...

    async def made_at(self, freelancer_id: int, nth: int) -> datetime | None:
        """When this freelancer's n-th newest bid was made, whatever became of it."""
        ...

    async def count_live(self, job_id: int) -> int: ...
    async def count_new(self, job_id: int) -> int:
        """Live ones made since the client last looked at the job's bids."""
        ...

    async def add(self, bid: Bid) -> int: ...
    async def save(self, bid: Bid) -> None:
        """All but its state, which moves through `move`."""
        ...

    async def move(self, bid_id: int, was: BidState, to: BidState) -> bool:
        """Compare-and-swap; False when it was not in `was`."""
        ...

    async def let_go(self, job_id: int) -> list[Bid]:
        """Moves every live bid of the job to let_go and returns them."""
        ...

    async def due_to_nudge(self, now: datetime, limit: int) -> list[int]:
        """Live bids that have waited for an answer long enough, the longest first."""
        ...

    async def nudged(self, bid_ids: Sequence[int]) -> None:
        """It was said that nobody has answered them, and is not said again."""
        ...

    async def wait_anew(self, job_id: int, until: datetime) -> None:
        """Those live bids of the job of which that was not said wait until then."""
        ...


class Shortlists(Protocol):
    async def candidates(self, job_id: int, limit: int) -> list[Candidate]:
        """Live bids of the job, oldest first; neither their fit nor their ratings are filled in."""
        ...

    async def of_job(self, job_id: int) -> dict[int, bool]:
        """The live bids on the job's shortlist, each with whether it is picked."""
        ...

    async def add(self, bid_id: int) -> None: ...
    async def remove(self, bid_id: int) -> bool:
        """False where it wasn't on it."""
        ...

    async def pick(self, bid_id: int, *, picked: bool) -> None: ...


class Templates(Protocol):
    async def find(self, template_id: int) -> Template | None: ...
    async def of(self, person_id: int) -> list[Template]:
        """By name."""
        ...

    async def lock_all(self, person_id: int) -> list[Template]:
        """As `of`; nobody else adds or renames any of them until this unit of work ends."""
        ...

    async def add(self, template: Template) -> Template:
        """Returns it with its id."""
        ...

    async def save(self, template: Template) -> None: ...
    async def remove(self, template_id: int) -> None: ...
