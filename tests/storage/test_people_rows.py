"""Profiles, round trip; through the real use cases where there is one."""

import pytest

from marketplace import people
from marketplace.errors import Refused
from marketplace.people import Education, Experience, Person, Role
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, someone, within
from tests.storage.racing import Act, overlap, two_programs


async def test_a_profile_comes_back_as_it_was(storage: Storage) -> None:
    ana = Person(
        id=2**40 + 7,
        first_name="Ana 🎨",
        language="pt-BR",
        role=Role.FREELANCER,
        name="Ana Conceição",
        country="PT",
        city="Póvoa de Varzim",
        description="Line one\nLine two 'quoted' \"twice\" %_\\",
        skills=("C++", "Ação", "数据"),
        reachable=False,
    )
    async with storage.begin() as work:
        await work.people.add(ana)
        await work.commit()
    async with storage.begin() as work:
        assert await work.people.get(ana.id) == ana
        with pytest.raises(LookupError):
            await work.people.get(1)
        assert await work.people.find(1) is None
        assert await work.people.find(2**80) is None


async def test_the_parts_of_a_profile_are_saved_one_by_one(storage: Storage) -> None:
    ana = await someone(storage, ANA, "Ana")
    await someone(storage, MARC, "Marc")
    await within(storage, lambda work: people.choose_role(work, ana, Role.CLIENT))
    async with storage.begin() as work:
        saved = await work.people.get(ANA)
        assert (saved.role, saved.skills, saved.country) == (Role.CLIENT, ("Python", "SQL"), "PT")
        assert (await work.people.get(MARC)).role is None


async def test_saving_somebody_unknown_is_an_error(storage: Storage) -> None:
    async with storage.begin() as work:
        with pytest.raises(LookupError):
            await work.people.save(Person(9, "Nobody"))


async def test_who_cannot_be_written_to_until_they_write_again(storage: Storage) -> None:
    await someone(storage, ANA, "Ana")
    await within(storage, lambda work: work.people.unreachable(ANA))
    async with storage.begin() as work:
        assert not (await work.people.get(ANA)).reachable
    await within(storage, lambda work: people.arrive(work, ANA, "Ana", "en"))
    async with storage.begin() as work:
        assert (await work.people.get(ANA)).reachable


async def test_two_first_messages_at_once(database_url: str, clock: FakeClock) -> None:
    """Seen failing on PostgreSQL with a plain INSERT."""
    arrive: Act = lambda work: people.arrive(work, ANA, "Ana", "en")  # noqa: E731
    async with two_programs(database_url, clock) as programs:
        first, second = await overlap(programs, arrive, arrive)
    assert first == second


async def test_education_newest_first(storage: Storage) -> None:
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    entries = [("Porto", 2001, 2005), ("Lisboa", 2006, 2008), ("Coimbra", 2003, 2008)]
    async with storage.begin() as work:
        for university, start, end in entries:
            await people.put_education(work, ana, Education(university, "Arts", start, end))
        await people.put_education(work, marc, Education("Lyon", "Law", 1990, 1995))
        await work.commit()
    async with storage.begin() as work:
        found = await work.people.education(ANA)
        assert [entry.university for entry in found] == ["Lisboa", "Coimbra", "Porto"]
        changed = Education("Évora", "Arts", 2006, 2008, found[0].id)
        await people.put_education(work, ana, changed)
        await people.remove_education(work, ana, found[2].id)
        for act in (people.put_education(work, marc, changed), _remove(work, marc, found[1].id)):
            with pytest.raises(Refused, match="gone"):
                await act
        await work.commit()
    async with storage.begin() as work:
        profile = await people.profile_of(work, ana)
        assert [entry.university for entry in profile.education] == ["Évora", "Coimbra"]
        assert [entry.university for entry in await work.people.education(MARC)] == ["Lyon"]


def _remove(work, actor, entry_id):  # type: ignore[no-untyped-def]
    return people.remove_education(work, actor, entry_id)


async def test_experience_present_ones_first(storage: Storage) -> None:
    ana = await someone(storage, ANA, "Ana")
    entries: list[tuple[str, int, int | None]] = [
        ("Old", 1999, 2004),
        ("Now", 2015, None),
        ("Newer", 2005, 2014),
        ("Also now", 2020, None),
    ]
    async with storage.begin() as work:
        for company, start, end in entries:
            entry = Experience(company, "Engineer", "PT", start, end)
            await people.put_experience(work, ana, entry)
        await work.commit()
    async with storage.begin() as work:
        found = await work.people.experience(ANA)
        assert [e.company for e in found] == ["Also now", "Now", "Newer", "Old"]
        await people.remove_experience(work, ana, found[0].id)
        await work.commit()
    async with storage.begin() as work:
        assert len(await work.people.experience(ANA)) == 3
        assert (await work.people.experience(ANA))[0] == Experience(
            "Now", "Engineer", "PT", 2015, None, found[1].id
        )


async def test_the_id_of_a_removed_entry_is_never_given_again(storage: Storage) -> None:
    """An old button would otherwise change another entry. Seen failing on SQLite without
    AUTOINCREMENT."""
    ana = await someone(storage, ANA, "Ana")
    seen = set()
    for _ in range(3):
        async with storage.begin() as work:
            await people.put_education(work, ana, Education("Porto", "Arts", 2001, 2005))
            (entry,) = await work.people.education(ANA)
            await people.remove_education(work, ana, entry.id)
            await work.commit()
            seen.add(entry.id)
    assert len(seen) == 3
