"""The screens of choosing among bids: the overview, side by side, which to compare."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.choosing import MOST_CANDIDATES, MOST_SHORTLISTED, Candidate, Order
from tests.views.facts import NOW, Facts
from views import bids, choosing, comparing
from views.callbacks import Compare, ListBids
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]


def candidate(facts: Facts, less: int = 0) -> Candidate:
    """The largest, or the smallest, of everything; every second one is neither new nor listed."""
    rated = {"wilson": 0.9, "count": 10**6, "mean": 4.9} if facts.full else {}
    listed = facts.full and less % 2 == 0
    return Candidate(
        facts.bid(less=less),
        facts.freelancer,
        fit=100 if facts.full else 0,
        shortlisted=listed,
        picked=listed and less < 6,
        **rated,
    )


def screens_of_choosing(t: Texts, facts: Facts) -> Drawn:
    job = facts.job()
    yield "choosing.overview", choosing.overview(t, job, [])
    for count in (1, 8, 9, MOST_CANDIDATES):
        many = [candidate(facts, less) for less in range(count)]
        for order in Order:
            for page in (0, 1, 24, 10**6):
                screen = choosing.overview(
                    t, job, many, order=order, page=page, since=None, total=10**6
                )
                yield "choosing.overview", screen
        yield "choosing.overview", choosing.overview(t, job, many, since=NOW)
    back = ListBids(job_id=job.id, order=Order.RATING, page=24)
    for count in (2, 3):
        compared = [candidate(facts, less) for less in range(count)]
        cheap = [_cheap(one) for one in compared]
        for others in (True, False):
            for shown in (compared, cheap):
                yield (
                    "comparing.compare",
                    comparing.compare(t, job, shown, back=back, others=others),
                )
    for count in (4, MOST_SHORTLISTED):
        listed = [candidate(facts, less) for less in range(count)]
        yield "comparing.choose_compared", comparing.choose_compared(t, job, listed, back=back)
    one = candidate(facts)
    yield (
        "bids.confirm_hire",
        bids.confirm_hire(t, one.bid, job, one.freelancer, Compare(job_id=job.id)),
    )


def _cheap(one: Candidate) -> Candidate:
    """Its figures fit side by side."""
    terms = replace(one.bid.terms, amount_minor=1250_50)
    return replace(one, bid=replace(one.bid, terms=terms))
