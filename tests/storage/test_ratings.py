"""Ratings as both databases keep them: who sees what and when, once each, whoever else is at it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.jobs import follow_ratings
from bot.jobs.timed import Drain
from marketplace import cancellations, checkout, disputes, events, ratings
from marketplace.errors import Refused
from marketplace.people import Person, Role
from marketplace.projects import Project, ProjectState
from marketplace.ratings import Rating
from marketplace.standings import NEUTRAL, Standing
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork
from tests.bot.archiving import dispatcher
from tests.bot.conftest import rows
from tests.conftest import FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    OLA,
    accepted,
    completed,
    delivered,
    given,
    hired,
    offered,
    posted,
    running,
    someone,
    within,
)
from tests.storage.racing import Act, overlap, race, two_programs

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
WORDS = "Understood at once what we needed."


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    async with two_programs(database_url, clock) as opened:
        yield opened


async def done(storage: Storage) -> tuple[Person, Person, Project]:
    """Ana, Marc, and their complete project."""
    ana, marc, project = await running(storage, 20000)
    return ana, marc, await completed(storage, project.id)


def by_marc(project: Project, marc: Person, *stars: int, words: str = WORDS) -> Act:
    return lambda work: ratings.rate(
        work, marc, project.id, Role.FREELANCER, stars or (5, 4, 4), words
    )


def by_ana(project: Project, ana: Person, *stars: int, words: str = "") -> Act:
    return lambda work: ratings.rate(work, ana, project.id, Role.CLIENT, stars or (5, 5, 5), words)


async def standing(storage: Storage, person_id: int, role: Role) -> Standing:
    async with storage.begin() as work:
        return (await work.ratings.standings([person_id], role))[person_id]


async def shown(storage: Storage, project: Project, reader: Person) -> list[Rating]:
    async with storage.begin() as work:
        return (await ratings.of_project(work, reader, project.id))[1]


async def told(storage: Storage, who: int, words: str) -> list[str]:
    texts = [row.params.get("text", "") for row in await rows(storage) if row.chat_id == who]
    return [text for text in texts if words in text]


async def refusal(storage: Storage, act: Act) -> str:
    with pytest.raises(Refused) as caught:
        await within(storage, act)
    return caught.value.key


async def works_off(storage: Storage) -> int:
    return await Drain(storage, dispatcher().announce, lambda: None).run(follow_ratings.JOB)


async def announced(storage: Storage, act: Act) -> list[events.Event]:
    """What happened, after its notices were put into the outbox."""

    async def whole(work: UnitOfWork) -> list[events.Event]:
        await act(work)
        await dispatcher().announce(work)
        return work.events

    return await within(storage, whole)


# --- who sees what, and when ---------------------------------------------------------------


@pytest.mark.parametrize("rated", ["nobody", "marc", "ana", "both"])
async def test_what_is_visible_just_before_the_end_and_at_it(
    storage: Storage, clock: FakeClock, rated: str
) -> None:
    """Seen to fail with `<` for `<=`, and with the second rating shown alone. No job runs here."""
    ana, marc, project = await done(storage)
    clock.pass_(DAY)
    if rated in ("marc", "both"):
        await within(storage, by_marc(project, marc))
    clock.pass_(DAY)
    if rated in ("ana", "both"):
        await within(storage, by_ana(project, ana))
    clock.pass_(12 * DAY - SECOND)
    for passed in (timedelta(), SECOND, DAY):
        clock.pass_(passed)
        over = bool(passed)
        marcs = rated == "both" or (over and rated == "marc")
        anas = rated == "both" or (over and rated == "ana")
        for reader in (ana, marc):
            authors = {rating.author_id for rating in await shown(storage, project, reader)}
            assert authors == ({MARC} if marcs else set()) | ({ANA} if anas else set())
        assert (await standing(storage, ANA, Role.FREELANCER)).count == int(marcs)
        assert (await standing(storage, MARC, Role.CLIENT)).count == int(anas)
        async with storage.begin() as work:
            said = await work.ratings.shown_of(ANA, Role.FREELANCER, None, 5)
        assert [one.title for one in said] == ([project.title] if marcs else [])
    assert await standing(storage, ANA, Role.CLIENT) == NEUTRAL


async def test_it_can_be_changed_until_it_is_visible(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await done(storage)
    await within(storage, by_marc(project, marc, 1, 1, 1))
    clock.pass_(14 * DAY - SECOND)
    await within(storage, by_marc(project, marc, 5, 5, 4, words="On second thoughts, good."))
    async with storage.begin() as work:
        (kept,) = await work.ratings.of_project(project.id)
        _, own = await ratings.may_rate(work, marc, project.id)
    assert own == kept
    assert (kept.stars, kept.comment) == ((5, 5, 4), "On second thoughts, good.")
    assert kept.shows_at == clock.now() + SECOND
    clock.pass_(SECOND)
    assert await refusal(storage, by_marc(project, marc)) == "rating-shown"
    assert await refusal(storage, by_ana(project, ana)) == "rating-over"


async def test_after_both_have_rated_nothing_changes(storage: Storage) -> None:
    ana, marc, project = await done(storage)
    assert await within(storage, by_marc(project, marc)) is None
    others = await within(storage, by_ana(project, ana))
    assert (others.author_id, others.comment) == (MARC, WORDS)
    for again in (by_marc(project, marc), by_ana(project, ana)):
        assert await refusal(storage, again) == "rating-shown"


async def test_who_may_not_rate_and_what_not(storage: Storage) -> None:
    ola = await someone(storage, OLA, "Ola")
    ana, marc, project = await running(storage, 20000)
    assert await refusal(storage, by_marc(project, marc)) == "rating-too-early"
    project = await completed(storage, project.id)
    assert await refusal(storage, by_marc(project, ola)) == "not-yours"
    assert await refusal(storage, by_ana(project, marc)) == "not-yours"  # nobody rates themself
    assert await refusal(storage, by_marc(project, marc, 0, 5, 5)) == "wrong-stars"
    assert await refusal(storage, by_marc(project, marc, 5, 6, 5)) == "wrong-stars"
    too_long = by_marc(project, marc, words="x" * 1001)
    assert await refusal(storage, too_long) == "wrong-too-long"
    for look in (ratings.of_project, ratings.may_rate):
        assert await refusal(storage, lambda work, look=look: look(work, ola, project.id)) == (
            "not-yours"
        )
    async with storage.begin() as work:
        assert await work.ratings.of_project(project.id) == []
    assert await standing(storage, ana.id, Role.FREELANCER) == NEUTRAL


async def test_a_cancelled_project_is_not_rated(storage: Storage, clock: FakeClock) -> None:
    """One of its milestones was paid; it is not complete for all that."""
    ana, marc, project = await running(storage)
    await given(storage, MARC, 100_000)
    first = project.milestones[0].id
    await accepted(storage, marc, await delivered(storage, ana, first))
    await within(storage, lambda work: checkout.pay_from_wallet(work, marc, first))
    reason = "My plans have changed."
    await within(storage, lambda work: cancellations.propose(work, marc, project.id, reason))
    happened = await announced(storage, lambda work: cancellations.agree(work, ana, project.id))
    assert not [event for event in happened if isinstance(event, events.RatingAsked)]
    for one in (by_marc(project, marc), by_ana(project, ana)):
        assert await refusal(storage, one) == "rating-cancelled"
    clock.pass_(20 * DAY)
    assert await works_off(storage) == 0


async def test_a_project_that_a_ruling_completes_is_rated(storage: Storage) -> None:
    """Its first milestone is paid, and the last one ends without a payment."""
    storage.policy = replace(storage.policy, operators=(OLA,))
    ola = await someone(storage, OLA, "Ola")
    ana, marc, project = await running(storage)
    await given(storage, MARC, 100_000)
    first, last = (step.id for step in project.milestones)
    await accepted(storage, marc, await delivered(storage, ana, first))
    await within(storage, lambda work: checkout.pay_from_wallet(work, marc, first))
    await delivered(storage, ana, last)

    async def disputes_it(work: UnitOfWork) -> int:
        await disputes.open_(work, marc, last, "The red is too dark.")
        found = await work.disputes.open_of(last)
        assert found
        return found.id

    number = await within(storage, disputes_it)
    happened = await announced(
        storage, lambda work: disputes.decide(work, ola, number, 0, "Not what was agreed on.")
    )
    (asked,) = [event for event in happened if isinstance(event, events.RatingAsked)]
    assert asked.project.state is ProjectState.COMPLETE
    await within(storage, by_marc(project, marc))


# --- what is told --------------------------------------------------------------------------

REMINDED, READABLE = "You can still say how it was", "You can read what"


async def test_who_has_not_rated_is_reminded_once(storage: Storage, clock: FakeClock) -> None:
    """Seen to fail with a reminder that stays due."""
    _, marc, project = await done(storage)
    await announced(storage, by_marc(project, marc))
    clock.pass_(3 * DAY - SECOND)
    assert await works_off(storage) == 0
    clock.pass_(SECOND)
    assert await works_off(storage) == 1
    clock.pass_(8 * DAY)
    assert await works_off(storage) == 0
    assert len(await told(storage, ANA, REMINDED)) == 1
    assert await told(storage, MARC, REMINDED) == []


async def test_nobody_is_reminded_after_both_have_rated(storage: Storage, clock: FakeClock) -> None:
    ana, marc, project = await done(storage)
    await within(storage, by_marc(project, marc))
    await within(storage, by_ana(project, ana))
    clock.pass_(20 * DAY)
    assert await works_off(storage) == 0


@pytest.mark.parametrize("rated", [True, False])
async def test_after_fourteen_days_who_was_rated_is_told(
    storage: Storage, clock: FakeClock, rated: bool
) -> None:
    ana, marc, project = await done(storage)
    if rated:
        await announced(storage, by_marc(project, marc))
    clock.pass_(4 * DAY)
    assert await works_off(storage) == 1
    clock.pass_(10 * DAY - SECOND)
    assert await works_off(storage) == 0
    clock.pass_(SECOND)
    assert await works_off(storage) == 1
    assert await works_off(storage) == 0
    assert len(await told(storage, ana.id, READABLE)) == int(rated)
    assert await told(storage, marc.id, READABLE) == []


async def test_after_a_long_downtime_only_the_end_counts(
    storage: Storage, clock: FakeClock
) -> None:
    _, marc, project = await done(storage)
    await announced(storage, by_marc(project, marc))
    clock.pass_(30 * DAY)
    assert await works_off(storage) == 1
    assert len(await told(storage, ANA, READABLE)) == 1
    assert await told(storage, ANA, REMINDED) == []


async def test_the_reminder_is_not_lost_when_somebody_rates_just_then(
    storage: Storage, clock: FakeClock
) -> None:
    """Seen to fail where a rating put off what was due."""
    _, marc, project = await done(storage)
    clock.pass_(3 * DAY + SECOND)
    await announced(storage, by_marc(project, marc))
    assert await works_off(storage) == 1
    assert len(await told(storage, ANA, REMINDED)) == 1


async def test_of_what_was_complete_before_there_were_ratings_the_end_is_told(
    storage: Storage, clock: FakeClock
) -> None:
    _, marc, project = await done(storage)
    await within(storage, lambda work: work.ratings.schedule(project.id, None))
    await announced(storage, by_marc(project, marc))
    clock.pass_(14 * DAY)
    assert await works_off(storage) == 1
    assert len(await told(storage, ANA, READABLE)) == 1


async def test_nobody_can_infer_a_rating_from_what_they_get(storage: Storage) -> None:
    """Nothing at all is sent to the one who was rated, and their card stays as it is."""
    _, marc, project = await done(storage)
    before = len(await rows(storage))
    await announced(storage, by_marc(project, marc))
    assert [row for row in (await rows(storage))[before:] if row.chat_id == ANA] == []


# --- races ---------------------------------------------------------------------------------


async def test_two_ratings_at_once_and_both_are_shown_once(programs: list[Storage]) -> None:
    """Seen to fail (PostgreSQL) without the lock of the project: neither saw the other, and both
    stayed hidden for 14 days."""
    for _ in range(3):
        ana, marc, project = await _another(programs[0])
        acts = [_events(by_marc(project, marc)), _events(by_ana(project, ana))]
        happened = await race(programs, *acts)
        await _shown_once(programs[0], project, happened)
        ana, marc, project = await _another(programs[0])
        happened = await overlap(
            programs, _events(by_ana(project, ana)), _events(by_marc(project, marc))
        )
        await _shown_once(programs[0], project, happened)


async def test_a_change_that_comes_too_late_is_refused(programs: list[Storage]) -> None:
    """While Ana reads what Marc has said, he can't change it any more."""
    ana, marc, project = await _another(programs[0])
    await within(programs[0], by_marc(project, marc, 1, 1, 1))
    changed = await overlap(
        programs, by_ana(project, ana), _events(by_marc(project, marc, 5, 5, 5))
    )
    assert changed[1] is None
    (about_ana,) = [r for r in await shown(programs[0], project, ana) if r.author_id == MARC]
    assert about_ana.stars == (1, 1, 1)


