"""Hidden jobs and bans, as the rules and both databases keep them.

Seen to fail: with `people.save` writing `banned_at`, a profile saved from before the ban lifted it;
with `hire` asking the actor as they were read, or without their lock, a ban and a hiring passed
each other; with `restore` leaving `closes_at`, a job hidden for a month came back expired; with all
hidden jobs restored, lifting a ban brought back what was hidden for itself.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from marketplace import (
    bids,
    checkout,
    deliveries,
    events,
    invitations,
    jobs,
    people,
    relay,
    rulings,
)
from marketplace.bids import BidState
from marketplace.errors import Refused
from marketplace.finding import Search
from marketplace.jobs import Job, JobState
from marketplace.people import Person
from marketplace.relay import Draft
from marketplace.rulings import RulingKind
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import TAKES_MONEY, FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    bid_terms,
    given,
    hired,
    job_terms,
    offered,
    posted,
    sent_file,
    someone,
    within,
)
from tests.storage.racing import overlap, race, two_programs

WHY = "It asks for money before any work."
EVE = 400


@pytest.fixture
async def ola(storage: Storage) -> Person:
    """Runs the bot, together with somebody who has never come."""
    storage.policy = replace(TAKES_MONEY, operators=(OLA, 999))
    return await someone(storage, OLA, "Ola")


def ruling(ola: Person, kind: RulingKind, subject: int) -> Callable[[UnitOfWork], Awaitable[Any]]:
    return lambda work: rulings.rule(work, ola, kind, str(subject), WHY)


async def rules(storage: Storage, ola: Person, kind: RulingKind, subject: int) -> None:
    """Done at once, whatever other operators there are."""
    done = await within(storage, ruling(ola, kind, subject))
    assert done.state is rulings.RulingState.DONE


async def refused(storage: Storage, act: Callable[[UnitOfWork], Awaitable[Any]]) -> str:
    with pytest.raises(Refused) as found:
        await within(storage, act)
    return found.value.key


async def job_now(storage: Storage, job: Job) -> Job:
    found = await within(storage, lambda work: work.jobs.find(job.id))
    assert found
    return found


async def listed(storage: Storage) -> list[int]:
    found = await within(storage, lambda work: work.finding.search(Search(), None, None, 50))
    return [job.id for job in found.jobs]


def inviting(client: Person, freelancer: Person, job_id: int) -> Callable[[UnitOfWork], Any]:
    async def act(work: UnitOfWork) -> None:
        key = (await people.with_key(work, await work.people.get(freelancer.id))).share_key
        await invitations.invite(work, client, key, job_id)

    return act


def within_reach(person: Person, job_id: int) -> Callable[[UnitOfWork], Any]:
    """Handing a job on."""
    return lambda work: jobs.shareable(work, person, job_id)


async def test_an_invitation_to_a_hidden_job_shows_nothing_of_it(
    storage: Storage, ola: Person
) -> None:
    """Seen to fail where an invitation looked at the job's state alone."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    await within(storage, inviting(marc, ana, job.id))
    async with storage.begin() as work:
        (invitation,) = await work.invitations.of_job(job.id)
        assert (await invitations.job_of(work, invitation)).id == job.id
    await rules(storage, ola, RulingKind.HIDE_JOB, job.id)
    shown = refused(storage, lambda work: invitations.job_of(work, invitation))
    assert await shown == "job-not-open"


# --- hidden jobs ---------------------------------------------------------------------------


