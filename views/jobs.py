"""Jobs: to browse, to read, and to look after as the client who posted them."""

from marketplace.bids import Bid
from marketplace.clients import ClientRecord
from marketplace.fit import shared_skills
from marketplace.jobs import Job, JobState, JobTerms
from marketplace.people import Person
from marketplace.standings import NEUTRAL, Standing
from views import buttons, clients, countries, ratings
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
    SaveJob,
    SendFile,
    ShareJob,
)
from views.screen import Button, Html, Rows, Screen, grid, lines, paragraphs
from views.texts import Texts, shares, short

PAGE = 5
FIRST_JOB = ClientRecord(jobs_posted=1)
ROOM = 3340
"""UTF-16 units for description and skills: enough for both in full, where no emoji fills them."""
HIDDEN_ROOM = 540
"""Of those, for why it is hidden."""
LONGEST_COUNTRY = 16
"""UTF-16 units in a list: "🇬🇧 United Kingdom" still fits."""
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


def _marked_skills(terms: JobTerms, reader: Person) -> str:
    """With a mark before those that the reader has."""
    shared = set(shared_skills(terms, reader.skills))
    return " · ".join(f"✓ {one}" if one in shared else one for one in terms.skills)


def _drawn(rows: Rows) -> Rows:
    return tuple(row for row in rows if row)


def listed(t: Texts, job: Job, country: str = "") -> Html:
    """A job among others, to be told from them. `country`: its client's, where that is known."""
    excerpt = short(" ".join(job.terms.description.split()), 120)
    return lines(
        t("job-title", title=job.title),
        _offered(t, job, country),
        t("job-skills", skills=short(_skills(job.terms), 120)),
        t("job-excerpt", text=excerpt),
    )


def _offered(t: Texts, job: Job, country: str) -> Html:
    """What for, by whom and how fresh, in a line that a phone can show."""
    said = {"budget": budget(t, job.terms), "ago": t.ago(job.posted_at)}
    if not country:
        return t("job-offered", **said)
    where = f"{countries.flag(country)} {short(t.country(country), LONGEST_COUNTRY)}"
    return t("job-offered-from", country=where, **said)


def job(
    t: Texts,
    job: Job,
    *,
    reader: Person,
    client: Person,
    live_bid: Bid | None,
    bid_count: int,
    new_bids: int = 0,
    record: ClientRecord = FIRST_JOB,
    standing: Standing = NEUTRAL,
    saved: bool = False,
) -> Screen:
    """A job as its reader sees it: the client looks after it, a freelancer may bid.

    `new_bids`: how many of the bids the client has not looked at. `record` and `standing` are the
    client's, and, as `saved`, for a freelancer only.
    """
    own = reader.id == job.client_id
    room = ROOM - HIDDEN_ROOM if job.hidden else ROOM
    marked = _skills(job.terms) if own else _marked_skills(job.terms, reader)
    description, skills = shares([job.terms.description, marked], room)
    text = paragraphs(
        t("job-title", title=job.title),
        lines(
            budget_line(t, job.terms),
            t("job-skills", skills=skills),
            t("job-posted", ago=t.ago(job.posted_at)),
            state(t, job),
            _bids(t, job, bid_count, own=own),
            t("job-new-bids", count=new_bids) if own and new_bids else "",
        ),
        "" if own else clients.client(t, client, record, standing),
        _hidden(t, job) if job.hidden and own else "",
        t("job-description", text=description),
    )
    if own:
        rows = _own_rows(t, job, bid_count)
    else:
        rows = _freelancer_rows(t, job, live_bid, saved=saved, rated=standing.count > 0)
    return Screen(text, (*job_files(t, job), *rows))


def _bids(t: Texts, job: Job, count: int, *, own: bool) -> Html:
    """How many wait for an answer; of a job that is not open any more none does."""
    if job.state is not JobState.OPEN:
        return Html("")
    if own and job.listed and not count:
        return t("job-waits-for-bids")
    return t("job-bid-count", count=count)


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


def _save(t: Texts, job: Job, *, saved: bool) -> Button:
    label = t.label("btn-job-saved" if saved else "btn-save-job")
    return Button(label, SaveJob(id=job.id, on=not saved))


def _share(t: Texts, job: Job) -> Button:
    return Button(t.label("btn-share"), ShareJob(id=job.id))


def _freelancer_rows(t: Texts, job: Job, live_bid: Bid | None, *, saved: bool, rated: bool) -> Rows:
    """`saved`: by the reader. `rated`: there is something to read about the client."""
    back = (buttons.back(t, FoundJobs()), buttons.home(t))
    report = Button(t.label("btn-report"), ReportJob(id=job.id))
    about = (ratings.client_button(t, job.id), report) if rated else (report,)
    below: Rows = (about, back)
    if job.listed:
        below = ((_save(t, job, saved=saved), _share(t, job)), *below)
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
            _bids(t, job, count, own=False),
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
