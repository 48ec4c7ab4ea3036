"""Open jobs are found by all that is known of them, and nothing else is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from bot.jobs.recount_words import recount_words
from marketplace import bids, jobs
from marketplace.finding import Found, Order, Place, Search
from marketplace.jobs import JobTerms
from marketplace.people import Person
from storage import job_indexing
from storage.tables import people
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage
from tests.storage.deal import ANA, MARC, OLA, bid_terms, job_terms, posted, someone, within

TITLES = (
    "Illustrations for a children's book",
    "React Native developer",
    "Senior React developer (E-Commerce)",
    "Tradução do manual para português",
    "C++ and C# bindings",
    "100% cotton: product_photos",
    "Überarbeitung der Straßenkarte",
    "Microbakery: a landing page",
    "UI for a gold market",
    "Go service, .NET client",
    "京都の小さなパン屋のサイト",
    "Сайт для пекарни",
    "हिन्दी अनुवाद",
)


@pytest.fixture
async def market(storage: Storage) -> Storage:
    marc = await someone(storage, MARC, "Marc")
    for title in TITLES:
        await posted(storage, marc, replace(job_terms(title), description="x" * 20))
    return storage


async def page(
    storage: Storage,
    search: Search,
    place: Place | None = None,
    limit: int = 20,
    person: Person | None = None,
) -> Found:
    async with storage.begin() as work:
        return await work.finding.search(search, person, place, limit)


@pytest.mark.parametrize("order", list(Order))
async def test_a_page_says_where_the_clients_are_from(storage: Storage, order: Order) -> None:
    """In the statement that reads its jobs. Seen to fail with one for each client."""
    marc, ola = await someone(storage, MARC, "Marc"), await someone(storage, OLA, "Ola")
    for client, country in ((marc, "PT"), (ola, "PL")):
        values = people.update().where(people.c.id == client.id).values(country=country)
        await within(storage, lambda work, values=values: work.people._count(values))
    for n in range(6):
        await posted(storage, (marc, ola)[n % 2], job_terms(f"A shop for ceramics {n}"))
    said: list[str] = []

    def hear(*args: Any) -> None:
        said.append(str(args[2]))

    search, engine = Search("ceramics", order=order), storage.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    first = await page(storage, search, limit=5)
    event.remove(engine, "before_cursor_execute", hear)
    assert first.countries == {MARC: "PT", OLA: "PL"}
    assert len([sql for sql in said if "country" in sql]) == 1
    assert (await page(storage, search, first.following, limit=5)).countries.keys() <= {MARC, OLA}


async def found(storage: Storage, query: str) -> list[str]:
    return [job.title for job in (await page(storage, Search(query))).jobs]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("rea", [2, 1]),
        ("REACT dev", [2, 1]),
        ("dev react", [2, 1]),
        ("react nat", [1]),
        ("e-comm", [2]),
        ("react ceramics", []),
        ("traducao", [3]),
        ("TRADUÇÃO portu", [3]),
        ("strassen", [6]),
        ("uber", [6]),
        ("c++", [4]),
        ("c#", [4]),
        ("C", []),
        ("landing b", [7]),
        ("b landing <x>", [7]),
        ("仡 パン", []),
        ("ative", [1]),
        ("karte", [6]),
        ("ustrat ook", [0]),
        ("landin", [7]),
        ("bakery", [7]),
        ("ake", [7]),
        ("UI", [8]),
        ("go", [9]),
        ("gol", [8]),
        (".net", [9]),
        ("net", [9]),
        ("パン屋", [10]),
        ("京", [10]),
        ("ト", [10]),
        ("屋京", []),
        ("пекарн", [11]),
        ("ДЛЯ сайт", [11]),
        ("अनुवाद", [12]),
        ("हिन्", [12]),
    ],
)
async def test_by_words_and_parts_of_words(market: Storage, query: str, numbers: list[int]) -> None:
    """ "ui" and "go" are words, so that they mean no "build" and no "gold"."""
    assert await found(market, query) == [TITLES[n] for n in numbers]


@pytest.mark.parametrize(
    ("typed", "meant", "number"),
    [
        ("bakrey micro", "", None),
        ("microbakrey", "microbakery", 7),
        ("ilustrations", "illustrations", 0),
        ("mannual", "manual", 3),
        ("bindimgs", "bindings", 4),
        ("пекорни", "пекарни", 11),
        ("dveeloper reect", "", None),
        ("develuper rezct", "", None),
        ("uo", "", None),
    ],
)
async def test_one_mistake_a_word_is_forgiven(
    market: Storage, typed: str, meant: str, number: int | None
) -> None:
    answer = await page(market, Search(typed))
    assert dict(answer.instead).get(typed, "") == meant
    if number is not None:
        assert [job.title for job in answer.jobs] == [TITLES[number]]


async def test_words_of_the_text_and_the_skills_count_too(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    terms = replace(
        job_terms("A page for us"), description="We sell sourdough bread.", skills=("Machine Tea",)
    )
    await posted(storage, marc, terms)
    for query in ("sourdo", "machine page", "doug us"):
        assert await found(storage, query) == ["A page for us"]


async def test_no_words_means_all(market: Storage) -> None:
    assert await found(market, "") == list(TITLES[::-1])
    assert await found(market, "…!? '\"") == list(TITLES[::-1])


async def test_pages_and_their_number(market: Storage) -> None:
    """A job posted meanwhile moves nothing."""
    marc = await someone(market, MARC, "Marc")
    for order in Order:
        search, seen = Search("a", order=order) if order is Order.NEWEST else Search(), []
        search = replace(search, query="", order=order)
        answer = await page(market, search, limit=3)
        assert answer.total == len(TITLES)
        seen = [job.id for job in answer.jobs]
        while answer.following:
            await posted(market, marc, job_terms("A newer one"))
            answer = await page(market, search, answer.following, limit=3)
            assert answer.total is None
            seen += [job.id for job in answer.jobs]
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == len(set(seen)) == len(TITLES)
        async with market.begin() as work:
            newer = await work.finding.search(Search("newer one"), None, None, 50)
        for job in newer.jobs:
            await within(market, lambda work, job=job: jobs.close(work, marc, job.id))  # type: ignore[misc]


async def test_the_best_match_first(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    titles = ("Bakery page", "The page of a bakery", "Microbakery page", "A page of bakerylike")
    for title in (*titles, "Something else entirely"):
        await posted(storage, marc, job_terms(title))
    other = replace(job_terms("Our own words"), description="A page for the bakery, please do it.")
    await posted(storage, marc, other)
    search = Search("bakery page", order=Order.BEST)
    seen: list[str] = []
    answer = await page(storage, search, limit=2)
    assert answer.total == 5
    seen += [job.title for job in answer.jobs]
    await posted(storage, marc, job_terms("Bakery page again"))
    while answer.following:
        answer = await page(storage, search, answer.following, limit=2)
        seen += [job.title for job in answer.jobs]
    assert seen == [*titles[:2], titles[3], titles[2], "Our own words"]


async def test_more_than_a_thousand_are_not_counted(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.finding.COUNTED", 3)
    marc = await someone(storage, MARC, "Marc")
    for number in range(6):
        await posted(storage, marc, job_terms(f"Page number {number}"))
    assert (await page(storage, Search("page"), limit=2)).total == 4
    assert (await page(storage, Search("number 3"), limit=2)).total == 1


def priced(least: int, most: int) -> Callable[[JobTerms], JobTerms]:
    return lambda terms: replace(terms, budget_min_minor=least, budget_max_minor=most)


async def test_filters(storage: Storage, clock: FakeClock) -> None:
    marc, ana = await someone(storage, MARC, "Marc"), await someone(storage, ANA, "Ana")
    ana = await within(storage, lambda work: people_skills(work, ana))
    old = await posted(storage, marc, priced(5000, 9000)(skilled("Old page", "SQL")))
    clock.pass_(timedelta(days=8))
    cheap = await posted(storage, marc, priced(10000, 20000)(skilled("Cheap page", "node.js")))
    dear = await posted(storage, marc, priced(70000, 90000)(skilled("Dear page", "SQL", "Node.JS")))
    both = {"skills": ("NODE.js", "sql")}

    async def ids(**fields: object) -> list[int]:
        search = Search("page", **fields)  # type: ignore[arg-type]
        answer = await page(storage, search, person=ana)
        assert answer.total == len(answer.jobs)
        return [job.id for job in answer.jobs]

    assert await ids(**both) == [dear.id, cheap.id, old.id]
    assert await ids(**both, every_skill=True) == [dear.id]
    assert await ids(skills=("node",)) == []
    assert await ids(own_skills=True) == [dear.id, old.id]
    assert await ids(own_skills=True, skills=("node.js",)) == [dear.id]
    assert await ids(within_days=7) == [dear.id, cheap.id]
    assert await ids(within_days=9) == [dear.id, cheap.id, old.id]
    assert await ids(least_minor=20000) == [dear.id, cheap.id]
    assert await ids(least_minor=20001) == [dear.id]
    assert await ids(most_minor=10000) == [cheap.id, old.id]
    assert await ids(most_minor=9999) == [old.id]
    assert await ids(least_minor=15000, most_minor=69999) == [cheap.id]
    assert await ids(least_minor=95000) == []
    bid = await within(storage, lambda work: bids.submit(work, ana, dear.id, bid_terms(80000)))
    assert await ids(unbid=True) == [cheap.id, old.id]
    assert bid.job_id == dear.id
    clock.pass_(timedelta(days=20))
    assert await ids(within_days=1) == []


def skilled(title: str, *skills: str) -> JobTerms:
    return replace(job_terms(title), skills=skills)


async def test_only_open_jobs_are_found(market: Storage, clock: FakeClock) -> None:
    marc, ana = await someone(market, MARC, "Marc"), await someone(market, ANA, "Ana")
    async with market.begin() as work:
        by_title = {job.title: job for job in await work.jobs.of_client(MARC, None, 20)}
    closed, taken = by_title[TITLES[1]], by_title[TITLES[2]]
    await within(market, lambda work: jobs.close(work, marc, closed.id))
    bid = await within(market, lambda work: bids.submit(work, ana, taken.id, bid_terms(20000)))
    await within(market, lambda work: bids.hire(work, marc, bid.id))
    assert await found(market, "react") == []
    assert await found(market, "eact") == []
    await within(market, lambda work: jobs.renew(work, marc, closed.id))
    assert await found(market, "react") == [closed.title]
    clock.pass_(jobs.OPEN_FOR)
    assert await found(market, "") == []  # over, though nobody has ended them yet
    assert await found(market, "rea") == []


async def test_a_changed_job_is_found_by_its_new_words_alone(storage: Storage) -> None:
    """Seen to fail where the old entry was not removed as it was put."""
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc, job_terms("A museum for ceramics"))
    terms = skilled("A gallery for ceramics", "Glazing")
    await within(storage, lambda work: jobs.edit(work, marc, job.id, terms))
    assert await found(storage, "museum") == []
    assert await found(storage, "gallery ceramics") == ["A gallery for ceramics"]
    assert [j.id for j in (await page(storage, Search(skills=("glazing",)))).jobs] == [job.id]
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    if storage.engine.dialect.name == "sqlite":
        async with storage.engine.begin() as connection:
            left = await connection.execute(text("SELECT count(*) FROM job_index_words"))
            assert left.scalar() == 0
            await connection.execute(
                text("INSERT INTO job_index (job_index, rank) VALUES ('integrity-check', 0)")
            )


async def test_a_budget_between_two_steps_is_compared_exactly(storage: Storage) -> None:
    """Seen to fail on PostgreSQL with an index that is left alone when only the bounds change."""
    marc = await someone(storage, MARC, "Marc")
    terms = replace(job_terms(), budget_min_minor=333_000, budget_max_minor=333_300)
    job = await posted(storage, marc, terms)
    asked = Search(least_minor=333_310, most_minor=333_400)
    assert (await page(storage, asked)).total == 0
    wider = replace(terms, budget_max_minor=333_310)
    await within(storage, lambda work: jobs.edit(work, marc, job.id, wider))
    assert [one.id for one in (await page(storage, asked)).jobs] == [job.id]


async def test_what_was_rolled_back_is_no_word(storage: Storage) -> None:
    """Seen to fail with words learned inside the unit of work that added them: the next job with
    them didn't store them, and no other process would ever have found it."""
    marc = await someone(storage, MARC, "Marc")
    async with storage.begin() as work:
        await jobs.post(work, marc, job_terms("A vanishing gazette"))
        await work.finding.search(Search("gazette"), None, None, 5)
    assert await found(storage, "gazette") == []
    await posted(storage, marc, job_terms("A real gazette"))
    storage.vocabulary.__init__()  # type: ignore[misc]
    assert await found(storage, "gazet") == ["A real gazette"]


