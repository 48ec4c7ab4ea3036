"""Pitch templates on both databases: one's own, by name, and never too many."""

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace import templates
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.templates import MOST_TEMPLATES, AmountAt, Template
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import (
    ANA,
    MARC,
    PITCH,
    TEMPLATE,
    kept,
    offered,
    posted,
    someone,
    within,
)
from tests.storage.racing import Act, overlap, race, two_programs

AT = AmountAt.MIDDLE


async def names(storage: Storage, person_id: int) -> list[str]:
    async with storage.begin() as work:
        return [one.name for one in await work.templates.of(person_id)]


async def refusal(storage: Storage, act: Act) -> str:
    with pytest.raises(Refused) as refused:
        await within(storage, act)
    return refused.value.key


async def test_templates_come_back_as_they_were(storage: Storage) -> None:
    ana = await someone(storage, ANA, "Ana")
    made = await kept(storage, ana, "  shops\u202e ", f" {TEMPLATE}\r\n\r\n\r\nAna {{", 730)
    async with storage.begin() as work:
        (found,) = await work.templates.of(ANA)
        assert found == await work.templates.find(made.id)
    assert found == Template(made.id, ANA, "shops", f"{TEMPLATE}\n\nAna {{", AT, 730)


async def test_a_name_is_one_of_each_person(storage: Storage) -> None:
    """Without case; whose name it is itself does not count."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    shops, logos = await kept(storage, ana, "Shops"), await kept(storage, ana, "Logos")
    await kept(storage, marc, "SHOPS")

    async def adds(work: UnitOfWork) -> Template:
        return await templates.add(work, ana, " SHÓPS", TEMPLATE, AT, 1)

    async def renames(work: UnitOfWork) -> Template:
        return await templates.change(work, ana, logos.id, "shops", TEMPLATE, AT, 1)

    assert await refusal(storage, adds) == "template-name-taken"
    assert await refusal(storage, renames) == "template-name-taken"
    await within(
        storage,
        lambda work: templates.change(work, ana, shops.id, "SHOPS", TEMPLATE, AmountAt.MOST, 2),
    )
    assert await names(storage, ANA) == ["Logos", "SHOPS"]
    with pytest.raises(IntegrityError):
        await within(storage, lambda work: work.templates.add(shops))


async def test_somebody_elses_is_gone(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    one = (await kept(storage, ana, "Shops")).id
    foreign: tuple[Act, ...] = (
        lambda work: templates.own(work, marc, one),
        lambda work: templates.change(work, marc, one, "Mine", TEMPLATE, AT, 1),
        lambda work: templates.remove(work, marc, one),
    )
    assert {await refusal(storage, act) for act in foreign} == {"gone"}
    await within(storage, lambda work: templates.remove(work, ana, one))
    assert await names(storage, ANA) == []
    assert await refusal(storage, lambda work: templates.remove(work, ana, one)) == "gone"


async def test_a_bid_is_kept_word_for_word(storage: Storage) -> None:
    """By nobody but who made it."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid = await offered(storage, ana, await posted(storage, marc), 30000, 49000)
    made = await within(storage, lambda work: templates.keep(work, ana, bid.id, "Shops"))
    assert made == Template(made.id, ANA, "Shops", PITCH, AmountAt.MOST, 8)
    kept_by_marc = await refusal(storage, lambda work: templates.keep(work, marc, bid.id, "Mine"))
    assert kept_by_marc == "not-yours"


def adds(ana: Person, name: str) -> Act:
    return lambda work: templates.add(work, ana, name, TEMPLATE, AT, 1)


async def test_of_two_with_one_name_at_once_one_is_refused(
    database_url: str, clock: FakeClock
) -> None:
    """Seen to fail on PostgreSQL without the lock in `SqlTemplates.lock_all` (refused by the
    database instead of in words)."""
    async with two_programs(database_url, clock) as programs:
        ana = await someone(programs[0], ANA, "Ana")
        same = await overlap(programs, adds(ana, "Logos"), adds(ana, "LOGOS"))
        assert [one is not None for one in same] == [True, False]


async def test_many_at_once_are_never_too_many(database_url: str, clock: FakeClock) -> None:
    """Seen to fail on PostgreSQL without the lock in `SqlTemplates.lock_all`."""
    async with two_programs(database_url, clock) as programs:
        ana = await someone(programs[0], ANA, "Ana")
        for number in range(MOST_TEMPLATES - 1):
            await kept(programs[0], ana, f"Shops {number}")
        done = await race(programs, *(adds(ana, f"Logos {n}") for n in range(8)))
        assert sum(one is not None for one in done) == 1
        assert len(await names(programs[0], ANA)) == MOST_TEMPLATES
