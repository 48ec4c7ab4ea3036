"""Freelancers in the directory: who is found, by what, in which order, page by page."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace import directory, people
from marketplace.directory import Found, Place
from marketplace.errors import Refused
from marketplace.jobs import Job, JobTerms
from marketplace.people import Experience, Person
from storage import directory as stored
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import MARC, posted, someone, within

HOUR = timedelta(hours=1)


async def made(storage: Storage, person_id: int, name: str, about: str, *skills: str) -> Person:
    async def act(work: UnitOfWork) -> Person:
        person = await people.arrive(work, person_id, name, "en")
        person = await people.set_details(work, person, name, "PT", "")
        person = await people.set_skills(work, person, skills)
        return await people.set_description(work, person, about.ljust(20, "."))

    return await within(storage, act)


async def names(storage: Storage, query: str, *, by: int = MARC) -> list[str]:
    async with storage.begin() as work:
        found = await directory.newest(work, await work.people.get(by), query, None, 50)
    return [one.person.name for one in found]


async def test_words_of_every_part_find_their_beginnings_do_and_others_do_not(
    storage: Storage,
) -> None:
    """Seen to fail with the titles of experience left out, and with unfolded words."""
    await someone(storage, MARC, "Marc")
    ana = await made(storage, 1, "Ana Conceição", "I draw calm logos for bakeries", "C++", "Figma")
    await made(storage, 2, "Bob", "Plumbing of every sort", "Pipes")
    entry = Experience("Acme", "Lead illustrator", "PT", 2015, None)
    await within(storage, lambda work: people.put_experience(work, ana, entry))
    for query in (
        "conceicao",
        "CONC",
        "logo",
        "bakeries calm",
        "c++",
        "figm",
        "illustrator",
        "=figma",
    ):
        assert await names(storage, query) == ["Ana Conceição"], query
    for query in ("acme", "ogos", "logo plumbing", "c+++", "zebra"):
        assert await names(storage, query) == [], query
    assert {*await names(storage, "")} == {"Bob", "Ana Conceição"}


async def test_what_is_changed_is_found_by_its_new_words_alone(storage: Storage) -> None:
    """Seen to fail without the removal of old words."""
    await someone(storage, MARC, "Marc")
    ana = await made(storage, 1, "Ana", "I draw calm logos", "Figma")
    await within(storage, lambda work: people.put_experience(
        work, ana, Experience("Acme", "Illustrator", "PT", 2015, None)))  # fmt: skip
    await within(storage, lambda work: people.set_skills(work, ana, ["Copywriting"]))
    async with storage.begin() as work:
        entry = (await work.people.experience(1))[0].id
    assert await names(storage, "figma") == []
    assert await names(storage, "copyw") == ["Ana"]
    assert await names(storage, "illustrator") == ["Ana"]
    await within(storage, lambda work: people.remove_experience(work, ana, entry))
    assert await names(storage, "illustrator") == []


async def test_only_who_is_visible_complete_and_reachable_is_found_and_nobody_finds_themselves(
    storage: Storage,
) -> None:
    """Seen to fail when an unreachable person stayed listed."""
    await someone(storage, MARC, "Marc")
    ana = await made(storage, 1, "Ana", "I draw calm logos", "Figma")
    await within(storage, lambda work: people.arrive(work, 2, "Figma Newcomer", "en"))
    assert await names(storage, "figma") == ["Ana"]
    assert await names(storage, "figma", by=1) == []
    await within(storage, lambda work: people.set_visible(work, ana, visible=False))
    assert await names(storage, "figma") == []
    async with storage.begin() as work:
        ana = await work.people.get(1)
        with pytest.raises(Refused, match="not-listed"):
            await directory.listed(work, await work.people.get(MARC), ana.share_key)
        assert await directory.listed(work, ana, ana.share_key) == ana
    await within(storage, lambda work: people.set_visible(work, ana, visible=True))
    await within(storage, lambda work: work.people.unreachable(1))
    assert await names(storage, "figma") == []
    await within(storage, lambda work: people.arrive(work, 1, "Ana", "en"))
    assert await names(storage, "figma") == ["Ana"]


async def test_busy_ones_come_last_and_who_was_active_last_comes_first(
    storage: Storage, clock: FakeClock
) -> None:
    await someone(storage, MARC, "Marc")
    for number, name in enumerate(("Ana", "Bob", "Cy", "Di"), start=1):
        await made(storage, number, name, "I draw calm logos", "Figma")
        clock.pass_(HOUR)
    bob, di = [await _get(storage, number) for number in (2, 4)]
    for person in (bob, di):
        await within(storage, lambda work, p=person: people.set_busy(work, p, busy=True))
    assert await names(storage, "figma") == ["Cy", "Ana", "Di", "Bob"]
    await within(storage, lambda work: people.arrive(work, 1, "Ana", "en"))
    assert await names(storage, "") == ["Ana", "Cy", "Di", "Bob"]


async def test_being_active_is_written_once_an_hour_and_changes_nothing_else(
    storage: Storage, clock: FakeClock
) -> None:
    ana = await made(storage, 1, "Ana", "I draw calm logos", "Figma")
    clock.pass_(2 * HOUR)
    await within(storage, lambda work: people.arrive(work, 1, "Ana", "en"))
    seen = await _get(storage, 1)
    assert seen.active_at == ana.active_at + 2 * HOUR
    await within(storage, lambda work: work.people.save(ana))  # read before that
    assert (await _get(storage, 1)).active_at == seen.active_at


async def test_pages_follow_each_other_without_gap_or_repeat(
    storage: Storage, clock: FakeClock
) -> None:
    """Newest first and fit first, for people of whom many are alike.

    Seen to fail when the available ones came once more behind busy ones, and to go on for ever with
    `<=` for the key.
    """
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc, _terms("Figma", "Logos", "CSS"))
    for number in range(1, 24):
        skills = ["Figma", "Logos", "CSS"][: 1 + number % 3]
        person = await made(storage, number, f"P{number:02}", "I draw calm logos", *skills)
        if number % 4 == 0:
            await within(storage, lambda work, p=person: people.set_busy(work, p, busy=True))
        if number % 5 == 0:
            clock.pass_(HOUR)
    for fit in (job, None):
        pages = await _pages(storage, fit, 4)
        everybody = [one.person.name for page in pages for one in page]
        assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 3]
        assert len(set(everybody)) == 23
        order = [
            (one.person.busy, -len(one.shared) if fit else 0, -one.person.active_at.timestamp())
            for page in pages
            for one in page
        ]
        assert order == sorted(order)


async def test_a_job_finds_who_shares_a_skill_the_most_first(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc, _terms("graphic design", "CSS", "SEO"))
    await made(storage, 1, "Ana", "Nothing of interest", "CSS")
    await made(storage, 2, "Bob", "Nothing of interest", "Graphic Design", "css")
    await made(storage, 3, "Cy", "Graphic things by design", "Graphic novels", "Design")
    async with storage.begin() as work:
        found = await directory.fitting(work, marc, job, None, 9)
    shared = [(one.person.name, one.shared) for one in found]
    assert shared == [("Bob", ("Graphic Design", "css")), ("Ana", ("CSS",))]


async def test_common_words_are_walked_to_the_same_people(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen to fail with the walk's words compared as wholes, not by their beginnings."""
    await someone(storage, MARC, "Marc")
    for number in range(1, 9):
        about = "Logos and calm pages" if number % 2 else "Calm words for pages"
        await made(storage, number, f"P{number}", about, "Figma")
    expected = [set(await names(storage, q)) for q in ("calm", "log", "calm log", "fig wor")]
    monkeypatch.setattr(stored, "MOST_HITS", 2)
    walked = [set(await names(storage, q)) for q in ("calm", "log", "calm log", "fig wor")]
    assert walked == expected
    assert [len(one) for one in walked] == [8, 4, 4, 4]


