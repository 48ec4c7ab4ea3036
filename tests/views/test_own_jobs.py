"""A job as its own client reads it: whether somebody has bid, and what happens next.

Seen to fail with "No bids yet" under a job for which somebody is hired.
"""

from dataclasses import replace

import pytest

from marketplace.jobs import JobState
from marketplace.money import Currency
from tests.views.facts import NOW, Facts
from tests.views.telegram import plain
from views.jobs import job, own_jobs
from views.texts import Texts

T = Texts("en", Currency())


def read(state: JobState, bid_count: int, *, hidden: bool = False) -> str:
    facts = Facts(full=False, letters="x")
    one, client = facts.job(state), facts.client
    one = replace(one, client_id=client.id, hidden_at=NOW if hidden else None)
    screen = job(T, one, reader=client, client=client, live_bid=None, bid_count=bid_count)
    return plain(screen.text)


def test_an_open_job_says_what_happens_next() -> None:
    assert "No bids yet. I tell you as soon as one arrives." in read(JobState.OPEN, 0)
    assert "2 bids" in read(JobState.OPEN, 2)


def test_nobody_bids_on_a_hidden_job() -> None:
    assert "as soon as one arrives" not in read(JobState.OPEN, 0, hidden=True)


@pytest.mark.parametrize("state", [JobState.HIRED, JobState.CLOSED, JobState.EXPIRED])
def test_no_bids_are_counted_where_none_waits(state: JobState) -> None:
    facts = Facts(full=False, letters="x")
    listed = own_jobs(T, [(facts.job(state), 0)], more=False)
    assert "bids" not in read(state, 0) + plain(listed.text).removeprefix("Your jobs")
