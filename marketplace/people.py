"""Freelancers and clients: their profile and what it still needs. Rules: product.md, "Rules"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.events import CameBack
from marketplace.profile_words import words_of
from marketplace.text import folded, measured, one_line, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_SKILLS = 10
MOST_ENTRIES = 20
FIRST_YEAR = 1950
YEARS_AHEAD_IN_EDUCATION = 8
KEY_LENGTH = 16
"""Characters of a profile's public key, six random bits each."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Role(StrEnum):
    FREELANCER = "freelancer"
    CLIENT = "client"


class Part(StrEnum):
    """The parts of a profile, in the order in which the meter counts and asks for them."""

    NAME = "name"
    COUNTRY = "country"
    CITY = "city"
    SKILLS = "skills"
    DESCRIPTION = "description"
    EDUCATION = "education"
    EXPERIENCE = "experience"


NEEDED_TO_BID = (Part.NAME, Part.COUNTRY, Part.SKILLS, Part.DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Person:
    """One Telegram account. `id` is the account's id and the id of the private chat with it."""

    id: int
    first_name: str
    language: str = "en"
    role: Role | None = None
    name: str = ""
    country: str = ""
    city: str = ""
    description: str = ""
    skills: tuple[str, ...] = ()
    reachable: bool = True
    auto_pay: bool | None = None
    """Whether what was accepted by silence is paid from the wallet; None: not decided, so no."""
    banned_at: datetime | None = None
    """Since when they begin nothing new here; what runs goes on (see marketplace.bans)."""
    banned_why: str = ""
    visible: bool = True
    """Their own switch: clients may find the profile."""
    busy: bool = False
    """Their own switch: takes no work now, and no invitations."""
    share_key: str = ""
    """Names the profile in public, where the id would lead to the account; empty until needed."""
    active_at: datetime = LONG_AGO
    """When they last wrote or pressed something, to the hour."""

    @property
    def shown_name(self) -> str:
        """The name that others see: the profile's, else Telegram's first name."""
        return self.name or self.first_name

    @property
    def banned(self) -> bool:
        return self.banned_at is not None

    @property
    def listed(self) -> bool:
        """Whether clients can find this freelancer: visible, complete enough to bid, reachable."""
        complete = self.name and self.country and self.skills and self.description
        shown = self.visible and self.reachable and not self.banned
        return shown and bool(complete)


@dataclass(frozen=True, slots=True)
class Education:
    university: str
    subject: str
    from_year: int
    to_year: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class Experience:
    """`to_year` None means "present"."""

    company: str
    title: str
    country: str
    from_year: int
    to_year: int | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    person: Person
    education: tuple[Education, ...] = ()
    experience: tuple[Experience, ...] = ()

    def missing(self) -> tuple[Part, ...]:
        """The parts that are still empty."""
        have = {
            Part.NAME: self.person.name,
            Part.COUNTRY: self.person.country,
            Part.CITY: self.person.city,
            Part.SKILLS: self.person.skills,
            Part.DESCRIPTION: self.person.description,
            Part.EDUCATION: self.education,
            Part.EXPERIENCE: self.experience,
        }
        return tuple(part for part in Part if not have[part])

    @property
    def percent(self) -> int:
        """Completeness from 0 to 100."""
        return round(100 * (len(Part) - len(self.missing())) / len(Part))

    def missing_to_bid(self) -> tuple[Part, ...]:
        return tuple(part for part in self.missing() if part in NEEDED_TO_BID)


# --- what may be entered -------------------------------------------------------------------


def person_name(raw: str) -> str:
    return measured(one_line(raw), 2, 60)


def city_name(raw: str) -> str:
    return measured(one_line(raw), 1, 80)


def description_text(raw: str) -> str:
    return measured(paragraph(raw), 20, 1000)


def institution(raw: str) -> str:
    """A university, a field of study, a company or a title held."""
    return measured(one_line(raw), 2, 100)


def skill(raw: str) -> str:
    return measured(one_line(raw), 2, 30)


def skill_set(raw: Iterable[str]) -> tuple[str, ...]:
    """1-10 skills, each 2-30 characters, without repeats (compared without case and accents)."""
    kept: dict[str, str] = {}
    for one in raw:
        clean = skill(one)
        kept.setdefault(folded(clean), clean)
    if not kept:
        raise Refused("wrong-empty")
    if len(kept) > MOST_SKILLS:
        raise Refused("wrong-too-many-skills", most=MOST_SKILLS, given=len(kept))
    return tuple(kept.values())


def check_years(from_year: int, to_year: int | None, this_year: int, ahead: int = 0) -> None:
    """Years run from 1950 to this year (`ahead` years more for an end); the end is not before.

    Raises Refused `wrong-years` with the bounds, or `wrong-end-before-start`.
    """
    if not FIRST_YEAR <= from_year <= this_year:
        raise Refused("wrong-years", least=FIRST_YEAR, most=this_year)
    if to_year is None:
        return
    if not FIRST_YEAR <= to_year <= this_year + ahead:
        raise Refused("wrong-years", least=FIRST_YEAR, most=this_year + ahead)
    if to_year < from_year:
        raise Refused("wrong-end-before-start", start=from_year, end=to_year)


# --- use cases -----------------------------------------------------------------------------


async def arrive(work: "Work", person_id: int, first_name: str, language: str) -> Person:
    """The person behind an update; made known on the first one, kept current afterwards.

    Somebody who writes can be reached again, so an old block is forgotten here.
    """
    known = await work.people.find(person_id)
    first_name = one_line(first_name)[:64] or "?"
    hour = work.now.replace(minute=0, second=0, microsecond=0)
    if known is None:
        known = Person(person_id, first_name, language, active_at=hour)
        await work.people.add(known)
    elif known.first_name != first_name or not known.reachable:
        away = not known.reachable
        known = replace(known, first_name=first_name, reachable=True)
        await work.people.save(known)
        if away:
            work.happened(CameBack(known))
    if known.active_at < hour:
        known = replace(known, active_at=hour)
        await work.people.was_active(person_id, hour)
    return known


async def check_not_banned(work: "Work", actor: Person) -> None:
    """For whatever begins something new with others. The actor is locked first, before any job, so
    that a ban and what it forbids never pass each other. Raises Refused `banned`."""
    if (await work.people.lock(actor.id)).banned:
        raise Refused("banned")


async def choose_role(work: "Work", actor: Person, role: Role) -> Person:
    return await _saved(work, replace(actor, role=role))


async def choose_language(work: "Work", actor: Person, language: str) -> Person:
    """`language`: one that the texts exist in; the caller has looked."""
    return await _saved(work, replace(actor, language=language))


async def set_details(work: "Work", actor: Person, name: str, country: str, city: str) -> Person:
    """Name and country are needed; the city may stay empty. `country`: ISO 3166 alpha-2."""
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise Refused("wrong-country", given=country)
    city = city_name(city) if one_line(city) else ""
    changed = replace(actor, name=person_name(name), country=country, city=city)
    return await _filed(work, await _saved(work, changed))


async def set_skills(work: "Work", actor: Person, skills: Iterable[str]) -> Person:
    return await _filed(work, await _saved(work, replace(actor, skills=skill_set(skills))))


async def set_description(work: "Work", actor: Person, description: str) -> Person:
    changed = replace(actor, description=description_text(description))
    return await _filed(work, await _saved(work, changed))


async def set_visible(work: "Work", actor: Person, *, visible: bool) -> Person:
    """Whether clients can find and open the profile."""
    return await _saved(work, replace(actor, visible=visible))


async def set_busy(work: "Work", actor: Person, *, busy: bool) -> Person:
    """Busy ones are found last, and nobody invites them."""
    return await _saved(work, replace(actor, busy=busy))


async def with_key(work: "Work", person: Person) -> Person:
    """The person with a public key for their profile, made on first use."""
    return person if person.share_key else await _saved(work, _keyed(work, person))


async def _saved(work: "Work", person: Person) -> Person:
    if person.listed and not person.share_key:
        person = _keyed(work, person)
    await work.people.save(person)
    return person


def _keyed(work: "Work", person: Person) -> Person:
    return replace(person, share_key=work.new_token()[:KEY_LENGTH])


async def _filed(work: "Work", person: Person) -> Person:
    """From now on the profile is found by the words that it holds now."""
    await work.directory.file(person.id, words_of(await profile_of(work, person)))
    return person


async def put_education(work: "Work", actor: Person, entry: Education) -> None:
    """Adds the entry, or changes the one with its id. Raises Refused when it isn't the actor's."""
    check_years(entry.from_year, entry.to_year, work.now.year, YEARS_AHEAD_IN_EDUCATION)
    entry = replace(
        entry, university=institution(entry.university), subject=institution(entry.subject)
    )
    if not entry.id and len(await work.people.education(actor.id)) >= MOST_ENTRIES:
        raise Refused("wrong-too-many-entries", most=MOST_ENTRIES)
    if not await work.people.put_education(actor.id, entry):
        raise Refused("gone")


async def put_experience(work: "Work", actor: Person, entry: Experience) -> None:
    """Adds the entry, or changes the one with its id. Raises Refused when it isn't the actor's."""
    check_years(entry.from_year, entry.to_year, work.now.year)
    entry = replace(entry, company=institution(entry.company), title=institution(entry.title))
    if not entry.id and len(await work.people.experience(actor.id)) >= MOST_ENTRIES:
        raise Refused("wrong-too-many-entries", most=MOST_ENTRIES)
    if not await work.people.put_experience(actor.id, entry):
        raise Refused("gone")
    await _filed(work, actor)


async def remove_education(work: "Work", actor: Person, entry_id: int) -> None:
    if not await work.people.remove_education(actor.id, entry_id):
        raise Refused("gone")


async def remove_experience(work: "Work", actor: Person, entry_id: int) -> None:
    if not await work.people.remove_experience(actor.id, entry_id):
        raise Refused("gone")
    await _filed(work, actor)


async def profile_of(work: "Work", person: Person) -> Profile:
    return Profile(
        person,
        tuple(await work.people.education(person.id)),
        tuple(await work.people.experience(person.id)),
    )