async def test_a_hidden_job_is_its_clients_alone(storage: Storage, ola: Person) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    eve = await someone(storage, EVE, "Eve")
    brief = await sent_file(storage, marc, "brief.pdf")
    job = await posted(storage, marc, job_terms("A shop for ceramics", brief.id))
    bid = await offered(storage, ana, job)
    await rules(storage, ola, RulingKind.HIDE_JOB, job.id)
    assert await listed(storage) == []
    assert await refused(storage, lambda work: bids.may_bid(work, eve, job.id)) == "job-not-open"
    assert await refused(storage, lambda work: jobs.readable(work, ana, job.id)) == "job-not-open"
    assert await refused(storage, lambda work: bids.hire(work, marc, bid.id)) == "job-hidden"
    assert await refused(storage, lambda work: jobs.renew(work, marc, job.id)) == "job-hidden"
    assert await refused(storage, inviting(marc, eve, job.id)) == "job-hidden"
    for person in (marc, ana):
        shared = within_reach(person, job.id)
        assert await refused(storage, shared) in ("job-hidden", "job-not-open")
    hide = ruling(ola, RulingKind.HIDE_JOB, job.id)
    assert await refused(storage, hide) == "hidden-already"
    found = await within(storage, lambda work: jobs.readable(work, marc, job.id))
    assert (found.hidden_why, found.listed) == (WHY, False)
    for person, visible in ((marc, True), (ana, False), (eve, False)):
        seen = await within(
            storage, lambda work, person=person: work.files.visible_to(person.id, brief.id)
        )
        assert seen is visible
    assert await within(storage, lambda work: work.files.concerns_operators(brief.id))
    await rules(storage, ola, RulingKind.RESTORE_JOB, job.id)
    assert await listed(storage) == [job.id]
    assert not await within(storage, lambda work: work.files.concerns_operators(brief.id))
    await hired(storage, marc, bid)


async def test_the_days_of_a_hidden_job_stand_still(
    storage: Storage, ola: Person, clock: FakeClock
) -> None:
    marc = await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    clock.pass_(timedelta(days=20))
    await rules(storage, ola, RulingKind.HIDE_JOB, job.id)
    now = clock.pass_(timedelta(days=40))
    async with storage.begin() as work:
        assert await work.jobs.due_to_expire(now, 5) == await work.jobs.due_to_warn(now, 5) == []
        await jobs.expire(work, job.id)
        await jobs.warn_of_closing(work, job.id)
        assert work.events == []
    await rules(storage, ola, RulingKind.RESTORE_JOB, job.id)
    found = await job_now(storage, job)
    assert (found.closes_at - now, found.hidden_why) == (timedelta(days=10), "")
    assert await listed(storage) == [job.id]


async def test_a_hidden_job_can_be_changed_and_closed(storage: Storage, ola: Person) -> None:
    """Its bidders hear of the change when it is back; closing it does not bring it back."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job = await posted(storage, marc)
    await offered(storage, ana, job)
    await rules(storage, ola, RulingKind.HIDE_JOB, job.id)
    async with storage.begin() as work:
        await jobs.edit(work, marc, job.id, job_terms("An honest title"))
        assert [event.bidder_ids for event in work.events] == [()]  # type: ignore[attr-defined]
        await work.commit()
    assert (await job_now(storage, job)).hidden
    await within(storage, lambda work: jobs.close(work, marc, job.id))
    assert await refused(storage, lambda work: jobs.renew(work, marc, job.id)) == "job-hidden"
    await rules(storage, ola, RulingKind.RESTORE_JOB, job.id)
    assert await listed(storage) == []
    await within(storage, lambda work: jobs.renew(work, marc, job.id))
    assert await listed(storage) == [job.id]


# --- bans ----------------------------------------------------------------------------------


async def test_who_is_banned_begins_nothing_new(storage: Storage, ola: Person) -> None:
    """Neither as a client nor as a freelancer; asked of the database, not of who was read."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    job, other = await posted(storage, marc), await posted(storage, ana)
    closed = await posted(storage, marc)
    await within(storage, lambda work: jobs.close(work, marc, closed.id))
    bid, own = await offered(storage, ana, job), await offered(storage, marc, other)
    await rules(storage, ola, RulingKind.BAN, MARC)
    terms = job_terms()
    for act in (
        lambda work: jobs.post(work, marc, terms),
        lambda work: jobs.edit(work, marc, job.id, terms),
        lambda work: jobs.renew(work, marc, closed.id),
        lambda work: bids.may_bid(work, marc, other.id),
        lambda work: bids.submit(work, marc, other.id, bid_terms(100)),
        lambda work: bids.hire(work, marc, bid.id),
        inviting(marc, ana, job.id),
        lambda work: says(work, MARC, bid.id),
    ):
        assert await refused(storage, act) == "banned"
    assert await listed(storage) == [other.id]
    gone = await within(storage, lambda work: work.bids.find(own.id))
    assert gone
    assert gone.state is BidState.LET_GO
    assert await refused(storage, ruling(ola, RulingKind.BAN, MARC)) == "banned-already"
    assert await refused(storage, ruling(ola, RulingKind.RESTORE_JOB, job.id)) == "client-banned"
    await within(storage, lambda work: says(work, ANA, bid.id))
    await rules(storage, ola, RulingKind.UNBAN, MARC)
    await within(storage, lambda work: says(work, MARC, bid.id))
    await hired(storage, marc, bid)


