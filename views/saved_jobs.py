"""Jobs that somebody has saved for later."""

from marketplace.jobs import Job
from marketplace.saved_jobs import Page
from views import buttons
from views.callbacks import OpenJob, SavedJobs, UnsaveJob
from views.jobs import budget_line, state
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts

PAGE = 5


def saved_list(t: Texts, page: Page) -> Screen:
    """What isn't listed any more can't be read, only taken off."""
    if not page.jobs:
        ways = ((buttons.search(t), buttons.browse(t)), (buttons.home(t),))
        return Screen(t("saved-jobs-none"), ways)
    rows: Rows = tuple((_way(t, job, page.number),) for job in page.jobs)
    first = SavedJobs() if page.number else None
    following = SavedJobs(page=page.number + 1) if page.more else None
    if pages := tuple(buttons.pages(t, first=first, following=following)):
        rows = (*rows, pages)
    text = paragraphs(t("saved-jobs-heading"), *(_told(t, job) for job in page.jobs))
    return Screen(text, (*rows, (buttons.browse(t), buttons.home(t))))


def _told(t: Texts, job: Job) -> Html:
    """Why a job is closed concerns its client; of a hidden one nothing is shown."""
    if job.hidden:
        return t("saved-job-hidden")
    now = state(t, job) if job.listed else t("job-state-closed")
    return lines(t("job-title", title=job.title), budget_line(t, job.terms), now)


def _way(t: Texts, job: Job, number: int) -> Button:
    if job.listed:
        return Button(buttons.named(job.title), OpenJob(id=job.id))
    title = t.label("saved-job-gone") if job.hidden else buttons.named(job.title)
    return Button(t.label("btn-unsave-job", title=title), UnsaveJob(id=job.id, page=number))
