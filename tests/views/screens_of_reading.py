"""Every screen of reading jobs and of saving them, in every state that changes it."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.clients import MOST_COUNTED, ClientRecord
from marketplace.jobs import JobState
from marketplace.saved_jobs import MOST_SAVED, Page
from marketplace.standings import NEUTRAL, Standing
from tests.views.facts import Facts
from views import jobs, saved_jobs
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]
MOST = MOST_COUNTED
RECORDS = (
    ClientRecord(),
    ClientRecord(jobs_posted=1),
    ClientRecord(2, hired=1, fell_due=1),
    ClientRecord(3, ended=2),
    ClientRecord(4, hired=3, ended=1, fell_due=3, paid_on_time=2),
    ClientRecord(MOST, MOST - 1, 1, MOST, MOST - 1),
)


def screens_of_reading(t: Texts, facts: Facts) -> Drawn:
    yield from _read(t, facts)
    yield "saved_jobs.saved_list", saved_jobs.saved_list(t, Page())
    most = saved_jobs.PAGE if facts.full else 1
    for state in JobState:
        kept = tuple(facts.job(state, n) for n in range(most))
        for number in (0, MOST_SAVED // saved_jobs.PAGE):
            page = Page(kept, number, more=facts.full)
            yield "saved_jobs.saved_list", saved_jobs.saved_list(t, page)
    hidden = Page((facts.hidden(),))
    yield "saved_jobs.saved_list", saved_jobs.saved_list(t, hidden)


def _read(t: Texts, facts: Facts) -> Drawn:
    """By a freelancer, who has all of the skills or none of them."""
    job = facts.job()
    readers = (
        replace(facts.freelancer, skills=job.terms.skills),
        replace(facts.freelancer, skills=()),
    )
    for record in RECORDS:
        for standing in (NEUTRAL, Standing(10**6, (5 * 10**6,) * 3)):
            for reader in readers:
                for saved in (True, False):
                    screen = jobs.job(
                        t,
                        job,
                        reader=reader,
                        client=facts.client,
                        live_bid=None,
                        bid_count=10**6,
                        record=record,
                        standing=standing,
                        saved=saved,
                    )
                    yield "jobs.job", screen
