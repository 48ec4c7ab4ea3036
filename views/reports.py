"""Reporting a job or a person: what is wrong, and the thanks for it."""

from aiogram.filters.callback_data import CallbackData

from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.reports import KINDS_OF_PEOPLE, ReportKind
from views import buttons
from views.callbacks import OpenJob, OpenTalk, SendReport
from views.screen import Button, Rows, Screen
from views.texts import Texts

LABELS = {
    ReportKind.SCAM: "btn-report-scam",
    ReportKind.OUTSIDE: "btn-report-outside",
    ReportKind.NOT_A_JOB: "btn-report-not-a-job",
    ReportKind.OFFENSIVE: "btn-report-offensive",
    ReportKind.OTHER: "btn-report-other",
}


def why_job(t: Texts, job: Job) -> Screen:
    rows: Rows = tuple(
        (Button(t.label(LABELS[kind]), SendReport(kind=kind, job_id=job.id)),)
        for kind in ReportKind
    )
    text = t("report-why-job", title=job.title)
    return Screen(text, (*rows, _ways(t, OpenJob(id=job.id))))


def why_person(t: Texts, bid_id: int, other: Person) -> Screen:
    """`other`: on the line of the bid."""
    rows: Rows = tuple(
        (Button(t.label(LABELS[kind]), SendReport(kind=kind, bid_id=bid_id)),)
        for kind in KINDS_OF_PEOPLE
    )
    text = t("report-why-person", name=other.shown_name)
    return Screen(text, (*rows, _ways(t, OpenTalk(bid_id=bid_id))))


def sent(t: Texts) -> Screen:
    return Screen(t("report-sent"), ((buttons.browse(t), buttons.home(t)),))


def _ways(t: Texts, whence: CallbackData) -> tuple[Button, ...]:
    return (buttons.back(t, whence), buttons.home(t))
