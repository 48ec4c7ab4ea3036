"""The relay: what one side writes reaches the other. One line per bid, kept by its project."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.bids import BidState
from marketplace.errors import Refused
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work

MAY_TALK = (BidState.LIVE, BidState.HIRED)


@dataclass(frozen=True, slots=True)
class Line:
    """The two who talk, and about what. `bid_id` names the line."""

    bid_id: int
    title: str
    client: Person
    freelancer: Person
    open: bool
    project_id: int | None = None

    def other(self, person_id: int) -> Person:
        return self.freelancer if person_id == self.client.id else self.client


@dataclass(frozen=True, slots=True)
class RelayedMessage:
    """The log's entry. `message_id` is the id in the sender's own chat."""

    bid_id: int
    sender_id: int
    message_id: int
    kind: str
    text: str
    at: datetime


async def line_of(work: "Work", actor: Person, bid_id: int) -> Line:
    """The line that the actor is a member of. Raises Refused `not-yours`."""
    bid = await work.bids.find(bid_id)
    job = await work.jobs.find(bid.job_id) if bid else None
    if bid is None or job is None or actor.id not in (bid.freelancer_id, job.client_id):
        raise Refused("not-yours")
    project = await work.projects.of_bid(bid_id)
    return Line(
        bid_id=bid_id,
        title=job.title,
        client=await work.people.get(job.client_id),
        freelancer=await work.people.get(bid.freelancer_id),
        open=bid.state in MAY_TALK,
        project_id=project.id if project else None,
    )


async def pass_on(
    work: "Work", actor: Person, bid_id: int, message_id: int, kind: str, text: str
) -> Line:
    """Relays one message to the other member and logs it.

    Raises Refused: `not-yours`, `talk-over` (the bid was declined, withdrawn or let go).
    """
    line = await line_of(work, actor, bid_id)
    if not line.open:
        raise Refused("talk-over", title=line.title)
    message = RelayedMessage(bid_id, actor.id, message_id, kind, text, work.now)
    await work.relay.add(message)
    work.happened(events.MessageSent(actor, line, message))
    return line