async def test_two_workers_tell_of_the_end_once(programs: list[Storage], clock: FakeClock) -> None:
    _, marc, project = await _another(programs[0])
    await within(programs[0], by_marc(project, marc))
    clock.pass_(14 * DAY)
    act = _events(lambda work: ratings.follow_up(work, project.id))
    happened = [event for some in await race(programs, act, act, act, act) for event in some]
    assert [type(event) for event in happened] == [events.RatingsShown]


async def _another(storage: Storage) -> tuple[Person, Person, Project]:
    """One more complete project of theirs."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid = await offered(storage, ana, await posted(storage, marc), 20000)
    return ana, marc, await completed(storage, (await hired(storage, marc, bid)).id)


def _events(act: Act) -> Act:
    """What happens in it."""

    async def whole(work: UnitOfWork) -> list[events.Event]:
        await act(work)
        return list(work.events)

    return whole


async def _shown_once(storage: Storage, project: Project, happened: list[Any]) -> None:
    """Both are visible; one of the two was told on the spot, the other one by a notice."""
    (shown_,) = [e for some in happened for e in some if isinstance(e, events.RatingsShown)]
    assert {rating.author_id for rating in shown_.ratings} == {ANA, MARC}
    assert shown_.actor_id in (ANA, MARC)
    async with storage.begin() as work:
        kept = await work.ratings.of_project(project.id)
        assert await work.ratings.scheduled(project.id) is None
        assert [rating.visible(work.now) for rating in kept] == [True, True]


# --- the table -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"stars_1": 0},
        {"stars_3": 6},
        {"role": "operator"},
        {"author_id": ANA, "rated_id": ANA},
        {"role": "freelancer"},
        {"project_id": 10**9},
    ],
)
async def test_the_database_refuses_what_the_rules_do(
    storage: Storage, wrong: dict[str, Any]
) -> None:
    """One a project and side, too."""
    _, marc, project = await done(storage)
    await within(storage, by_marc(project, marc))
    async with storage.begin() as work:
        right = {
            "project_id": project.id, "author_id": ANA, "rated_id": MARC, "role": "client",
            "stars_1": 1, "stars_2": 1, "stars_3": 1, "comment": "", "rated_at": work.now,
            "shows_at": work.now,
        }  # fmt: skip
        with pytest.raises(IntegrityError):
            await work.ratings._count(tables.ratings.insert().values({**right, **wrong}))


async def test_standings_of_many_in_one_statement(storage: Storage, clock: FakeClock) -> None:
    ana, marc, first = await done(storage)
    await within(storage, by_marc(first, marc, 5, 4, 3))
    await within(storage, by_ana(first, ana, 2, 2, 2))
    for stars in ((5, 5, 5), (1, 1, 1)):
        _, _, project = await _another(storage)
        await within(storage, by_marc(project, marc, *stars))
    clock.pass_(14 * DAY)
    async with storage.begin() as work:
        found = await work.ratings.standings([ANA, MARC, 999], Role.FREELANCER)
        as_client = await work.ratings.standings([ANA, MARC], Role.CLIENT)
        assert await work.ratings.standings([], Role.CLIENT) == {}
    assert found == {ANA: Standing(3, (11, 10, 9)), MARC: NEUTRAL, 999: NEUTRAL}
    assert as_client == {ANA: NEUTRAL, MARC: Standing(1, (2, 2, 2))}


async def test_what_was_said_comes_page_by_page(storage: Storage) -> None:
    for n in range(5):
        ana, marc, project = await _another(storage)
        await within(storage, by_marc(project, marc, words=f"Word {n}"))
        await within(storage, by_ana(project, ana))
    seen: list[str] = []
    before: int | None = None
    while True:
        async with storage.begin() as work:
            page = await work.ratings.shown_of(ANA, Role.FREELANCER, before, 2)
        if not page:
            break
        seen += [one.rating.comment for one in page]
        before = page[-1].rating.id
    assert seen == [f"Word {n}" for n in (4, 3, 2, 1, 0)]
