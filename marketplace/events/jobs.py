"""What happened to jobs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.alerts import SavedSearch
    from marketplace.jobs import Job
    from marketplace.people import Person


@dataclass(frozen=True, slots=True)
class JobPosted(Event):
    client: "Person"
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobsMatched(Event):
    """New jobs answer a search that the reader has saved."""

    reader: "Person"
    saved: "SavedSearch"
    jobs: tuple["Job", ...]


@dataclass(frozen=True, slots=True)
class JobChanged(Event):
    job: "Job"
    bidder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobClosingSoon(Event):
    job: "Job"


@dataclass(frozen=True, slots=True)
class JobRenewed(Event):
    """Open for another 30 days, or once more."""

    job: "Job"


@dataclass(frozen=True, slots=True)
class BidsSeen(Event):
    """The client has looked at the bids; none of them is new any more."""

    job: "Job"


@dataclass(frozen=True, slots=True)
class JobEnded(Event):
    """Closed, expired, or given to somebody else; `let_go_ids` had live bids."""

    job: "Job"
    let_go_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobHidden(Event):
    """By an operator, for what it says or with its banned client; `bidder_ids` have live bids."""

    job: "Job"
    bidder_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JobRestored(Event):
    """It is listed again. `with_client`: it was hidden by a ban, which is lifted."""

    job: "Job"
    why: str
    bidder_ids: tuple[int, ...]
    with_client: bool
