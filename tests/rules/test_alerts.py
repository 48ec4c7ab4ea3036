"""Which new job answers which saved search."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.finding import Search
from marketplace.jobs import Job, JobTerms
from marketplace.people import Person
from marketplace.terms import indexed, is_unspaced
from marketplace.text import folded
from marketplace.wanted import content_of, wanted

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
    assert answers(job(), search) is fits
    assert is_as_said(job(), search) is fits


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("A JSX page", ".js"),
        ("C# and python", "#python"),
        ("abcdefghijklmnopqr", "abcdefghijklXnopqr"),
        ("abcdefghijklm and defghijklmnop", "abcdefghijklmnop"),
        ("node.jsя", "js"),
    ],
)
def test_what_is_nearly_asked_for_is_no_answer(title: str, query: str) -> None:
    """Seen to fail where a piece of ".jsx" was ".js", and where the skill Python was "#python"."""
    terms = replace(TERMS, title=title, description=".jsx", skills=("python",))
    assert not answers(job(terms), Search(query))


def test_a_long_word_is_compared_as_a_whole() -> None:
    """Seen to fail where terms of more letters than a piece were left out."""
    terms = replace(TERMS, title="Landing page, Donaudampfschifffahrtsgesellschaft")
    assert answers(job(terms), Search("dampfschifffahrt"))
    assert answers(job(terms), Search("donaudampfschiff landing"))
    assert not answers(job(terms), Search("donaudampfschiffer"))


words = st.text(st.sampled_from("abcdäß+#. @京屋\u0e01я"), max_size=60)
tags = st.sampled_from(["SQL", "go", "C++", "ab", "@a", "京"])
searches = st.builds(
    Search,
    query=words,
    skills=st.lists(tags, max_size=2, unique=True).map(tuple),
    every_skill=st.booleans(),
    own_skills=st.booleans(),
)


@given(searches, words, words, st.lists(tags, max_size=3, unique=True))
def test_comparing_parts_is_the_same_as_looking_for_what_was_said(
    search: Search, title: str, description: str, skills: list[str]
) -> None:
    """Seen to fail with anchors longer than the pieces of a word."""
    terms = replace(TERMS, title=title, description=description, skills=tuple(skills))
    for one in (search, replace(search, query=title[3:30]), replace(search, query=description)):
        assert answers(job(terms), one) is is_as_said(job(terms), one)


def answers(job: Job, search: Search) -> bool:
    """As the database and `alerts.match` compare them."""
    asked, content, terms = wanted(search, ANA), content_of(job), job.terms
    return (
        not content.parts.isdisjoint(asked.anchors)
        and content.has_of_each(asked.further)
        and asked.least_minor <= terms.budget_max_minor
        and (not asked.most_minor or asked.most_minor >= terms.budget_min_minor)
    )


def is_as_said(job: Job, search: Search) -> bool:
    """What `Search` promises, term by term and skill by skill."""
    terms = job.terms
    found = {word for text in (terms.title, terms.description) for word in indexed(text)}
    found |= {*indexed(" ".join(terms.skills))}
    if search.least_minor and terms.budget_max_minor < search.least_minor:
        return False
    if search.most_minor and terms.budget_min_minor > search.most_minor:
        return False
    has = {*map(folded, terms.skills)}
    if any(has.isdisjoint(map(folded, group)) for group in search.skill_groups(ANA)):
        return False
    return all(any(_means(term, word) for word in found) for term in search.terms)


def _means(term: str, word: str) -> bool:
    if term.startswith(".") or (len(term) < 3 and not is_unspaced(term)):
        return word == term
    return word.startswith(term) if len(term) < 3 else term in word
