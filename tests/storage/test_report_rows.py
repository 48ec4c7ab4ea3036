"""Reports: one at a time by a person about a job or a person, and one end each.

Seen to fail: with reports about a person's job taken for reports about the person, and with `end`
swapping from any state.
"""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace import events, reports
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.reports import MOST_OPEN, Report, ReportKind, ReportState
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import TAKES_MONEY, FakeClock
from tests.storage.deal import ANA, MARC, OLA, offered, posted, someone, within
from tests.storage.racing import race, two_programs

SCAM = ReportKind.SCAM
WORDS = "The same job under three names."


@pytest.fixture
async def people(storage: Storage) -> tuple[Person, Person, Person]:
    """Ana, Marc, and Ola, who runs the bot."""
    storage.policy = replace(TAKES_MONEY, operators=(OLA,))
    return (
        await someone(storage, ANA, "Ana"),
        await someone(storage, MARC, "Marc"),
        await someone(storage, OLA, "Ola"),
    )


async def test_one_at_a_time_about_each(
    storage: Storage, people: tuple[Person, Person, Person]
) -> None:
    ana, marc, ola = people
    job, other = await posted(storage, marc), await posted(storage, marc)
    bid = await offered(storage, ana, job)
    by_job = [
        await within(storage, lambda work, one=one: reports.report_job(work, ana, one.id, SCAM))
        for one in (job, other)
    ]
    about = await within(storage, lambda work: reports.report_person(work, ana, bid.id, SCAM))
    assert (about.person_id, about.bid_id, about.job_id) == (MARC, bid.id, None)
    for key, act in (
        ("reported-already", lambda work: reports.report_job(work, ana, job.id, SCAM)),
        ("reported-already", lambda work: reports.report_person(work, ana, bid.id, SCAM)),
        ("own-report", lambda work: reports.report_job(work, marc, job.id, SCAM)),
        ("not-yours", lambda work: reports.report_person(work, ola, bid.id, SCAM)),
        ("not-operator", lambda work: reports.dismiss(work, ana, about.id)),
        ("gone", lambda work: reports.dismiss(work, ola, about.id + 1)),
        ("wrong-too-short", lambda work: _in_words(work, marc, bid.id, "Bad")),
        ("wrong-too-long", lambda work: _in_words(work, marc, bid.id, "b" * 501)),
    ):
        with pytest.raises(Refused) as refused:
            await within(storage, act)
        assert refused.value.key == key
    async with storage.begin() as work:
        assert await work.reports.newest_open(None, 2) == [about, by_job[1]]
        assert await work.reports.newest_open(by_job[1].id, 2) == [by_job[0]]
        assert await work.reports.open_about_job(job.id) == [by_job[0]]
        assert len(await work.reports.open_about_person(MARC)) == 3
        assert await work.reports.any_on_line(bid.id)
        assert (await work.books.glance()).reports == 3
    await within(storage, lambda work: reports.dismiss(work, ola, about.id))
    again = await within(storage, lambda work: _in_words(work, ana, bid.id, WORDS))
    assert (again.words, again.state) == (WORDS, ReportState.OPEN)


async def _in_words(work: UnitOfWork, who: Person, bid_id: int, words: str) -> Report:
    return await reports.report_person(work, who, bid_id, ReportKind.OTHER, words)


async def test_nobody_floods_the_operators(
    storage: Storage, people: tuple[Person, Person, Person]
) -> None:
    ana, marc, ola = people
    found = [await posted(storage, marc) for _ in range(MOST_OPEN + 1)]
    made = [
        await within(storage, lambda work, one=one: reports.report_job(work, ana, one.id, SCAM))
        for one in found[:MOST_OPEN]
    ]
    with pytest.raises(Refused, match="too-many-reports"):
        await within(storage, lambda work: reports.report_job(work, ana, found[-1].id, SCAM))
    await within(storage, lambda work: reports.dismiss(work, ola, made[0].id))
    await within(storage, lambda work: reports.report_job(work, ana, found[-1].id, SCAM))


async def test_an_operator_judges_no_report_of_themselves(
    storage: Storage, people: tuple[Person, Person, Person]
) -> None:
    ana, _, ola = people
    job = await posted(storage, ola)
    made = await within(storage, lambda work: reports.report_job(work, ana, job.id, SCAM))
    with pytest.raises(Refused, match="own-matter"):
        await within(storage, lambda work: reports.dismiss(work, ola, made.id))


async def test_a_report_ends_once(database_url: str, clock: FakeClock) -> None:
    """Two operators dismiss and act at once: whoever reported hears of one of them."""
    async with two_programs(database_url, clock) as programs:
        one = programs[0]
        for program in programs:
            program.policy = replace(TAKES_MONEY, operators=(OLA, 301))
        ana, marc = await someone(one, ANA, "Ana"), await someone(one, MARC, "Marc")
        ola, otto = await someone(one, OLA, "Ola"), await someone(one, 301, "Otto")
        job = await posted(one, marc)
        made = await within(one, lambda work: reports.report_job(work, ana, job.id, SCAM))
        told: list[events.Event] = []

        async def dismisses(work: UnitOfWork, who: Person) -> None:
            await reports.dismiss(work, who, made.id)
            told.extend(work.events)

        async def acts(work: UnitOfWork) -> None:
            await reports.acted_on(work, ola, [made])
            told.extend(work.events)

        await race(
            programs,
            lambda work: dismisses(work, ola),
            acts,
            lambda work: dismisses(work, otto),
        )
        assert [type(event) for event in told] == [events.ReportEnded]


async def test_the_database_knows_it_too(
    storage: Storage, people: tuple[Person, Person, Person]
) -> None:
    ana, marc, _ = people
    job = await posted(storage, marc)
    made = await within(storage, lambda work: reports.report_job(work, ana, job.id, SCAM))
    with pytest.raises(IntegrityError):
        await within(storage, lambda work: work.reports.add(made))
    oneself = replace(made, reported_by=MARC)
    with pytest.raises(IntegrityError):
        await within(storage, lambda work: work.reports.add(oneself))
