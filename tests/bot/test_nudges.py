"""Who waits for an answer, and who is waited for, are told so: once, kindly, in one message a job.

Seen to fail: with each bid told of by itself, with a message of the client's not taken for an
answer, with a word of the reader's that doesn't end the waiting, with the reminder left due, with
what was never delivered asked about, and with a bid told of again after it was changed.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.jobs import nudge_bids, remind_answers
from bot.jobs.timed import Drain, TimedJob
from marketplace import bids, hiding, jobs
from marketplace.bids import Bid
from marketplace.people import Person
from storage.unit_of_work import Storage, UnitOfWork
from tests.bot.archiving import dispatcher
from tests.bot.conftest import rows
from tests.conftest import FakeClock
from tests.storage.deal import MARC, bid_terms, hired, offered, posted, running, someone, within
from tests.storage.racing import two_programs
from tests.storage.talking import says

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def told(storage: Storage, who: Person, words: str) -> list[dict[str, Any]]:
    """What went out to somebody with these words in it, edits included."""
    texts = [row.params for row in await rows(storage) if row.chat_id == who.id]
    return [params for params in texts if words in params.get("text", "")]


def drain(storage: Storage) -> Drain:
    return Drain(storage, dispatcher().announce, lambda: None)


async def works_off(storage: Storage, job: TimedJob = nudge_bids.JOB) -> int:
    return await drain(storage).run(job)


async def clients_job(storage: Storage) -> tuple[Person, jobs.Job]:
    marc = await someone(storage, MARC, "Marc")
    return marc, await posted(storage, marc)


async def bidder(storage: Storage, job: jobs.Job, n: int) -> tuple[Person, Bid]:
    person = await someone(storage, 1000 + n, f"Bidder {n}")
    return person, await offered(storage, person, job)


BIDDER, CLIENT, ASKED = "without an answer yet", "for your answer", "for your answer about"


# --- bids ------------------------------------------------------------------------------------


async def test_after_three_days_both_hear_of_it_once(storage: Storage, clock: FakeClock) -> None:
    marc, job = await clients_job(storage)
    ana, _ = await bidder(storage, job, 1)
    clock.pass_(3 * DAY - MINUTE)
    assert await works_off(storage) == 0
    clock.pass_(MINUTE)
    assert await works_off(storage) == 1
    for _ in range(2):
        assert len(await told(storage, ana, BIDDER)) == 1
        assert len(await told(storage, marc, CLIENT)) == 1
        clock.pass_(5 * DAY)
        assert await works_off(storage) == 0


async def test_twelve_bids_are_one_message_to_the_client(
    storage: Storage, clock: FakeClock
) -> None:
    marc, job = await clients_job(storage)
    everybody = [(await bidder(storage, job, n))[0] for n in range(12)]
    clock.pass_(3 * DAY)
    await works_off(storage)
    (message,) = await told(storage, marc, CLIENT)
    assert message["text"].startswith("12 people have been waiting")
    for person in everybody:
        assert len(await told(storage, person, BIDDER)) == 1


async def test_what_comes_within_a_day_joins_the_clients_message(
    storage: Storage, clock: FakeClock
) -> None:
    """No second one rings; it says how many there are by now."""
    _, job = await clients_job(storage)
    await bidder(storage, job, 1)
    clock.pass_(DAY / 2)
    second, _ = await bidder(storage, job, 2)
    clock.pass_(3 * DAY - DAY / 2)
    await works_off(storage)
    clock.pass_(DAY / 2)
    await works_off(storage)
    assert len(await told(storage, second, BIDDER)) == 1
    first, again = [row for row in await rows(storage) if CLIENT in row.params.get("text", "")]
    assert (first.method, again.method) == ("sendMessage", "editMessageText")
    assert first.params["text"].startswith("Somebody has been waiting")
    assert again.params["text"].startswith("2 people have been waiting")
    assert again.edits == first.id


@pytest.mark.parametrize("act", ["talks", "declines", "hires another", "withdraws", "closes"])
async def test_an_answer_of_any_kind_ends_the_waiting(
    storage: Storage, clock: FakeClock, act: str
) -> None:
    marc, job = await clients_job(storage)
    ana, bid = await bidder(storage, job, 1)
    _, other = await bidder(storage, job, 2)
    clock.pass_(DAY)
    if act == "talks":
        await says(storage, marc, bid.id, "Which colours?")
        await says(storage, marc, other.id, "Which colours?")
    elif act == "declines":
        for one in (bid, other):
            await within(storage, lambda work, one=one: bids.decline(work, marc, one.id))
    elif act == "hires another":
        await hired(storage, marc, other)
    elif act == "withdraws":
        await within(storage, lambda work: bids.withdraw(work, ana, bid.id))
    else:
        await within(storage, lambda work: jobs.close(work, marc, job.id))
    clock.pass_(3 * DAY)
    await works_off(storage)
    assert await told(storage, ana, BIDDER) == []
    assert len(await told(storage, marc, CLIENT)) == (1 if act == "withdraws" else 0)


async def test_a_word_of_the_bidders_own_is_no_answer(storage: Storage, clock: FakeClock) -> None:
    marc, job = await clients_job(storage)
    ana, bid = await bidder(storage, job, 1)
    await says(storage, ana, bid.id, "Have you seen it?")
    clock.pass_(3 * DAY)
    await works_off(storage)
    assert len(await told(storage, ana, BIDDER)) == 1
    assert len(await told(storage, marc, CLIENT)) == 1


async def test_a_changed_bid_waits_anew_unless_it_was_told_of(
    storage: Storage, clock: FakeClock
) -> None:
    _, job = await clients_job(storage)
    ana, bid = await bidder(storage, job, 1)

    async def changes(amount_minor: int) -> None:
        terms = bid_terms(amount_minor)
        await within(storage, lambda work: bids.edit(work, ana, bid.id, terms))

    clock.pass_(2 * DAY)
    await changes(100)
    clock.pass_(2 * DAY)
    assert await works_off(storage) == 0
    clock.pass_(DAY)
    assert await works_off(storage) == 1
    await changes(200)
    clock.pass_(9 * DAY)
    assert await works_off(storage) == 0
    assert len(await told(storage, ana, BIDDER)) == 1


@pytest.mark.parametrize("hidden_days", [1, 4, 10])
async def test_bids_of_a_hidden_job_are_told_of_three_days_after_it_is_restored(
    storage: Storage, clock: FakeClock, hidden_days: int
) -> None:
    """However often they were due meanwhile; who was told before is not told again.

    Seen to fail when a hidden job's bids counted as told of, and when their clock went on.
    """
    marc, job = await clients_job(storage)
    ana, _ = await bidder(storage, job, 1)
    clock.pass_(3 * DAY)
    await works_off(storage)
    eve, _ = await bidder(storage, job, 2)

    async def hides(work: UnitOfWork) -> None:
        await hiding.hide(work, await hiding.hideable(work, job.id), "Is it real?")

    async def restores(work: UnitOfWork) -> None:
        await hiding.restore(work, await hiding.restorable(work, job.id), "It is.")

    await within(storage, hides)
    for _ in range(hidden_days):
        clock.pass_(DAY)
        await works_off(storage)
    await within(storage, restores)
    clock.pass_(3 * DAY - MINUTE)
    assert await works_off(storage) == 0
    assert await told(storage, eve, BIDDER) == []
    clock.pass_(MINUTE)
    assert await works_off(storage) == 1
    for person, messages in ((ana, 1), (eve, 1), (marc, 2)):
        words = CLIENT if person is marc else BIDDER
        assert len(await told(storage, person, words)) == messages


async def test_two_workers_tell_it_once(own_database_url: str, clock: FakeClock) -> None:
    async with two_programs(own_database_url, clock) as (one, other):
        marc, job = await clients_job(one)
        everybody = [(await bidder(one, job, n))[0] for n in range(5)]
        ana, _, project = await running(one)
        await says(one, ana, project.bid_id, "Are you there?")
        clock.pass_(3 * DAY)
        both = [drain(one), drain(other)]
        for timed in (nudge_bids.JOB, remind_answers.JOB):
            await asyncio.gather(*(worker.run(timed) for worker in both))
        assert len(await told(one, marc, "for your answer to their")) == 1
        assert len(await told(one, marc, "for your answer about")) == 1
        for person in everybody:
            assert len(await told(one, person, BIDDER)) == 1


async def test_broken_off_before_the_commit_it_is_done_again(
    storage: Storage, clock: FakeClock
) -> None:
    marc, job = await clients_job(storage)
    await bidder(storage, job, 1)
    await says(storage, marc, (await bidder(storage, job, 2))[1].id, "Hello?")
    clock.pass_(3 * DAY)

    async def dies(work: UnitOfWork) -> None:
        await dispatcher().announce(work)
        raise RuntimeError("killed")

    for timed, due, words in ((nudge_bids.JOB, 2, BIDDER), (remind_answers.JOB, 1, ASKED)):
        assert await Drain(storage, dies, lambda: None).run(timed) == 0
        assert not [row for row in await rows(storage) if words in row.params.get("text", "")]
        assert await works_off(storage, timed) == due
        assert await works_off(storage, timed) == 0
        assert [row for row in await rows(storage) if words in row.params.get("text", "")]
    assert len(await told(storage, marc, CLIENT)) == 1


# --- messages --------------------------------------------------------------------------------


async def asks(storage: Storage) -> int:
    return await works_off(storage, remind_answers.JOB)


async def test_a_day_after_the_first_unanswered_message_its_reader_is_reminded_once(
    storage: Storage, clock: FakeClock
) -> None:
    ana, marc, project = await running(storage)
    line = project.bid_id
    await says(storage, marc, line, "Hello Ana")
    await says(storage, ana, line, "Hello! Which colours do you like?")
    clock.pass_(timedelta(hours=20))
    await says(storage, ana, line, "Still there?")
    clock.pass_(timedelta(hours=4) - MINUTE)
    assert await asks(storage) == 0
    clock.pass_(MINUTE)
    assert await asks(storage) == 1
    (reminder,) = await told(storage, marc, ASKED)
    assert "Which colours" in reminder["text"]
    assert "The first of 2 messages" in reminder["text"]
    noted = [row.line for row in await rows(storage) if ASKED in row.params.get("text", "")]
    assert noted == [line]
    await says(storage, ana, line, "Hm.")
    clock.pass_(9 * DAY)
    assert await asks(storage) == 0
    await says(storage, marc, line, "Red ones.")
    clock.pass_(DAY)
    assert await asks(storage) == 1
    assert len(await told(storage, ana, ASKED)) == 1
    assert len(await told(storage, marc, ASKED)) == 1


async def test_who_answers_in_time_is_not_reminded(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage)
    await says(storage, ana, project.bid_id, "Which colours?")
    clock.pass_(timedelta(hours=23))
    await says(storage, marc, project.bid_id, "Red.")
    clock.pass_(timedelta(hours=2))
    assert await asks(storage) == 0
    assert await told(storage, marc, ASKED) == []


@pytest.mark.parametrize("why", ["over", "left", "undelivered", "dead"])
async def test_nobody_is_asked_who_could_not_answer(
    storage: Storage, clock: FakeClock, why: str
) -> None:
    marc, job = await clients_job(storage)
    ana, bid = await bidder(storage, job, 1)
    message = await says(storage, ana, bid.id, "Which colours?")

    async def act(work: UnitOfWork) -> None:
        if why == "over":
            await bids.decline(work, marc, bid.id)
        elif why == "left":
            await work.people.unreachable(marc.id)
        elif why == "undelivered":
            await work.relay.wait(message.id)
        else:
            row = await work.outbox.put(marc.id, "sendMessage", {"text": "x"})
            await work.relay.carried_by(message.id, row)

    await within(storage, act)
    clock.pass_(DAY)
    assert await asks(storage) == 1
    assert await told(storage, marc, ASKED) == []
    clock.pass_(DAY)
    assert await asks(storage) == 0


async def test_what_is_no_text_is_named(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await running(storage)
    await says(storage, ana, project.bid_id, "", kind="voice")
    clock.pass_(DAY)
    await asks(storage)
    (reminder,) = await told(storage, marc, ASKED)
    assert "Voice message" in reminder["text"]
    assert "<blockquote>" not in reminder["text"]
