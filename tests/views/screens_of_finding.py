"""Every screen of finding jobs, in every state that changes it."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.alerts import MOST_SAVED, SavedSearch
from marketplace.finding import COUNTED, Found, Order, Place, Search
from tests.views.facts import Facts
from views import alerts, finding
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]
MARK = "0123abcd"


def screens_of_finding(t: Texts, facts: Facts) -> Drawn:
    page = tuple(facts.job(less=n) for n in range(finding.PAGE if facts.full else 1))
    words = Search(facts.search.query, order=Order.BEST if facts.full else Order.NEWEST)
    narrow = replace(
        facts.search, order=words.order, within_days=30 if facts.full else 1, unbid=True
    )
    largest = facts.id()
    following = Place(largest, 9999, largest) if facts.full else None
    mistyped = ((facts.text(4, 32), facts.text(4, 32)),) * (8 if facts.full else 0)
    for search in (Search(), words, narrow, replace(narrow, query="", every_skill=True)):
        for place, total in ((None, COUNTED + 1 if facts.full else 1), (Place(largest), None)):
            found = Found(page, following, total, mistyped, {facts.client.id: facts.client.country})
            yield "finding.results", finding.results(t, search, found, MARK, place)
            nothing = finding.results(t, search, Found((), total=0), MARK, place)
            yield "finding.results", nothing
        yield "finding.missed", finding.missed(t, search, MARK)
        for count in (0, 1, COUNTED + 1):
            for reader in (facts.freelancer, facts.client):
                screen = finding.filters(t, search, MARK, count, reader)
                yield "finding.filters", screen
    yield from _alerts(t, facts)


def _alerts(t: Texts, facts: Facts) -> Drawn:
    yield "alerts.saved_searches", alerts.saved_searches(t, [])
    for search in (Search(), facts.search):
        for daily, muted in ((False, False), (True, False), (False, True)):
            one = SavedSearch(facts.id(), 1, search, daily=daily, muted=muted)
            many = [replace(one, id=facts.id(n)) for n in range(MOST_SAVED if facts.full else 1)]
            yield "alerts.saved_searches", alerts.saved_searches(t, many)
            for fresh in (True, False):
                yield "alerts.saved", alerts.saved(t, one, fresh=fresh)
        yield "alerts.stopped", alerts.stopped(t, search)
