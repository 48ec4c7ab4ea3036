"""Kind words where somebody waits: for an answer to their bid, or to what they wrote. Once each."""

from typing import TYPE_CHECKING

from marketplace import events
from marketplace.bids import ANSWERED_WITHIN
from marketplace.relay import line_of

if TYPE_CHECKING:
    from marketplace.ports import Work


async def bids_unanswered(work: "Work", bid_id: int) -> None:
    """A live bid has waited for three days without a decision, or a word of the client's.

    All of its job that have waited as long are told of at once, so that the client hears of them
    together. Nothing happens when they were told of already, or the job takes no decision; while
    it is hidden they are put off, so that they can still be told of when it is restored.
    """
    bid = await work.bids.find(bid_id)
    job = await work.jobs.lock(bid.job_id) if bid else None
    if job is None:
        return
    live = await work.bids.live_of_job(job.id)
    due = [one for one in live if one.nudge_at is not None and one.nudge_at <= work.now]
    if bid_id not in [one.id for one in due]:
        return
    if job.hidden:
        await work.bids.wait_anew(job.id, work.now + ANSWERED_WITHIN)
        return
    await work.bids.nudged([one.id for one in due])
    if not job.listed or job.closes_at <= work.now:
        return
    answered = await work.relay.spoken_on(job.client_id, [one.id for one in live])
    waiting = [one for one in live if one.id not in answered]
    unanswered = tuple(one for one in waiting if one in due)
    if unanswered:
        told = sum(one.nudge_at is None or one in due for one in waiting)
        work.happened(events.BidsUnanswered(job, unanswered, told))


async def answer_missing(work: "Work", bid_id: int) -> None:
    """A message has waited for a day: its reader is reminded, if they have got it, can be reached,
    and can still answer."""
    sender_id = await work.relay.take_reminder(bid_id, work.now)
    if sender_id is None:
        return
    sender = await work.people.get(sender_id)
    line = await line_of(work, sender, bid_id)
    reader = line.other(sender_id)
    if not line.open or not reader.reachable:
        return
    message, count = await work.relay.unanswered(bid_id, sender_id)
    if message is not None:
        work.happened(events.AnswerMissing(reader, line, message, count))
