"""Notices about jobs and bids."""

from dataclasses import replace

from marketplace import events
from marketplace.bids import Bid
from marketplace.jobs import Job, JobState
from marketplace.notices import new_bids
from marketplace.people import Person
from views import buttons, projects
from views.bids import MOST_NAMED, offer, several_bids
from views.callbacks import OpenBid, OpenJob, RenewJob
from views.jobs import budget_line
from views.mailbag import Mailbag
from views.screen import Button, Html, Screen, lines, paragraphs
from views.texts import Texts, short


def _to_bid(t: Texts, bid: Bid) -> Button:
    return Button(t.label("btn-see-bid"), OpenBid(id=bid.id), "primary")


def _to_job(t: Texts, job: Job) -> Button:
    return Button(t.label("btn-read-job"), OpenJob(id=job.id))


async def bid_submitted(bag: Mailbag, event: events.BidSubmitted, reader: Person) -> None:
    """Further ones join the first, in place, until the client has looked."""
    job, t, subject = event.job, await bag.texts(reader.id), new_bids(event.job.id)
    merged = await bag.merged(reader.id, subject)
    if merged is None:
        screen = _offered(t, event, "ntf-bid-submitted")
        await bag.begin(reader.id, subject, screen, event.bid.id)
        return
    live = await bag.work.bids.live_of_job(job.id)
    fresh = [bid for bid in live if bid.made_at >= merged.since]
    newest = [(bid, await bag.person(bid.freelancer_id)) for bid in reversed(fresh[-MOST_NAMED:])]
    screen = several_bids(t, job, fresh, newest)
    await bag.join(reader.id, subject, screen, replace(merged, count=len(fresh)))


async def bid_changed(bag: Mailbag, event: events.BidChanged, reader: Person) -> None:
    screen = _offered(await bag.texts(reader.id), event, "ntf-bid-changed")
    await bag.send(reader.id, screen, event.bid.id)


def _offered(t: Texts, event: events.BidSubmitted | events.BidChanged, key: str) -> Screen:
    job, bid = event.job, event.bid
    text = paragraphs(
        t(key, name=event.freelancer.shown_name, title=job.title, offer=offer(t, bid.terms)),
        t("quote-long", text=short(bid.terms.pitch, 500)),
    )
    return Screen(text, ((_to_bid(t, bid),),))


async def bid_withdrawn(bag: Mailbag, event: events.BidWithdrawn, reader: Person) -> None:
    job = event.job
    t = await bag.texts(reader.id)
    text = t("ntf-bid-withdrawn", name=event.freelancer.shown_name, title=job.title)
    await bag.send(reader.id, Screen(text, ((_to_job(t, job),),)), event.bid.id)


async def bid_declined(bag: Mailbag, event: events.BidDeclined, reader: Person) -> None:
    t = await bag.texts(reader.id)
    text = t("ntf-bid-declined", title=event.job.title)
    await bag.send(reader.id, _onwards(t, text), event.bid.id)


def _onwards(t: Texts, text: Html) -> Screen:
    """Kind words and a way to the next job."""
    return Screen(text, ((buttons.search(t), buttons.browse(t)),))


async def job_changed(bag: Mailbag, event: events.JobChanged, reader: Person) -> None:
    """A bidder can look at their own bid again."""
    job = event.job
    t = await bag.texts(reader.id)
    bid = await bag.work.bids.live_of(reader.id, job.id)
    text = lines(t("ntf-job-changed", title=job.title), budget_line(t, job.terms))
    own = (Button(t.label("btn-own-bid"), OpenBid(id=bid.id)),) if bid else ()
    await bag.send(reader.id, Screen(text, ((_to_job(t, job), *own),)), bid.id if bid else None)


async def let_go(bag: Mailbag, event: events.JobEnded, reader: Person) -> None:
    """Kindly."""
    hired = event.job.state is JobState.HIRED
    t = await bag.texts(reader.id)
    text = t("ntf-let-go-hired" if hired else "ntf-let-go-ended", title=event.job.title)
    await bag.send(reader.id, _onwards(t, text))


async def job_expired(bag: Mailbag, event: events.JobEnded, reader: Person) -> None:
    job, t = event.job, await bag.texts(reader.id)
    reopen = Button(t.label("btn-reopen-job"), RenewJob(id=job.id), "primary")
    await bag.send(reader.id, Screen(t("ntf-job-expired", title=job.title), ((reopen,),)))


def ended_by_time(bag: Mailbag, event: events.JobEnded) -> bool:
    """Any other end was the client's own act."""
    return event.job.state is JobState.EXPIRED


async def job_closing_soon(bag: Mailbag, event: events.JobClosingSoon, reader: Person) -> None:
    job = event.job
    t = await bag.texts(reader.id)
    renew = Button(t.label("btn-renew-job"), RenewJob(id=job.id), "primary")
    text = t("ntf-job-closing-soon", title=job.title, at=t.moment(job.closes_at))
    await bag.send(reader.id, Screen(text, ((renew,), (_to_job(t, job),))))


async def hired(bag: Mailbag, event: events.Hired, reader: Person) -> None:
    """Good news; the project's card comes below."""
    project = event.project
    t = await bag.texts(reader.id)
    text = t("ntf-hired", name=event.client.shown_name, title=project.title)
    first = ((projects.deliver_button(t, project.milestones[0]),),)
    rows = (*first, (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id)))
    await bag.send(reader.id, Screen(text, rows), project.bid_id)
