"""Bids: making and keeping one's own; declining and hiring as a client."""

from conversations import bid as conversation
from conversations.card import show_card, show_project
from conversations.turn import Turn
from handlers.choosing import show_bid, show_overview
from handlers.routes import Routes
from marketplace import bids, people, ratings
from marketplace.bids import Bid
from marketplace.cards import CardKind
from marketplace.errors import Refused
from marketplace.jobs import Job
from views import bids as screens
from views import callbacks
from views import escrow as escrow_screens
from views import profile as profile_screens

PAGE = 5


async def make_bid(turn: Turn, tap: callbacks.MakeBid) -> None:
    await bids.may_bid(turn.work, turn.actor, tap.job_id)
    turn.window.stays()  # one reads the job while writing the bid
    await turn.wizard.start(turn, conversation.conversation, {"job": tap.job_id})


async def own_bids(turn: Turn, tap: callbacks.OwnBids | None = None) -> None:
    before = tap.before if tap else 0
    found = await turn.work.bids.of_freelancer(turn.actor.id, before or None, PAGE + 1)
    page = [(bid, await _job_of(turn, bid)) for bid in found[:PAGE]]
    await turn.window.show(screens.own_bids(turn.t, page, more=len(found) > PAGE))


async def open_bid(turn: Turn, tap: callbacks.OpenBid) -> None:
    bid = await turn.work.bids.find(tap.id)
    if bid is None:
        raise Refused("not-yours")
    job = await _job_of(turn, bid)
    if bid.freelancer_id == turn.actor.id:
        await show_card(turn, CardKind.BID, bid.id)
    elif job.client_id == turn.actor.id:
        await show_bid(turn, job, bid)
    else:
        raise Refused("not-yours")


async def edit_bid(turn: Turn, tap: callbacks.EditBid) -> None:
    job, bid = await bids.own_live_bid(turn.work, turn.actor, tap.id)
    answers = conversation.answers_of(bid, job.title)
    await turn.wizard.start(turn, conversation.conversation, {"bid": bid.id}, answers)


async def withdraw_bid(turn: Turn, tap: callbacks.WithdrawBid) -> None:
    if not tap.sure:
        job, bid = await bids.own_live_bid(turn.work, turn.actor, tap.id)
        await turn.window.show(screens.confirm_withdraw(turn.t, bid, job))
        return
    await bids.withdraw(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-bid-withdrawn"))
    await own_bids(turn)


async def bidder_profile(turn: Turn, tap: callbacks.BidderProfile) -> None:
    _, bid = await bids.offered_bid(turn.work, turn.actor, tap.bid_id)
    profile = await people.profile_of(turn.work, await turn.work.people.get(bid.freelancer_id))
    standings = await ratings.standings_of(turn.work, bid.freelancer_id)
    said = {role: callbacks.BidderRatings(bid_id=bid.id, role=role) for role in standings}
    back = callbacks.OpenBid(id=bid.id)
    screen = profile_screens.shared_profile(turn.t, profile, back, standings, said)
    await turn.window.show(screen)


async def decline_bid(turn: Turn, tap: callbacks.DeclineBid) -> None:
    job, bid = await bids.offered_bid(turn.work, turn.actor, tap.id)
    if not tap.sure:
        freelancer = await turn.work.people.get(bid.freelancer_id)
        await turn.window.show(screens.confirm_decline(turn.t, bid, freelancer))
        return
    await bids.decline(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-bid-declined"))
    await show_overview(turn, job)


async def hire(turn: Turn, tap: callbacks.Hire) -> None:
    if not tap.sure:
        job, bid = await bids.hireable(turn.work, turn.actor, tap.bid_id)
        freelancer = await turn.work.people.get(bid.freelancer_id)
        await turn.window.show(screens.confirm_hire(turn.t, bid, job, freelancer))
        return
    project = await bids.hire(turn.work, turn.actor, tap.bid_id)
    turn.window.say(turn.t.label("toast-hired"))
    await show_project(turn, project.id)
    if turn.work.policy.takes_money:
        await turn.window.send(escrow_screens.offer(turn.t, project), line=project.bid_id)


async def _job_of(turn: Turn, bid: Bid) -> Job:
    job = await turn.work.jobs.find(bid.job_id)
    if job is None:
        raise Refused("gone")
    return job


router = Routes(
    commands={"bids": own_bids},
    taps={
        callbacks.MakeBid: make_bid,
        callbacks.OwnBids: own_bids,
        callbacks.OpenBid: open_bid,
        callbacks.EditBid: edit_bid,
        callbacks.WithdrawBid: withdraw_bid,
        callbacks.BidderProfile: bidder_profile,
        callbacks.DeclineBid: decline_bid,
        callbacks.Hire: hire,
    },
)
