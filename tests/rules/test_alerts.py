"""Which new job answers which saved search."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.alerts import anchors, anchors_of, answers, content_of
from marketplace.finding import Search
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANA = Person(1, "Ana", skills=("SQL", "Logo design"))
TERMS = JobTerms(
    "Microbakery: a landing page",
    "C++ and Go for our UI, .NET too. 京都の小さなパン屋",
    ("sql", "Node.JS"),
    40000,
    60000,
)


def job(terms: JobTerms = TERMS) -> Job:
    return Job(1, 2, terms, NOW, NOW + timedelta(days=30))


@pytest.mark.parametrize(
    ("search", "fits"),
    [
        (Search(), True),
        (Search("bakery"), True),
        (Search("LANDIN micro"), True),
        (Search("bakery logo"), False),
        (Search("go"), True),
        (Search("lan"), True),
        (Search("la"), False),
        (Search("c++"), True),
        (Search("c#"), False),
        (Search("c"), False),
        (Search(".net"), True),
        (Search("パン屋"), True),
        (Search("京"), True),
        (Search("屋京"), False),
        (Search("node"), True),
        (Search(skills=("SQL",)), True),
        (Search(skills=("SQL", "Java")), True),
        (Search(skills=("SQL", "Java"), every_skill=True), False),
        (Search(own_skills=True), True),
        (Search(own_skills=True, skills=("Java",)), False),
        (Search(least_minor=60000), True),
        (Search(least_minor=60001), False),
        (Search(most_minor=40000), True),
        (Search(most_minor=39999), False),
        (Search("bakery", skills=("node.js",), least_minor=50000, most_minor=50000), True),
    ],
)
def test_a_job_answers_what_it_was_asked_for(search: Search, fits: bool) -> None:
    assert answers(content_of(job()), search, ANA) is fits
    if fits:
        assert {*anchors(search, ANA)} & anchors_of(job())


words = st.text(st.sampled_from("abcäß+#. 京屋\u0e01я"), max_size=40)


@given(words, words, st.lists(st.sampled_from(["SQL", "go", "C++"]), min_size=1, max_size=3))
def test_what_answers_is_met_by_its_anchor(query: str, title: str, skills: list[str]) -> None:
    """Seen to fail with anchors longer than the pieces of a word."""
    terms = replace(TERMS, title=title, description="", skills=tuple(skills))
    for search in (Search(query), Search(query, skills=tuple(skills)), Search(own_skills=True)):
        if answers(content_of(job(terms)), search, ANA):
            assert {*anchors(search, ANA)} & anchors_of(job(terms))