async def test_of_too_many_the_rarely_skilled_and_the_latest_are_compared(
    storage: Storage, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hit too many makes the difference; the order is the same on either side, page by page.

    Seen to fail without the busy ones' latest, with `<` for the hits of rare skills, and when all
    skills of a profile are counted.
    """
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc, _terms("Figma", "Logos", "CSS", "Ikebana"))
    for number, (skills, busy) in enumerate(MANY, start=1):
        person = await made(storage, number, f"P{number:02}", "I draw calm logos", *skills)
        if busy:
            await within(storage, lambda work, p=person: people.set_busy(work, p, busy=True))
        clock.pass_(HOUR)
    everybody = ["P12", "P02", "P10", "P09", "P01", "P05", "P04", "P03", "P08", "P06", "P07"]
    hits = sum(len({*skills} - {"SEO"}) for skills, _ in MANY)
    monkeypatch.setattr(stored, "ALL_COMPARED", hits)
    monkeypatch.setattr(stored, "RARE_COMPARED", 2)
    monkeypatch.setattr(stored, "LATEST_COMPARED", 2)
    assert await _fitting(storage, job) == everybody
    monkeypatch.setattr(stored, "ALL_COMPARED", hits - 1)
    assert await _fitting(storage, job) == ["P12", "P02", "P01", "P08", "P07"]
    monkeypatch.setattr(stored, "RARE_COMPARED", 1)
    assert await _fitting(storage, job) == ["P12", "P08", "P07"]
    monkeypatch.setattr(stored, "LATEST_COMPARED", 12)
    assert await _fitting(storage, job) == everybody


async def test_a_forged_place_breaks_nothing(storage: Storage) -> None:
    """Counts that no integer of PostgreSQL holds, and keys that no database takes."""
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    digits = "9" * 30
    for place in (f"{digits}.{digits}.{digits}.{digits}", "0.99.0.\0", "1.0.0.\ud800"):
        after = Place.unpacked(place)
        assert after is not None
        async with storage.begin() as work:
            await directory.newest(work, marc, "", after, 3)
            await directory.fitting(work, marc, job, after, 3)


@pytest.mark.parametrize(
    "query", ["\0", "\ud800 x", "a" * 5000, "%_\\'; --", "😀", "ß" * 100, "\U0010ffff"]
)
async def test_odd_words_find_nobody_and_break_nothing(storage: Storage, query: str) -> None:
    await someone(storage, MARC, "Marc")
    await made(storage, 1, "Ana", "I draw calm logos", "Figma")
    assert await names(storage, query) in ([], ["Ana"])
    async with storage.begin() as work:
        assert await work.directory.of_key(query) is None
        await work.directory.fitting({query}, 0, None, 5)


def test_a_place_survives_its_button_and_garbage_is_none() -> None:
    place = Place(True, 10, FakeClock().now().replace(microsecond=0), "A-_b" * 4)
    assert Place.unpacked(place.packed()) == place
    assert len(place.packed()) <= 32
    for garbage in (
        "",
        "0",
        "0.0.0",
        "x.0.0.k",
        "0.-1.0.k",
        "0.0.1e5.k",
        "0.٣.0.k",
        "...",
        "².0.0.",
    ):
        assert Place.unpacked(garbage) is None
    huge = Place.unpacked("9" * 99 + "." + "9" * 99 + "." + "9" * 99 + "." + "k" * 99)
    assert huge is None or len(huge.key) <= 16


async def test_whoever_was_here_before_is_found_after_the_migration(own_database_url: str) -> None:
    """As if they had filled in their profile today."""
    from storage import schema
    from tests.conftest import open_storage

    storage = open_storage(own_database_url, FakeClock())
    await someone(storage, MARC, "Marc")
    ana = await made(storage, 1, "Ana Conceição", "I draw calm logos", "Graphic design", "C++")
    await within(storage, lambda work: people.put_experience(
        work, ana, Experience("Acme", "Lead illustrator", "PT", 2015, None)))  # fmt: skip
    async with storage.begin() as work:
        columns = (tables.people_words.c.person_id, tables.people_words.c.word)
        before = {tuple(row) for row in await work.people._rows(select(*columns))}
    await storage.close()
    await schema.downgrade(own_database_url, "0005")
    await schema.migrate(own_database_url)
    storage = open_storage(own_database_url, FakeClock())
    async with storage.begin() as work:
        assert {tuple(row) for row in await work.people._rows(select(*columns))} == before
        assert len((await work.people.get(1)).share_key) == people.KEY_LENGTH
    assert await names(storage, "illustr") == ["Ana Conceição"]
    await storage.close()


# --- helpers -------------------------------------------------------------------------------

MANY = (
    (("Figma", "Ikebana", "SEO"), False),
    (("Figma", "Logos", "Ikebana"), False),
    (("CSS",), False),
    (("CSS", "SEO"), False),
    (("Logos",), False),
    (("CSS", "Logos"), True),
    (("Figma",), True),
    (("Figma", "Logos", "CSS"), True),
    (("CSS", "Logos"), False),
    (("Logos", "Figma", "SEO"), False),
    (("SEO",), False),
    (("Figma", "Logos", "CSS"), False),
)
"""Skills, and whether busy: each was active an hour after the one before."""


async def _get(storage: Storage, person_id: int) -> Person:
    async with storage.begin() as work:
        return await work.people.get(person_id)


def _terms(*skills: str) -> JobTerms:
    return JobTerms("A shop for ceramics", "A shop for handmade ceramics.", skills, 500, 800)


async def _fitting(storage: Storage, job: Job) -> list[str]:
    return [one.person.name for page in await _pages(storage, job, 2) for one in page]


async def _pages(storage: Storage, job: Job | None, size: int) -> list[Sequence[Found]]:
    """All pages, each from where the one before ended, by way of its button."""
    pages: list[Sequence[Found]] = []
    after: Place | None = None
    async with storage.begin() as work:
        marc = await work.people.get(MARC)
        while len(pages) < 50:
            if job:
                page = await directory.fitting(work, marc, job, after, size)
            else:
                page = await directory.newest(work, marc, "figma", after, size)
            if not page:
                return pages
            pages.append(page)
            after = Place.unpacked(page[-1].place.packed())
    raise AssertionError("the pages never end")
