"""Notices about jobs and bids."""

from marketplace import events
from marketplace.bids import Bid
from marketplace.jobs import Job, JobState
from views import buttons, projects
from views.bids import offer
from views.callbacks import OpenBid, OpenJob, RenewJob
from views.jobs import budget_line
from views.mailbag import Mailbag
from views.screen import Button, Html, Screen, lines, paragraphs
from views.texts import Texts, short


def _to_bid(t: Texts, bid: Bid) -> Button:
    return Button(t.label("btn-see-bid"), OpenBid(id=bid.id), "primary")


def _to_job(t: Texts, job: Job) -> Button:
    return Button(t.label("btn-read-job"), OpenJob(id=job.id))


async def bid_submitted(bag: Mailbag, event: events.BidSubmitted) -> None:
    await _to_client(bag, event, "ntf-bid-submitted")


async def bid_changed(bag: Mailbag, event: events.BidChanged) -> None:
    await _to_client(bag, event, "ntf-bid-changed")


async def _to_client(
    bag: Mailbag, event: events.BidSubmitted | events.BidChanged, key: str
) -> None:
    job, bid = event.job, event.bid
    t = await bag.texts(job.client_id)
    text = paragraphs(
        t(key, name=event.freelancer.shown_name, title=job.title, offer=offer(t, bid.terms)),
        t("quote-long", text=short(bid.terms.pitch, 500)),
    )
    await bag.send(job.client_id, Screen(text, ((_to_bid(t, bid),),)), bid.id)


async def bid_withdrawn(bag: Mailbag, event: events.BidWithdrawn) -> None:
    job = event.job
    t = await bag.texts(job.client_id)
    text = t("ntf-bid-withdrawn", name=event.freelancer.shown_name, title=job.title)
    await bag.send(job.client_id, Screen(text, ((_to_job(t, job),),)), event.bid.id)


async def bid_declined(bag: Mailbag, event: events.BidDeclined) -> None:
    t = await bag.texts(event.bid.freelancer_id)
    text = t("ntf-bid-declined", title=event.job.title)
    await bag.send(event.bid.freelancer_id, _onwards(t, text), event.bid.id)


def _onwards(t: Texts, text: Html) -> Screen:
    """Kind words and a way to the next job."""
    return Screen(text, ((buttons.search(t), buttons.browse(t)),))


async def job_changed(bag: Mailbag, event: events.JobChanged) -> None:
    """Every bidder is told, and can look at their own bid again."""
    job = event.job
    for bidder_id in event.bidder_ids:
        t = await bag.texts(bidder_id)
        bid = await bag.work.bids.live_of(bidder_id, job.id)
        text = lines(t("ntf-job-changed", title=job.title), budget_line(t, job.terms))
        own = (Button(t.label("btn-own-bid"), OpenBid(id=bid.id)),) if bid else ()
        await bag.send(bidder_id, Screen(text, ((_to_job(t, job), *own),)), bid.id if bid else None)


async def job_ended(bag: Mailbag, event: events.JobEnded) -> None:
    """Bidders are let go kindly. The client is told only where time ended the job."""
    job = event.job
    key = "ntf-let-go-hired" if job.state is JobState.HIRED else "ntf-let-go-ended"
    for bidder_id in event.let_go_ids:
        t = await bag.texts(bidder_id)
        await bag.send(bidder_id, _onwards(t, t(key, title=job.title)))
    if job.state is JobState.EXPIRED:
        t = await bag.texts(job.client_id)
        reopen = Button(t.label("btn-reopen-job"), RenewJob(id=job.id), "primary")
        text = t("ntf-job-expired", title=job.title)
        await bag.send(job.client_id, Screen(text, ((reopen,),)))


async def job_closing_soon(bag: Mailbag, event: events.JobClosingSoon) -> None:
    job = event.job
    t = await bag.texts(job.client_id)
    renew = Button(t.label("btn-renew-job"), RenewJob(id=job.id), "primary")
    text = t("ntf-job-closing-soon", title=job.title, at=t.moment(job.closes_at))
    await bag.send(job.client_id, Screen(text, ((renew,), (_to_job(t, job),))))


async def hired(bag: Mailbag, event: events.Hired) -> None:
    """Good news; the project's card comes below."""
    project = event.project
    t = await bag.texts(project.freelancer_id)
    text = t("ntf-hired", name=event.client.shown_name, title=project.title)
    first = ((projects.deliver_button(t, project.milestones[0]),),)
    rows = (*first, (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id)))
    await bag.send(project.freelancer_id, Screen(text, rows), project.bid_id)
