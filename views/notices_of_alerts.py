"""New jobs that somebody asked to be told of."""

from marketplace import events
from marketplace.jobs import Job
from marketplace.people import Person
from views import alerts, buttons
from views.callbacks import MakeBid, OpenJob, RunSaved
from views.jobs import listed
from views.mailbag import Mailbag
from views.screen import Button, Rows, Screen, paragraphs
from views.texts import Texts

MOST_SHOWN = 4


async def jobs_matched(bag: Mailbag, event: events.JobsMatched, reader: Person) -> None:
    """All in one message; for the digest, each as its own line."""
    t, saved = await bag.texts(reader.id), event.saved
    if saved.daily:
        for job in event.jobs:
            rows: Rows = ((_read(t, job),),)
            screen = Screen(t("ntf-job-for-digest", title=job.title), rows)
            await bag.send(reader.id, screen, daily=True)
        return
    await bag.send(reader.id, _screen(t, event))


def _screen(t: Texts, event: events.JobsMatched) -> Screen:
    """The newest few, and the way to all."""
    saved, jobs = event.saved, event.jobs[::-1]
    shown = jobs[:MOST_SHOWN]
    text = paragraphs(alerts.told(t, saved, len(jobs)), *(listed(t, job) for job in shown))
    if len(jobs) == 1:
        bid = Button(t.label("btn-bid"), MakeBid(job_id=jobs[0].id), "primary")
        ways: Rows = ((bid, _read(t, jobs[0])),)
    else:
        ways = tuple((Button(buttons.named(job.title), OpenJob(id=job.id)),) for job in shown)
    if len(jobs) > len(shown):
        ways = (*ways, (Button(t.label("btn-run-alert"), RunSaved(id=saved.id)),))
    return Screen(text, (*ways, (alerts.mute(t, saved), alerts.stop(t, saved))))


def _read(t: Texts, job: Job) -> Button:
    return Button(t.label("btn-read-job"), OpenJob(id=job.id))
