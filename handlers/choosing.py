"""Choosing among the bids on one's job: the overview, the shortlist, side by side."""

from datetime import datetime
from typing import Any

from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import bids, choosing, jobs, notices
from marketplace.bids import Bid, BidState
from marketplace.choosing import MOST_CANDIDATES, Candidate, Order
from marketplace.jobs import Job
from views import bids as bid_screens
from views import callbacks, comparing
from views import choosing as screens


async def job_bids(turn: Turn, tap: callbacks.JobBids) -> None:
    """From the beginning: what has come since the last look is new."""
    job = await jobs.own_open_job(turn.work, turn.actor, tap.job_id)
    await turn.state.update_data(bids={})
    await show_overview(turn, job)


async def list_bids(turn: Turn, tap: callbacks.ListBids) -> None:
    job = await jobs.own_open_job(turn.work, turn.actor, tap.job_id)
    await _show(turn, job, tap)


async def shortlist(turn: Turn, tap: callbacks.Shortlist) -> None:
    change = choosing.put if tap.on else choosing.take_off
    job, bid = await change(turn.work, turn.actor, tap.bid_id)
    turn.window.say(turn.t.label("toast-shortlisted" if tap.on else "toast-off-shortlist"))
    await show_bid(turn, job, bid)


async def compare(turn: Turn, tap: callbacks.Compare) -> None:
    """Of a long shortlist the picked ones; where too few are, which."""
    job, listed = await _shortlist(turn, tap.job_id)
    compared = choosing.compared(listed)
    if not compared:
        await _choose(turn, job, listed)
        return
    others, back = len(compared) < len(listed), await _place(turn, job)
    screen = comparing.compare(turn.t, job, compared, back=back, others=others)
    await turn.window.show(screen)


async def choose_compared(turn: Turn, tap: callbacks.ChooseCompared) -> None:
    job, listed = await _shortlist(turn, tap.job_id)
    choosing.compared(listed)
    await _choose(turn, job, listed)


async def pick(turn: Turn, tap: callbacks.PickBid) -> None:
    job = await choosing.pick(turn.work, turn.actor, tap.bid_id, picked=tap.on)
    job, listed = await _shortlist(turn, job.id)
    await _choose(turn, job, listed)


async def hire_compared(turn: Turn, tap: callbacks.HireCompared) -> None:
    job, bid = await bids.offered_bid(turn.work, turn.actor, tap.bid_id)
    freelancer = await turn.work.people.get(bid.freelancer_id)
    back = callbacks.Compare(job_id=job.id)
    await turn.window.show(bid_screens.confirm_hire(turn.t, bid, job, freelancer, back))


async def show_overview(turn: Turn, job: Job) -> None:
    """In the order and on the page where the client was last."""
    await _show(turn, job, await _place(turn, job))


async def show_bid(turn: Turn, job: Job, bid: Bid) -> None:
    """A bid as the job's client sees it."""
    await _looks(turn, job)
    listed = bid.id in await turn.work.shortlists.of_job(job.id)
    back = await _place(turn, job) if bid.state is BidState.LIVE else None
    freelancer = await turn.work.people.get(bid.freelancer_id)
    screen = bid_screens.offered_bid(turn.t, bid, job, freelancer, shortlisted=listed, back=back)
    await turn.window.show(screen, line=bid.id)


async def _show(turn: Turn, job: Job, place: callbacks.ListBids) -> None:
    since = await _remember(turn, job, place)
    found = await choosing.candidates(turn.work, job)
    full = len(found) == MOST_CANDIDATES
    screen = screens.overview(
        turn.t,
        job,
        choosing.in_order(found, place.order),
        order=place.order,
        page=place.page,
        since=since,
        total=await turn.work.bids.count_live(job.id) if full else None,
    )
    await turn.window.show(screen)


async def _shortlist(turn: Turn, job_id: int) -> tuple[Job, list[Candidate]]:
    """In the order of the overview."""
    job, found = await choosing.own_candidates(turn.work, turn.actor, job_id)
    place = await _place(turn, job)
    return job, choosing.shortlist(choosing.in_order(found, place.order))


async def _choose(turn: Turn, job: Job, listed: list[Candidate]) -> None:
    back = await _place(turn, job)
    await turn.window.show(comparing.choose_compared(turn.t, job, listed, back=back))


# --- where the client is -------------------------------------------------------------------


async def _looks(turn: Turn, job: Job) -> datetime | None:
    """The client has seen the bids: the next one is told anew, and none is new any more. In the
    order in which a new bid takes the same two. Returns since when bids were new before."""
    await notices.saw_bids(turn.work, turn.actor, job.id)
    return await bids.saw(turn.work, job)


async def _place(turn: Turn, job: Job) -> callbacks.ListBids:
    """The page of the overview that the client saw last, of this job."""
    kept = await _kept(turn, job)
    order = Order(kept.get("order", Order.FIT))
    return callbacks.ListBids(job_id=job.id, order=order, page=int(kept.get("page", 0)))


async def _remember(turn: Turn, job: Job, place: callbacks.ListBids) -> datetime | None:
    """Keeps where the client is. What was new when they came stays so while they look around."""
    seen, kept = await _looks(turn, job), await _kept(turn, job)
    since = str(kept["since"]) if kept else seen.isoformat() if seen else ""
    now = {"job": job.id, "order": place.order.value, "page": place.page, "since": since}
    await turn.state.update_data(bids=now)
    return datetime.fromisoformat(since) if since else None


async def _kept(turn: Turn, job: Job) -> dict[str, Any]:
    kept: dict[str, Any] = (await turn.state.get_data()).get("bids") or {}
    return kept if kept.get("job") == job.id else {}


router = Routes(
    taps={
        callbacks.JobBids: job_bids,
        callbacks.ListBids: list_bids,
        callbacks.Shortlist: shortlist,
        callbacks.Compare: compare,
        callbacks.ChooseCompared: choose_compared,
        callbacks.PickBid: pick,
        callbacks.HireCompared: hire_compared,
    },
)
