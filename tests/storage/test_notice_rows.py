"""What people have chosen about notices, what is kept for the summary, and what became one message.

Seen to fail: with `digest_at` overwritten by each kept notice, with all kinds handed over where one
was switched, without the look at whether it is still due, and (PostgreSQL) with `digest_at` set
only where none stands: what came while the summary was sent then waited for good.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import bids, events, notices
from marketplace.errors import Refused
from marketplace.notices import KeptNotice, Kind, Merged, Preferences, QuietHours, Way
from storage.tables import notice_settings, outbox
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, bid_terms, posted, someone, within
from tests.storage.racing import overlap, race, two_programs
from tests.views.happened import words_of
from views.notices import Announcer

SUBJECT = notices.new_bids(1)


def kept(text: str, kind: Kind = Kind.NEW_BIDS) -> KeptNotice:
    from tests.views.facts import NOW

    return KeptNotice(kind, text, "See the bid", "obid:1", NOW)


async def known(storage: Storage, person_id: int = MARC) -> Preferences:
    async with storage.begin() as work:
        return await work.notices.of(person_id)


async def due(storage: Storage) -> list[int]:
    async with storage.begin() as work:
        return await work.notices.due_digests(work.now, 10)


async def keeps(storage: Storage, *texts: str, kind: Kind = Kind.NEW_BIDS) -> None:
    async def act(work: UnitOfWork) -> None:
        at = (await work.notices.of(MARC)).next_digest(work.now)
        for text in texts:
            await work.notices.keep(MARC, kept(text, kind), at)

    await within(storage, act)


async def sends(storage: Storage, person_id: int = MARC) -> list[str]:
    """The lines of the digest that this leads to."""

    async def act(work: UnitOfWork) -> list[str]:
        await notices.send_digest(work, person_id)
        return told(work)

    return await within(storage, act)


def told(work: UnitOfWork) -> list[str]:
    ready = [event for event in work.events if isinstance(event, events.DigestReady)]
    assert len(ready) <= 1
    return [one.text for event in ready for one in event.kept]


@pytest.fixture
async def marc(storage: Storage) -> None:
    """Wants to hear of new bids and of changed ones once a day."""
    person = await someone(storage, MARC, "Marc")
    for kind in (Kind.NEW_BIDS, Kind.BID_CHANGES):
        await within(storage, lambda w, kind=kind: notices.choose_way(w, person, kind, Way.DAILY))


async def test_who_has_chosen_nothing_has_the_defaults_and_no_row(storage: Storage) -> None:
    await someone(storage, MARC, "Marc")
    assert await known(storage) == Preferences(MARC)
    async with storage.begin() as work:
        assert await work.notices._rows(sa.select(notice_settings)) == []


async def test_choices_come_back_as_they_were_made(storage: Storage) -> None:
    marc = await someone(storage, MARC, "Marc")
    quiet = QuietHours(22 * 60 + 30, 6 * 60)
    await within(storage, lambda w: notices.choose_way(w, marc, Kind.OUTCOMES, Way.OFF))
    await within(storage, lambda w: notices.choose_place(w, marc, "Pune, India", "Asia/Kolkata"))
    await within(storage, lambda w: notices.choose_quiet(w, marc, quiet))
    chosen = Preferences(MARC, {Kind.OUTCOMES: Way.OFF}, "Pune, India", "Asia/Kolkata", quiet)
    assert await known(storage) == chosen
    assert await known(storage, ANA) == Preferences(ANA)
    await within(storage, lambda w: notices.choose_quiet(w, marc, None))
    assert await known(storage) == replace(chosen, quiet=None)


async def test_what_makes_no_sense_is_refused(storage: Storage) -> None:
    """Buttons can be forged."""
    marc = await someone(storage, MARC, "Marc")
    for start, end in ((0, 0), (-1, 60), (60, 1440), (10**12, 60)):
        wrong = QuietHours(start, end)
        with pytest.raises(Refused):
            await within(storage, lambda w, q=wrong: notices.choose_quiet(w, marc, q))  # type: ignore[misc]
    with pytest.raises(Refused):
        await within(storage, lambda w: notices.choose_way(w, marc, Kind.MONEY, Way.OFF))
    assert await known(storage) == Preferences(MARC)


async def test_what_a_later_version_has_given_up_is_as_if_never_chosen(storage: Storage) -> None:
    await someone(storage, MARC, "Marc")
    rows = {"kinds": {"gone": "now", "outcomes": "weekly", "new-bids": "off"}, "place": ""}

    async def act(work: UnitOfWork) -> None:
        values = {"person_id": MARC, "time_zone": "", **rows}
        await work.notices._count(notice_settings.insert(), values)

    await within(storage, act)
    assert await known(storage) == Preferences(MARC, {Kind.NEW_BIDS: Way.OFF})


@pytest.mark.usefixtures("marc")
async def test_what_is_kept_is_due_at_nine_and_handed_over_once(
    storage: Storage, clock: FakeClock
) -> None:
    """It is noon: nine in the morning is tomorrow. What comes later is due with it."""
    assert await due(storage) == []
    await keeps(storage, "one")
    clock.pass_(timedelta(hours=5))
    await keeps(storage, "two", "three")
    clock.pass_(timedelta(hours=15, minutes=59))
    assert await due(storage) == []
    assert await sends(storage) == []
    clock.pass_(timedelta(minutes=2))
    await keeps(storage, "four")
    assert await due(storage) == [MARC]
    assert await sends(storage) == ["one", "two", "three", "four"]
    assert await sends(storage) == []
    assert await due(storage) == []
    await keeps(storage, "five")
    assert (await known(storage)).digest_at == clock.now() + timedelta(minutes=-1, days=1)


@pytest.mark.usefixtures("marc")
async def test_a_crash_before_the_commit_loses_nothing(storage: Storage, clock: FakeClock) -> None:
    await keeps(storage, "one")
    clock.pass_(timedelta(days=1))
    async with storage.begin() as work:
        await notices.send_digest(work, MARC)
        assert told(work) == ["one"]
    assert await sends(storage) == ["one"]


@pytest.mark.usefixtures("marc")
async def test_a_kind_that_comes_daily_no_longer_hands_over_what_was_kept(
    storage: Storage, clock: FakeClock
) -> None:
    """Only its own; and when nothing comes daily any more, no digest is due."""
    await keeps(storage, "bid")
    await keeps(storage, "change", kind=Kind.BID_CHANGES)

    async def chooses(kind: Kind, way: Way) -> list[str]:
        async def act(work: UnitOfWork) -> list[str]:
            await notices.choose_way(work, await work.people.get(MARC), kind, way)
            return told(work)

        return await within(storage, act)

    assert await chooses(Kind.NEW_BIDS, Way.DAILY) == []
    assert await chooses(Kind.NEW_BIDS, Way.AT_ONCE) == ["bid"]
    assert await chooses(Kind.BID_CHANGES, Way.OFF) == ["change"]
    clock.pass_(timedelta(days=2))
    assert await sends(storage) == []
    assert await due(storage) == []


@pytest.mark.usefixtures("marc")
async def test_whoever_travels_gets_the_digest_at_nine_there(
    storage: Storage, clock: FakeClock
) -> None:
    await keeps(storage, "one")
    person = await someone(storage, MARC, "Marc")
    where = ("Pune, India", "Asia/Kolkata")
    await within(storage, lambda work: notices.choose_place(work, person, *where))
    assert (await known(storage)).digest_at == clock.now() + timedelta(hours=15, minutes=30)


async def test_merged_notices_are_kept_by_person_and_subject(
    storage: Storage, clock: FakeClock
) -> None:
    marc = await someone(storage, MARC, "Marc")
    one = Merged(7, 1, clock.now())
    await within(storage, lambda work: work.notices.merge(MARC, SUBJECT, one))
    await within(storage, lambda work: work.notices.merge(MARC, SUBJECT, replace(one, count=2)))
    async with storage.begin() as work:
        assert await work.notices.merged(MARC, SUBJECT) == Merged(7, 2, clock.now())
        assert await work.notices.merged(MARC, notices.new_bids(2)) is None
        assert await work.notices.merged(ANA, SUBJECT) is None
    await within(storage, lambda work: notices.saw_bids(work, marc, 1))
    async with storage.begin() as work:
        assert await work.notices.merged(MARC, SUBJECT) is None
    assert one.open(clock.now() + timedelta(hours=23, minutes=59))
    assert not one.open(clock.now() + timedelta(hours=24))


# --- at once -------------------------------------------------------------------------------------


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    async with two_programs(database_url, clock) as opened:
        yield opened


@pytest.mark.usefixtures("marc")
async def test_two_workers_send_one_digest(programs: list[Storage], clock: FakeClock) -> None:
    """Seen to fail where what was taken stayed in its table."""
    await keeps(programs[0], "one", "two")
    clock.pass_(timedelta(days=1))

    async def act(work: UnitOfWork) -> list[str]:
        await notices.send_digest(work, MARC)
        return told(work)

    assert sorted(await race(programs, *[act] * 6)) == [[]] * 5 + [["one", "two"]]


@pytest.mark.usefixtures("marc")
async def test_two_choices_at_once_both_stand(programs: list[Storage]) -> None:
    """Whoever comes second waits, and changes what the first has left."""
    async with programs[0].begin() as work:
        marc = await work.people.get(MARC)
    await overlap(
        programs,
        lambda work: notices.choose_place(work, marc, "Pune, India", "Asia/Kolkata"),
        lambda work: notices.choose_way(work, marc, Kind.REMINDERS, Way.OFF),
    )
    chosen = await known(programs[0])
    assert (chosen.place, chosen.way(Kind.REMINDERS)) == ("Pune, India", Way.OFF)


@pytest.mark.usefixtures("marc")
async def test_what_comes_while_the_digest_is_sent_is_in_the_next(
    programs: list[Storage], clock: FakeClock
) -> None:
    await keeps(programs[0], "one")
    clock.pass_(timedelta(days=1))

    async def digest(work: UnitOfWork) -> list[str]:
        await notices.send_digest(work, MARC)
        return told(work)

    async def keep(work: UnitOfWork) -> None:
        chosen = await work.notices.of(MARC)
        await work.notices.keep(MARC, kept("late"), chosen.next_digest(work.now))

    assert await overlap(programs, digest, keep) == [["one"], None]
    clock.pass_(timedelta(days=1))
    assert await due(programs[0]) == [MARC]
    assert await sends(programs[0]) == ["late"]


async def test_bids_at_once_are_one_message(programs: list[Storage]) -> None:
    """Seen to fail (PostgreSQL) without the lock of the job in `bids.submit`."""
    storage, texts = programs[0], words_of("USD")
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    bidders = [await someone(storage, OLA + n, f"Ola {n}") for n in range(6)]

    async def bid(work: UnitOfWork, number: int) -> None:
        await bids.submit(work, bidders[number], job.id, bid_terms(10000 * (number + 1)))
        await Announcer(lambda _: texts).announce(work, work.outbox)

    await race(programs, *(lambda work, n=n: bid(work, n) for n in range(6)))
    async with storage.begin() as work:
        rows = await work.notices._rows(sa.select(outbox).where(outbox.c.chat_id == MARC))
        merged = await work.notices.merged(MARC, notices.new_bids(job.id))
    (message,) = [row for row in rows if row.method == "sendMessage"]
    (edit,) = [row for row in rows if row.method == "editMessageText"]
    assert "6 new bids" in edit.params["text"]
    assert "From $100 to $600" in edit.params["text"]
    assert (edit.edits, merged.row_id, merged.count) == (message.id, message.id, 6)  # type: ignore[union-attr]
    assert message.line is None


async def test_whoever_looks_while_a_bid_comes_gets_the_next_one_anew(
    programs: list[Storage],
) -> None:
    storage, texts = programs[0], words_of("USD")
    marc, ana = await someone(storage, MARC, "Marc"), await someone(storage, ANA, "Ana")
    job = await posted(storage, marc)

    async def bid(work: UnitOfWork, person_id: int) -> None:
        await bids.submit(work, await work.people.get(person_id), job.id, bid_terms(10000))
        await Announcer(lambda _: texts).announce(work, work.outbox)

    await someone(storage, OLA, "Ola")
    await within(storage, lambda work: bid(work, ana.id))
    await overlap(
        programs,
        lambda work: bid(work, OLA),
        lambda work: notices.saw_bids(work, marc, job.id),
    )
    async with storage.begin() as work:
        assert await work.notices.merged(MARC, notices.new_bids(job.id)) is None
