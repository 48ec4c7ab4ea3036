"""Screens of reports, hidden jobs and banned people; see screens.py."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.bids import BidState
from marketplace.jobs import JobState
from marketplace.reports import ReportKind, ReportState
from tests.views.facts import Facts
from views import admin_reports, bids, jobs, reports
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]


def screens_of_trust(t: Texts, facts: Facts) -> Drawn:
    yield "reports.why_job", reports.why_job(t, facts.job())
    yield "reports.why_person", reports.why_person(t, facts.id(), facts.client)
    yield "reports.sent", reports.sent(t)
    yield from _hidden(t, facts)
    yield from _reports(t, facts)
    yield from _lists(t, facts)


def _hidden(t: Texts, facts: Facts) -> Drawn:
    """As its client and its bidders see it."""
    client, freelancer = facts.client, facts.freelancer
    for by_ban in (False, True):
        for state in (JobState.OPEN, JobState.CLOSED):
            job = facts.hidden(state, by_ban=by_ban)
            for reader, bid in ((client, None), (freelancer, facts.bid()), (freelancer, None)):
                screen = jobs.job(
                    t, job, reader=reader, client=client, live_bid=bid, bid_count=3, new_bids=1
                )
                yield "jobs.job", screen
            yield "jobs.own_jobs", jobs.own_jobs(t, [(job, 3)], more=False)
            yield "admin_reports.job", admin_reports.job(t, job, client)
        for made in (facts.bid(), facts.bid(BidState.LET_GO)):
            yield "bids.own_bid", bids.own_bid(t, made, facts.hidden(by_ban=by_ban))
            yield "bids.offered_bid", bids.offered_bid(t, made, facts.hidden(), freelancer)
    for state in JobState:
        yield "admin_reports.job", admin_reports.job(t, facts.job(state), client)


def _reports(t: Texts, facts: Facts) -> Drawn:
    client, freelancer = facts.client, facts.freelancer
    restricted = replace(facts.banned, id=client.id)
    for kind in ReportKind:
        for state in ReportState:
            for job in (facts.job(), facts.hidden(), None):
                for person in (client, restricted):
                    one = facts.report(kind, state, job=job is not None)
                    others = 1000 if facts.full else 0
                    screen = admin_reports.report(t, one, job, person, freelancer, others=others)
                    yield "admin_reports.report", screen


def _lists(t: Texts, facts: Facts) -> Drawn:
    many = range(8 if facts.full else 1)
    client = facts.client
    made = [(facts.report(less=n), None if n % 2 else facts.job(), client) for n in many]
    hidden = [replace(facts.hidden(), id=facts.id(n)) for n in many]
    banned = [replace(facts.banned, id=facts.id(n)) for n in many]
    for before in (0, facts.id()):
        for full in (True, False):
            more = facts.full and full
            some = made if full else []
            yield "admin_reports.listed", admin_reports.listed(t, some, before=before, more=more)
            jobs_ = hidden if full else []
            yield "admin_reports.hidden", admin_reports.hidden(t, jobs_, before=before, more=more)
            people = banned if full else []
            yield "admin_reports.banned", admin_reports.banned(t, people, before=before, more=more)
