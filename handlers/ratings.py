"""Ratings: giving one's own, and reading what was said."""

from conversations import ratings as conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import bids, jobs, ratings
from marketplace.people import Person, Role
from views import buttons, callbacks
from views import ratings as screens
from views.callbacks import BidderRatings, ClientRatings, OwnRatings
from views.ratings import PAGE
from views.screen import Button, Rows


async def rate(turn: Turn, tap: callbacks.Rate | callbacks.ChangeRating) -> None:
    await conversation.begin(turn, tap.project_id)


async def project_ratings(turn: Turn, tap: callbacks.ProjectRatings) -> None:
    project, given = await ratings.of_project(turn.work, turn.actor, tap.project_id)
    end = ratings.closes_at(project)
    if not given and end is not None and turn.work.now < end:
        screen = screens.nothing_yet(turn.t, project, end)
    else:
        other = await turn.work.people.get(project.other(turn.actor.id))
        screen = screens.of_project(turn.t, project, given, turn.actor, other)
    await turn.window.show(screen, line=project.bid_id)


async def bidder_ratings(turn: Turn, tap: callbacks.BidderRatings) -> None:
    _, bid = await bids.offered_bid(turn.work, turn.actor, tap.bid_id)
    bidder = await turn.work.people.get(bid.freelancer_id)
    back = buttons.back(turn.t, callbacks.BidderProfile(bid_id=bid.id))
    await _show(turn, bidder, tap.role, tap, back)


async def client_ratings(turn: Turn, tap: callbacks.ClientRatings) -> None:
    job = await jobs.readable(turn.work, turn.actor, tap.job_id)
    client = await turn.work.people.get(job.client_id)
    await _show(turn, client, Role.CLIENT, tap, buttons.back(turn.t, callbacks.OpenJob(id=job.id)))


async def own_ratings(turn: Turn, tap: callbacks.OwnRatings) -> None:
    await _show(turn, turn.actor, tap.role, tap, buttons.back(turn.t, callbacks.OwnProfile()))


async def _show(
    turn: Turn,
    person: Person,
    role: Role,
    tap: BidderRatings | ClientRatings | OwnRatings,
    back: Button,
) -> None:
    """A page of what was said about somebody in one role."""
    work, t = turn.work, turn.t
    standings = await work.ratings.standings([person.id], role)
    found = await work.ratings.shown_of(person.id, role, tap.before or None, PAGE + 1)
    page = found[:PAGE]
    more = tap.model_copy(update={"before": page[-1].rating.id}) if len(found) > PAGE else None
    first = tap.model_copy(update={"before": 0}) if tap.before else None
    ways = tuple(buttons.pages(t, first=first, following=more))
    rows: Rows = ((ways,) if ways else ()) + ((back, buttons.home(t)),)
    heading = screens.heading(t, role, person, own=person.id == turn.actor.id)
    await turn.window.show(screens.testimonials(t, heading, standings[person.id], page, rows))


router = Routes(
    taps={
        callbacks.Rate: rate,
        callbacks.ChangeRating: rate,
        callbacks.ProjectRatings: project_ratings,
        callbacks.BidderRatings: bidder_ratings,
        callbacks.ClientRatings: client_ratings,
        callbacks.OwnRatings: own_ratings,
    },
)