async def test_the_index_made_anew_is_the_same(market: Storage) -> None:
    queries = ("react", "bakery", "", "パン屋", "und")
    before = [await found(market, query) for query in queries]
    async with market.engine.begin() as connection:
        await job_indexing.make_anew(connection)
        assert not await job_indexing.make_if_old(connection)
    market.vocabulary.__init__()  # type: ignore[misc]
    assert [await found(market, query) for query in queries] == before


async def test_words_are_counted_anew(market: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.word_counts.BATCH", 7)
    await recount_words(market)
    market.vocabulary.__init__()  # type: ignore[misc]
    assert len(await found(market, "react")) == 2
    assert market.vocabulary.jobs["react"] == 2
    assert market.vocabulary.jobs["microbakery"] == 1
    assert market.vocabulary.jobs["python"] == len(TITLES)


async def test_two_processes_learn_each_others_words(
    market: Storage, database_url: str, clock: FakeClock
) -> None:
    other = open_storage(database_url, clock)
    marc = await someone(market, MARC, "Marc")
    assert await found(other, "zither") == []
    await posted(market, marc, job_terms("A zither lesson"))
    assert await found(other, "zith") == ["A zither lesson"]
    await posted(other, marc, job_terms("Another zither, a lute"))
    assert len(await found(market, "zither")) == 2
    assert await found(market, "lut") == ["Another zither, a lute"]
    await other.close()


STRANGE = (
    '"', "'", "\\", "\0", "\ud800", "*", "^react", "title:react", "react AND", "NEAR(react)",
    "(", "react OR", "-react", "{title} : react", "react*", "a'b", "react & ! |", "<->", ":*",
    "%", "_j", "_sreact", "\u202ereact", "🍞", "react 🍞", "ﬁ", "𝔯𝔢𝔞𝔠𝔱", "İ", "ß" * 256,
)  # fmt: skip


@pytest.mark.parametrize("strange", STRANGE)
async def test_nothing_typed_is_more_than_words(market: Storage, strange: str) -> None:
    for order in Order:
        answer = await page(market, Search(strange, skills=(strange,), order=order))
        assert answer.jobs == ()
        await page(market, Search(strange, order=order))
    for title in await found(market, strange):
        assert title in TITLES


async def test_nothing_typed_raises(market: Storage) -> None:
    async with market.begin() as work:
        marc = await work.people.get(MARC)

        @settings(
            max_examples=150,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(query=st.text(max_size=256), skill=st.text(min_size=1, max_size=30))
        def tried(query: str, skill: str) -> None:
            questions.append(Search(query, skills=(skill,), own_skills=True, unbid=True))
            questions.append(Search(query, order=Order.BEST))

        questions: list[Search] = []
        tried()
        for search in questions:
            await work.finding.search(search, marc, None, 5)
            await work.finding.search(search, marc, Place(2**70, 5, 2**70), 5)


async def people_skills(work: object, person: Person) -> Person:
    from marketplace import people

    return await people.set_skills(work, person, ["sql", "Go"])  # type: ignore[arg-type]
