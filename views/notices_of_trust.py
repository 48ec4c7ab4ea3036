"""Notices about reports, hidden jobs and banned people."""

from marketplace import events
from marketplace.people import Person
from marketplace.reports import ReportState
from views import admin, admin_reports, buttons
from views.callbacks import AdminReport, OpenBid, OpenJob
from views.mailbag import Mailbag
from views.screen import Button, Screen, paragraphs


async def report_made(bag: Mailbag, event: events.ReportMade, reader: Person) -> None:
    one = event.report
    job = await bag.work.jobs.find(one.job_id) if one.job_id else None
    person, t = await bag.person(one.person_id), await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-report-made", kind=t(admin_reports.KINDS[one.kind])),
        admin_reports.about(t, one, job, person, event.reporter),
    )
    look = Button(t.label("btn-admin-open"), AdminReport(id=one.id), "primary")
    rows = ((look, admin.back(t)), *admin_reports.acts(t, one, job, person))
    await bag.send(reader.id, Screen(text, rows))


async def report_ended(bag: Mailbag, event: events.ReportEnded, reader: Person) -> None:
    one, t = event.report, await bag.texts(reader.id)
    job = await bag.work.jobs.find(one.job_id) if one.job_id else None
    name = (await bag.person(one.person_id)).shown_name
    what = t("report-about-job", title=job.title) if job else t("report-about-person", name=name)
    acted = one.state is ReportState.ACTED
    text = t("ntf-report-acted" if acted else "ntf-report-dismissed", what=what)
    await bag.send(reader.id, Screen(text, ((buttons.home(t),),)))


# --- jobs ----------------------------------------------------------------------------------


async def job_hidden(bag: Mailbag, event: events.JobHidden, reader: Person) -> None:
    job, t = event.job, await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-job-hidden", title=job.title),
        t("quote-long", text=job.hidden_why),
        t("ntf-job-hidden-next"),
    )
    await bag.send(reader.id, Screen(text, ((_to_job(t.label("btn-read-job"), job.id),),)))


def for_itself(bag: Mailbag, event: events.JobHidden) -> bool:
    """A ban has its own notice."""
    return not event.job.hidden_by_ban


async def job_hidden_bidder(bag: Mailbag, event: events.JobHidden, reader: Person) -> None:
    await _tell_bidder(bag, event, reader, "ntf-job-hidden-bidder")


async def job_restored(bag: Mailbag, event: events.JobRestored, reader: Person) -> None:
    job, t = event.job, await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-job-restored", title=job.title, until=t.moment(job.closes_at)),
        t("quote-long", text=event.why),
    )
    await bag.send(reader.id, Screen(text, ((_to_job(t.label("btn-read-job"), job.id),),)))


def by_itself(bag: Mailbag, event: events.JobRestored) -> bool:
    """The end of a ban has its own notice."""
    return not event.with_client


async def job_restored_bidder(bag: Mailbag, event: events.JobRestored, reader: Person) -> None:
    await _tell_bidder(bag, event, reader, "ntf-job-restored-bidder")


async def _tell_bidder(
    bag: Mailbag, event: events.JobHidden | events.JobRestored, reader: Person, key: str
) -> None:
    job, t = event.job, await bag.texts(reader.id)
    bid = await bag.work.bids.live_of(reader.id, job.id)
    own = (Button(t.label("btn-own-bid"), OpenBid(id=bid.id)),) if bid else ()
    rows = ((*own, buttons.home(t)),)
    await bag.send(reader.id, Screen(t(key, title=job.title), rows), bid.id if bid else None)


def _to_job(label: str, job_id: int) -> Button:
    return Button(label, OpenJob(id=job_id), "primary")


# --- people --------------------------------------------------------------------------------


async def bid_removed(bag: Mailbag, event: events.BidRemoved, reader: Person) -> None:
    job, t = event.job, await bag.texts(reader.id)
    name = (await bag.person(event.bid.freelancer_id)).shown_name
    text = t("ntf-bid-removed", name=name, title=job.title)
    await bag.send(reader.id, Screen(text, ((_to_job(t.label("btn-read-job"), job.id),),)))


async def banned(bag: Mailbag, event: events.PersonBanned, reader: Person) -> None:
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-banned"), t("quote-long", text=event.person.banned_why), t("ntf-banned-next")
    )
    await bag.send(reader.id, Screen(text, ((buttons.home(t),),)))


async def unbanned(bag: Mailbag, event: events.PersonUnbanned, reader: Person) -> None:
    t = await bag.texts(reader.id)
    text = paragraphs(t("ntf-unbanned"), t("quote-long", text=event.why))
    await bag.send(reader.id, Screen(text, ((buttons.home(t),),)))
