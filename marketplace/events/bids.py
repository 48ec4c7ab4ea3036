"""From an invitation to being hired."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.bids import Bid
    from marketplace.invitations import Invitation
    from marketplace.jobs import Job
    from marketplace.people import Person
    from marketplace.projects import Project


@dataclass(frozen=True, slots=True)
class FreelancerInvited(Event):
    """The client asks this freelancer to bid on the job."""

    client: "Person"
    job: "Job"
    freelancer: "Person"
    invitation: "Invitation"


@dataclass(frozen=True, slots=True)
class BidSubmitted(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidChanged(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidWithdrawn(Event):
    freelancer: "Person"
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidDeclined(Event):
    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidRemoved(Event):
    """A live one was let go, because its freelancer was banned."""

    job: "Job"
    bid: "Bid"


@dataclass(frozen=True, slots=True)
class BidsUnanswered(Event):
    """These bids have waited for three days. `waiting`: how many of the job have by now, with those
    that were told of before."""

    job: "Job"
    bids: "tuple[Bid, ...]"
    waiting: int


@dataclass(frozen=True, slots=True)
class Hired(Event):
    client: "Person"
    job: "Job"
    bid: "Bid"
    project: "Project"