async def says(work: UnitOfWork, person_id: int, bid_id: int) -> object:
    actor = await work.people.get(person_id)
    line = await relay.line_of(work, actor, bid_id)
    return await relay.pass_on(work, actor, line, Draft(1, "text", "Hello"))


@pytest.mark.parametrize("banned", [ANA, MARC])
async def test_what_runs_goes_on_to_its_payment(storage: Storage, ola: Person, banned: int) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid = await offered(storage, ana, await posted(storage, marc), 20000)
    project = await hired(storage, marc, bid)
    await given(storage, MARC, 20000)
    await rules(storage, ola, RulingKind.BAN, banned)
    step = project.milestones[0].id
    for person_id in (ANA, MARC):
        await within(storage, lambda work, who=person_id: says(work, who, bid.id))
    delivery = await within(
        storage, lambda work: deliveries.deliver(work, ana, step, "Here it is.", ())
    )
    await within(storage, lambda work: deliveries.accept(work, marc, delivery.id))
    await within(storage, lambda work: checkout.pay_from_wallet(work, marc, step))
    assert await within(storage, lambda work: work.ledger.balance(f"wallet:{ANA}")) == 20000


async def test_lifting_a_ban_brings_back_what_it_has_hidden_and_nothing_else(
    storage: Storage, ola: Person, clock: FakeClock
) -> None:
    marc = await someone(storage, MARC, "Marc")
    bad, good, closed = [await posted(storage, marc) for _ in range(3)]
    await rules(storage, ola, RulingKind.HIDE_JOB, bad.id)
    await rules(storage, ola, RulingKind.BAN, MARC)
    await within(storage, lambda work: jobs.close(work, marc, closed.id))
    clock.pass_(timedelta(days=5))
    async with storage.begin() as work:
        await rulings.rule(work, ola, RulingKind.UNBAN, str(MARC), WHY)
        told = [type(event) for event in work.events]
        await work.commit()
    assert told == [events.JobRestored, events.PersonUnbanned]
    assert await listed(storage) == [good.id]
    assert (await job_now(storage, bad)).hidden
    assert (await job_now(storage, closed)).state is JobState.CLOSED
    assert (await job_now(storage, good)).closes_at == good.closes_at + timedelta(days=5)
    await within(storage, lambda work: jobs.renew(work, marc, closed.id))
    marc = await within(storage, lambda work: work.people.get(MARC))
    assert (marc.banned, marc.banned_why) == (False, "")


async def test_who_may_be_banned_and_by_whom(storage: Storage, ola: Person) -> None:
    marc = await someone(storage, MARC, "Marc")
    own = await posted(storage, ola)
    assert await refused(storage, ruling(marc, RulingKind.BAN, OLA)) == "not-operator"
    assert await refused(storage, ruling(ola, RulingKind.BAN, OLA)) == "operator-stays"
    assert await refused(storage, ruling(ola, RulingKind.BAN, 12345)) == "gone"
    assert await refused(storage, ruling(ola, RulingKind.UNBAN, MARC)) == "not-banned"
    assert await refused(storage, ruling(ola, RulingKind.HIDE_JOB, own.id)) == "own-matter"
    assert await refused(storage, ruling(ola, RulingKind.HIDE_JOB, 12345)) == "gone"
    assert await refused(storage, ruling(ola, RulingKind.RESTORE_JOB, own.id)) == "not-hidden"


