"""Who hears of an event: each role finds its people in the event's own facts."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from marketplace import events
from marketplace.people import Person
from views.mailbag import Mailbag

Role = Callable[[Mailbag, Any], Awaitable[Sequence[Person]]]
"""Those who are told of the event, perhaps nobody."""
OfTwo = events.DisputeOpened | events.DisputeWithdrawn
OfProposal = events.CancellationProposed | events.CancellationRefused | events.CancellationWithdrawn
OfRuling = events.RulingProposed | events.RulingApproved | events.RulingRefused


async def client(bag: Mailbag, event: Any) -> Sequence[Person]:
    """Of the project, else of the job."""
    about = getattr(event, "project", None) or event.job
    return [await bag.person(about.client_id)]


async def freelancer(bag: Mailbag, event: Any) -> Sequence[Person]:
    """Of the project, else of the bid."""
    about = getattr(event, "project", None) or event.bid
    return [await bag.person(about.freelancer_id)]


async def bidders(bag: Mailbag, event: events.JobChanged) -> Sequence[Person]:
    """Whose bids on the job are live."""
    return [await bag.person(bidder_id) for bidder_id in event.bidder_ids]


async def unanswered(bag: Mailbag, event: events.BidsUnanswered) -> Sequence[Person]:
    """Whose bids have waited long enough."""
    return [await bag.person(bid.freelancer_id) for bid in event.bids]


async def waiting_bidders(
    bag: Mailbag, event: events.JobHidden | events.JobRestored
) -> Sequence[Person]:
    """Whose bids on the job stay live."""
    return [await bag.person(bidder_id) for bidder_id in event.bidder_ids]


async def banned(
    bag: Mailbag, event: events.PersonBanned | events.PersonUnbanned
) -> Sequence[Person]:
    return [event.person]


async def reporter(bag: Mailbag, event: events.ReportEnded) -> Sequence[Person]:
    return [await bag.person(event.report.reported_by)]


async def let_go(bag: Mailbag, event: events.JobEnded) -> Sequence[Person]:
    """Whose bids were live until the job ended."""
    return [await bag.person(bidder_id) for bidder_id in event.let_go_ids]


async def invited(bag: Mailbag, event: events.FreelancerInvited) -> Sequence[Person]:
    return [event.freelancer]


async def payer(bag: Mailbag, event: events.PaymentKept | events.ToppedUp) -> Sequence[Person]:
    return [event.payer]


async def refunded(bag: Mailbag, event: events.PaymentRefunded) -> Sequence[Person]:
    """Who had paid."""
    return [await bag.person(event.charge.payer_id)]


async def withdrawer(
    bag: Mailbag, event: events.WithdrawalPaid | events.WithdrawalRejected
) -> Sequence[Person]:
    return [await bag.person(event.withdrawal.person_id)]


async def other_side(bag: Mailbag, event: OfTwo) -> Sequence[Person]:
    """The member who did not open the dispute."""
    return [await bag.person(event.project.other(event.dispute.opened_by))]


async def proposer(bag: Mailbag, event: OfProposal) -> Sequence[Person]:
    """Who proposed to cancel the project."""
    return [await bag.person(event.proposal.proposed_by)]


async def proposed_to(bag: Mailbag, event: OfProposal) -> Sequence[Person]:
    """The member whose consent was asked for."""
    return [await bag.person(event.project.other(event.proposal.proposed_by))]


async def reader(bag: Mailbag, event: Any) -> Sequence[Person]:
    """Whom the event itself names."""
    return [event.reader]


async def back(bag: Mailbag, event: events.CameBack) -> Sequence[Person]:
    return [event.person]


async def sender(bag: Mailbag, event: events.MessageUndelivered) -> Sequence[Person]:
    return [event.sender]


async def spoken_to(
    bag: Mailbag, event: events.MessageSent | events.MessageEdited
) -> Sequence[Person]:
    """The other one on the line."""
    return [event.line.other(event.sender.id)]


async def reacted_to(bag: Mailbag, event: events.MessageReacted) -> Sequence[Person]:
    return [event.line.other(event.actor.id)]


async def rated(bag: Mailbag, event: events.RatingsShown) -> Sequence[Person]:
    """Who can read what was said about them, but for who reads it already."""
    readers = [one.rated_id for one in event.ratings if one.rated_id != event.actor_id]
    return [await bag.person(person_id) for person_id in readers]


# --- operators -----------------------------------------------------------------------------


async def operators(bag: Mailbag, event: Any) -> Sequence[Person]:
    """Those who run this bot and have written to it: others can't be reached."""
    return await bag.operators()


async def deciding(bag: Mailbag, event: OfTwo) -> Sequence[Person]:
    """The operators but for those who are a side themselves."""
    project = event.project
    return [person for person in await bag.operators() if not project.is_member(person.id)]


async def judging(bag: Mailbag, event: events.ReportMade) -> Sequence[Person]:
    """The operators but for one who is reported."""
    return [one for one in await bag.operators() if one.id != event.report.person_id]


async def second(bag: Mailbag, event: events.RulingProposed) -> Sequence[Person]:
    """The operators but for who has ruled, and for one who is a side of the dispute."""
    one = event.ruling
    project = await bag.work.projects.find(one.project_id) if one.project_id else None
    return [
        person
        for person in await bag.operators()
        if person.id != one.ruled_by and not (project and project.is_member(person.id))
    ]


async def first(bag: Mailbag, event: OfRuling) -> Sequence[Person]:
    """The operator who has ruled, for a second one to approve."""
    return [await bag.person(event.ruling.ruled_by)]
