"""Reports, hidden jobs and banned people as operators see them."""

from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.reports import Report, ReportKind, ReportState
from views import admin, buttons, jobs, reports
from views.callbacks import (
    AdminBanned,
    AdminHidden,
    AdminJob,
    AdminPerson,
    AdminReport,
    AdminReports,
    BanPerson,
    DismissReport,
    HideJob,
    OpenTalk,
    RestoreJob,
)
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

KINDS = {
    ReportKind.SCAM: "report-kind-scam",
    ReportKind.OUTSIDE: "report-kind-outside",
    ReportKind.NOT_A_JOB: "report-kind-not-a-job",
    ReportKind.OFFENSIVE: "report-kind-offensive",
    ReportKind.OTHER: "report-kind-other",
}
_STATES = {
    ReportState.OPEN: "admin-report-open",
    ReportState.ACTED: "admin-report-acted",
    ReportState.DISMISSED: "admin-report-dismissed",
}
ROOM = 3000
"""UTF-16 units for a job's description, skills, and why it is hidden."""


# --- reports -------------------------------------------------------------------------------


def listed(
    t: Texts, found: list[tuple[Report, Job | None, Person]], *, before: int, more: bool
) -> Screen:
    """Open ones, newest first, each with its job, if it is about one, and who is reported."""
    rows: Rows = tuple(
        (Button(_label(t, report, job, person), AdminReport(id=report.id)),)
        for report, job, person in found
    )
    first = AdminReports() if before else None
    following = AdminReports(before=found[-1][0].id) if more else None
    pages = tuple(buttons.pages(t, first=first, following=following))
    text = t("admin-reports" if found else "admin-reports-none")
    return Screen(text, (*rows, *((pages,) if pages else ()), (admin.back(t),)))


def _label(t: Texts, report: Report, job: Job | None, person: Person) -> str:
    """What first: of a long title a phone shows the beginning alone."""
    about = job.title if job else person.shown_name
    return short(f"{t.label(reports.LABELS[report.kind])} · {about}", 40)


def about(t: Texts, report: Report, job: Job | None, person: Person, reporter: Person) -> Html:
    """What is reported, by whom, in which words."""
    facts = {"name": person.shown_name, "id": str(person.id)}
    return paragraphs(
        lines(
            t("admin-report-job", title=job.title, **facts)
            if job
            else t("admin-report-person", **facts),
            t(
                "admin-report-by",
                name=reporter.shown_name,
                id=str(reporter.id),
                at=t.moment(report.made_at),
            ),
        ),
        t("quote-long", text=report.words) if report.words else "",
    )


def report(
    t: Texts, one: Report, job: Job | None, person: Person, reporter: Person, *, others: int
) -> Screen:
    """`person`: who is reported; `others`: so many more reports about them are open."""
    text = paragraphs(
        t("admin-report", number=str(one.id), kind=t(KINDS[one.kind])),
        about(t, one, job, person, reporter),
        t("admin-report-others", count=others) if others else "",
        t(_STATES[one.state], at=t.moment(one.ended_at or one.made_at)),
    )
    account = Button(t.label("btn-admin-account"), AdminPerson(id=person.id))
    open_ = one.state is ReportState.OPEN
    look: tuple[Button, ...] = (account,)
    if job:
        look = (Button(t.label("btn-admin-open-job"), AdminJob(id=job.id)), account)
    elif one.bid_id and open_:
        look = (Button(t.label("btn-admin-talk"), OpenTalk(bid_id=one.bid_id)), account)
    rows: Rows = (look, *(acts(t, one, job, person) if open_ else ()))
    return Screen(text, (*rows, (buttons.back(t, AdminReports()), admin.back(t))))


def acts(t: Texts, one: Report, job: Job | None, person: Person) -> Rows:
    """What an operator can do about it."""
    hide = Button(t.label("btn-admin-hide"), HideJob(id=job.id), "danger") if job else None
    ban = Button(t.label("btn-admin-ban"), BanPerson(id=person.id), "danger")
    first = (
        *((hide,) if hide and job and job.listed else ()),
        *(() if person.banned else (ban,)),
    )
    dismiss = Button(t.label("btn-admin-dismiss"), DismissReport(id=one.id))
    return (*((first,) if first else ()), (dismiss,))


# --- jobs and people -----------------------------------------------------------------------


def job(t: Texts, one: Job, client: Person) -> Screen:
    """Everything it says, hidden or not."""
    terms = one.terms
    texts = [terms.description, " · ".join(terms.skills), one.hidden_why]
    description, skills, why = shares(texts, ROOM)
    text = paragraphs(
        t("job-title", title=one.title),
        lines(
            t("admin-person-line", name=client.shown_name, id=str(client.id)),
            jobs.budget_line(t, terms),
            t("job-skills", skills=skills),
            jobs.state(t, one),
        ),
        _hidden(t, one, why),
        t("job-description", text=description),
    )
    account = Button(t.label("btn-admin-account"), AdminPerson(id=client.id))
    act = _job_act(t, one)
    rows: Rows = (*jobs.job_files(t, one), (*((act,) if act else ()), account))
    return Screen(text, (*rows, (admin.back(t),)))


def _hidden(t: Texts, one: Job, why: str) -> Html:
    if one.hidden_at is None:
        return Html("")
    at = t.moment(one.hidden_at)
    if one.hidden_by_ban:
        return t("admin-hidden-with-client", at=at)
    return lines(t("admin-hidden-since", at=at), t("quote-long", text=why))


def _job_act(t: Texts, one: Job) -> Button | None:
    if one.listed:
        return Button(t.label("btn-admin-hide"), HideJob(id=one.id), "danger")
    if one.hidden and not one.hidden_by_ban:
        return Button(t.label("btn-admin-restore"), RestoreJob(id=one.id), "success")
    return None


def hidden(t: Texts, found: list[Job], *, before: int, more: bool) -> Screen:
    """Newest first."""
    rows: Rows = tuple((Button(buttons.named(one.title), AdminJob(id=one.id)),) for one in found)
    first = AdminHidden() if before else None
    following = AdminHidden(before=found[-1].id) if more else None
    pages = tuple(buttons.pages(t, first=first, following=following))
    text = t("admin-hidden" if found else "admin-hidden-none")
    return Screen(text, (*rows, *((pages,) if pages else ()), (admin.back(t),)))


def banned(t: Texts, found: list[Person], *, before: int, more: bool) -> Screen:
    rows: Rows = tuple(
        (Button(f"{short(one.shown_name, 24)} · {one.id}", AdminPerson(id=one.id)),)
        for one in found
    )
    first = AdminBanned() if before else None
    following = AdminBanned(before=found[-1].id) if more else None
    pages = tuple(buttons.pages(t, first=first, following=following))
    text = t("admin-banned" if found else "admin-banned-none")
    return Screen(text, (*rows, *((pages,) if pages else ()), (admin.back(t),)))