async def test_what_was_read_before_a_ban_does_not_lift_it(storage: Storage, ola: Person) -> None:
    marc = await someone(storage, MARC, "Marc")
    await rules(storage, ola, RulingKind.BAN, MARC)
    await within(storage, lambda work: people.set_skills(work, marc, ["Go"]))
    found = await within(storage, lambda work: work.people.get(MARC))
    assert (found.banned_why, found.skills) == (WHY, ("Go",))
    (listed_one,) = await within(storage, lambda work: work.people.banned(None, 5))
    assert listed_one == found


# --- at once -------------------------------------------------------------------------------


async def test_a_ban_and_what_it_forbids_do_not_pass_each_other(
    database_url: str, clock: FakeClock
) -> None:
    """Whichever is first: afterwards no job of the banned one is listed, and nobody was hired
    after the ban."""
    async with two_programs(database_url, clock) as programs:
        for program in programs:
            program.policy = replace(TAKES_MONEY, operators=(OLA,))
        one = programs[0]
        ana, ola = await someone(one, ANA, "Ana"), await someone(one, OLA, "Ola")
        for number, ban_first in enumerate((True, False)):
            client = await someone(one, 500 + number, "Marc")
            bid = await offered(one, ana, await posted(one, client))
            ban = ruling(ola, RulingKind.BAN, client.id)

            def hire(work: UnitOfWork, who: Person = client, bid_id: int = bid.id) -> Any:
                return bids.hire(work, who, bid_id)

            def post(work: UnitOfWork, who: Person = client) -> Any:
                return jobs.post(work, who, job_terms())

            if ban_first:
                assert (await overlap(programs, ban, hire))[1] is None
                assert (await race(programs, post))[0] is None
            else:
                project, ruled = await overlap(programs, hire, ban)
                assert project is not None
                assert ruled is not None
            assert await listed(one) == []
        client = await someone(one, 600, "Marc")
        ban = ruling(ola, RulingKind.BAN, client.id)
        job, ruled = await overlap(programs, lambda work: jobs.post(work, client, job_terms()), ban)
        assert job is not None
        assert ruled is not None
        assert await listed(one) == []


async def test_many_things_at_once_about_two_people_end(
    database_url: str, clock: FakeClock
) -> None:
    """Bans of two who have bid on each other's jobs, bids and hirings: none waits for ever, and
    afterwards nothing of the banned ones is open."""
    async with two_programs(database_url, clock) as programs:
        for program in programs:
            program.policy = replace(TAKES_MONEY, operators=(OLA,))
        one = programs[0]
        ana, marc = await someone(one, ANA, "Ana"), await someone(one, MARC, "Marc")
        ola = await someone(one, OLA, "Ola")
        mine = [await posted(one, marc) for _ in range(4)]
        hers = [await posted(one, ana) for _ in range(4)]
        made = [await offered(one, ana, job) for job in mine[:3]]
        made_by_marc = [await offered(one, marc, job) for job in hers[:3]]
        await race(
            programs,
            ruling(ola, RulingKind.BAN, ANA),
            ruling(ola, RulingKind.BAN, MARC),
            lambda work: bids.hire(work, marc, made[0].id),
            lambda work: bids.hire(work, ana, made_by_marc[0].id),
            lambda work: bids.submit(work, ana, mine[3].id, bid_terms(100)),
            lambda work: bids.submit(work, marc, hers[3].id, bid_terms(100)),
            lambda work: bids.withdraw(work, ana, made[1].id),
            lambda work: jobs.post(work, ana, job_terms()),
            lambda work: jobs.close(work, marc, mine[1].id),
        )
        assert await listed(one) == []
        for person_id in (ANA, MARC):
            found = await within(one, lambda work, who=person_id: work.people.get(who))
            assert found.banned
            assert not await within(
                one, lambda work, who=person_id: work.bids.live_of_freelancer(who)
            )
