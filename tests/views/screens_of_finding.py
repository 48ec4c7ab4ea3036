"""Every screen of finding jobs, in every state that changes it."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.finding import COUNTED, Found, Order, Place, Search
from marketplace.money import MOST_MINOR
from tests.views.facts import Facts
from views import finding
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]
MARK = "0123abcd"


def screens_of_finding(t: Texts, facts: Facts) -> Drawn:
    page = tuple(facts.job(less=n) for n in range(finding.PAGE if facts.full else 1))
    query = facts.text(1, 256)
    words = Search(
        query if facts.full else "logo", order=Order.BEST if facts.full else Order.NEWEST
    )
    narrow = replace(
        words,
        skills=tuple(facts.text(2, 28) + f"{n:02}" for n in range(10 if facts.full else 1)),
        least_minor=MOST_MINOR - 1 if facts.full else 1,
        most_minor=MOST_MINOR if facts.full else 0,
        within_days=30 if facts.full else 1,
        own_skills=True,
        unbid=True,
    )
    largest = facts.id()
    following = Place(largest, 9999, largest) if facts.full else None
    mistyped = ((facts.text(4, 32), facts.text(4, 32)),) * (8 if facts.full else 0)
    for search in (Search(), words, narrow, replace(narrow, query="", every_skill=True)):
        for place, total in ((None, COUNTED + 1 if facts.full else 1), (Place(largest), None)):
            found = Found(page, following, total, mistyped)
            yield "finding.results", finding.results(t, search, found, MARK, place)
            nothing = finding.results(t, search, Found((), total=0), MARK, place)
            yield "finding.results", nothing
        for count in (0, 1, COUNTED + 1):
            for reader in (facts.freelancer, facts.client):
                screen = finding.filters(t, search, MARK, count, reader)
                yield "finding.filters", screen
