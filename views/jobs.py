"""Jobs: to browse, to read, and to look after as the client who posted them."""

from marketplace.bids import Bid
from marketplace.jobs import Job, JobState, JobTerms
from marketplace.people import Person
from views import buttons
from views.callbacks import (
    CloseJob,
    EditJob,
    FindFreelancers,
    FoundJobs,
    JobBids,
    MakeBid,
    OpenBid,
    OpenJob,
    OwnJobs,
    OwnProjects,
    PostJob,
    RenewJob,
    ReportJob,
    SendFile,
    ShareJob,
)
from views.profile import place
from views.screen import Button, Html, Rows, Screen, grid, lines, paragraphs
from views.texts import Texts, shares, short

PAGE = 5
ROOM = 3340
"""UTF-16 units for description and skills: enough for both in full, where no emoji fills them."""
HIDDEN_ROOM = 540
"""Of those, for why it is hidden."""
_STATES = {
    JobState.OPEN: "job-state-open",
    JobState.HIRED: "job-state-hired",
    JobState.CLOSED: "job-state-closed",
    JobState.EXPIRED: "job-state-expired",
}


def budget(t: Texts, terms: JobTerms) -> Html:
    """ "$400 – $600", or one amount when it is fixed."""
    least, most = t.money(terms.budget_min_minor), t.money(terms.budget_max_minor)
    if terms.budget_min_minor == terms.budget_max_minor:
        return t("job-budget-fixed", amount=least)
    return t("job-budget-range", least=least, most=most)


def budget_line(t: Texts, terms: JobTerms) -> Html:
    return t("job-budget", budget=budget(t, terms))


def state(t: Texts, job: Job) -> Html:
    if job.state is JobState.OPEN and job.hidden:
        return t("job-state-hidden")
    return t(_STATES[job.state], until=t.moment(job.closes_at))


def _hidden(t: Texts, job: Job) -> Html:
    """What its client has to know."""
    if job.hidden_by_ban:
        return t("job-hidden-by-ban")
    why = t("quote-long", text=short(job.hidden_why, 300))
    return lines(t("job-hidden-why"), why, t("job-hidden-answer"))


def _skills(terms: JobTerms) -> str:
    return " · ".join(terms.skills)


def _drawn(rows: Rows) -> Rows:
    return tuple(row for row in rows if row)


def listed(t: Texts, job: Job) -> Html:
    """A job among others, to be told from them."""
    excerpt = short(" ".join(job.terms.description.split()), 120)
    return lines(
        t("job-title", title=job.title),
        budget_line(t, job.terms),
        t("job-skills", skills=short(_skills(job.terms), 120)),
        t("job-excerpt", text=excerpt),
    )


def job(
    t: Texts,
    job: Job,
    *,
    reader: Person,
    client: Person,
    live_bid: Bid | None,
    bid_count: int,
    new_bids: int = 0,
) -> Screen:
    """A job as its reader sees it: the client looks after it, a freelancer may bid.

    `new_bids`: how many of the bids the client has not looked at.
    """
    own = reader.id == job.client_id
    room = ROOM - HIDDEN_ROOM if job.hidden else ROOM
    description, skills = shares([job.terms.description, _skills(job.terms)], room)
    by = "" if own else t("job-client", name=client.shown_name)
    text = paragraphs(
        t("job-title", title=job.title),
        lines(
            budget_line(t, job.terms),
            t("job-skills", skills=skills),
            by,
            "" if own else place(t, client),
            state(t, job),
            t("job-bid-count", count=bid_count),
            t("job-new-bids", count=new_bids) if own and new_bids else "",
        ),
        _hidden(t, job) if job.hidden and own else "",
        t("job-description", text=description),
    )
    rows = _own_rows(t, job, bid_count) if own else _freelancer_rows(t, job, live_bid)
    return Screen(text, (*job_files(t, job), *rows))


def job_files(t: Texts, job: Job) -> Rows:
    """A button for each attachment."""
    files = enumerate(job.terms.file_ids, start=1)
    drawn = [Button(t.label("btn-file", number=n), SendFile(id=file)) for n, file in files]
    return grid(drawn, 3)


def _own_rows(t: Texts, job: Job, bid_count: int) -> Rows:
    back = (buttons.back(t, OwnJobs()), buttons.home(t))
    if job.state is JobState.HIRED:
        return ((Button(t.label("btn-own-projects"), OwnProjects()),), back)
    renew = Button(t.label("btn-renew-job"), RenewJob(id=job.id))
    if job.state is not JobState.OPEN and job.hidden:
        return (back,)
    if job.state is not JobState.OPEN:
        return ((Button(t.label("btn-reopen-job"), RenewJob(id=job.id), "primary"),), back)
    bids = Button(t.label("btn-job-bids", count=bid_count), JobBids(job_id=job.id), "primary")
    edit = Button(t.label("btn-edit"), EditJob(id=job.id))
    close = Button(t.label("btn-close-job"), CloseJob(id=job.id))
    find = Button(t.label("btn-find-freelancers"), FindFreelancers(job_id=job.id))
    if job.hidden:
        changes = (close,) if job.hidden_by_ban else (edit, close)
        return ((bids,), changes, back)
    return ((bids,), (find, _share(t, job)), (edit, renew), (close,), back)


def _share(t: Texts, job: Job) -> Button:
    return Button(t.label("btn-share"), ShareJob(id=job.id))


def _freelancer_rows(t: Texts, job: Job, live_bid: Bid | None) -> Rows:
    back = (buttons.back(t, FoundJobs()), buttons.home(t))
    report = Button(t.label("btn-report"), ReportJob(id=job.id))
    below = ((_share(t, job), report), back) if job.listed else ((report,), back)
    if live_bid:
        own = Button(t.label("btn-own-bid"), OpenBid(id=live_bid.id), "primary")
        return ((own,), *below)
    if not job.listed:
        return (back,)
    return ((Button(t.label("btn-bid"), MakeBid(job_id=job.id), "primary"),), *below)


# --- one's own -----------------------------------------------------------------------------


def own_jobs(t: Texts, jobs: list[tuple[Job, int]], *, more: bool) -> Screen:
    """`jobs`: each with the number of its live bids."""
    post = (Button(t.label("btn-post-job"), PostJob(), "primary"),)
    if not jobs:
        return Screen(t("jobs-none-own"), (post, (buttons.home(t),)))
    listed = [
        lines(
            t("job-title", title=job.title),
            budget_line(t, job.terms),
            state(t, job),
            t("job-bid-count", count=count) if job.state is JobState.OPEN else "",
        )
        for job, count in jobs
    ]
    rows = tuple((Button(buttons.named(job.title), OpenJob(id=job.id)),) for job, _ in jobs)
    following = OwnJobs(before=jobs[-1][0].id) if more else None
    pages = tuple(buttons.pages(t, first=None, following=following))
    return Screen(
        paragraphs(t("jobs-own"), *listed), _drawn((*rows, pages, post, (buttons.home(t),)))
    )


def confirm_close(t: Texts, job: Job, bid_count: int) -> Screen:
    close = Button(t.label("btn-close-job"), CloseJob(id=job.id, sure=True), "danger")
    return Screen(
        t("job-confirm-close", title=job.title, count=bid_count),
        ((close,), (buttons.back(t, OpenJob(id=job.id)),)),
    )
