"""Profiles: one's own with its pencils, and the same as a client sees it."""

from collections.abc import Mapping
from types import MappingProxyType

from aiogram.filters.callback_data import CallbackData

from marketplace.jobs import Job
from marketplace.people import MOST_ENTRIES, Education, Experience, Part, Person, Profile, Role
from views import buttons, countries, ratings
from views.callbacks import (
    AddEntry,
    ChangeEntry,
    EditPart,
    Entries,
    MakeBid,
    OwnProfile,
    OwnRatings,
    OwnTemplates,
    RemoveEntry,
    SetBusy,
    SetVisible,
    ShareProfile,
)
from views.ratings import Standings
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

ROOM = 3000
"""UTF-16 units for what the person wrote; the rest of a message is ours."""
NO_STANDINGS: Standings = MappingProxyType({})
NO_WAYS: Mapping[Role, CallbackData] = MappingProxyType({})

_PARTS = {
    Part.NAME: "profile-part-name",
    Part.COUNTRY: "profile-part-country",
    Part.CITY: "profile-part-city",
    Part.SKILLS: "profile-part-skills",
    Part.DESCRIPTION: "profile-part-description",
    Part.EDUCATION: "profile-part-education",
    Part.EXPERIENCE: "profile-part-experience",
}


def part_names(t: Texts, parts: tuple[Part, ...]) -> str:
    """ "country, skills": parts of a profile in a sentence."""
    return ", ".join(t.label(_PARTS[part]) for part in parts)


def meter(t: Texts, profile: Profile) -> Html:
    """How complete the profile is and what is missing; in bold what a bid needs."""
    have = len(Part) - len(profile.missing())
    bar = "▰" * have + "▱" * len(profile.missing())
    needed = profile.missing_to_bid()
    named = [
        t("heading", text=t.label(_PARTS[part])) if part in needed else t(_PARTS[part])
        for part in profile.missing()
    ]
    return lines(
        t("profile-meter", bar=bar, percent=str(profile.percent)),
        t("profile-missing", parts=Html(", ".join(named))) if named else "",
        t("profile-before-bidding") if needed else "",
    )


def own_profile(
    t: Texts, profile: Profile, standings: Standings = NO_STANDINGS, wanted: Job | None = None
) -> Screen:
    """What clients see, with a pencil for every part, and how complete it is. `wanted`: on which
    job its owner would like to bid."""
    if profile.person.role is Role.CLIENT:
        return _clients_own(t, profile.person, standings)
    text = paragraphs(
        t("profile-own-heading"),
        _body(t, profile, standings, own=True),
        meter(t, profile),
        _standing(t, profile),
    )
    rows: list[tuple[Button, ...]] = [
        (Button(t.label("btn-edit-details"), EditPart(part="details")),),
        (
            Button(t.label("btn-edit-skills"), EditPart(part="skills")),
            Button(t.label("btn-edit-description"), EditPart(part="description")),
        ),
        (
            Button(t.label("btn-edit-education"), Entries(kind="education")),
            Button(t.label("btn-edit-experience"), Entries(kind="experience")),
        ),
    ]
    rated = _own_ratings(t, standings)
    if profile.missing_to_bid():
        return Screen(text, (*rows, *rated, (buttons.home(t),)))
    share = Button(t.label("btn-share-profile"), ShareProfile())
    templates = Button(t.label("btn-own-templates"), OwnTemplates())
    ways = (buttons.search(t), buttons.home(t))
    bid: Rows = ((_bid_on(t, wanted),),) if wanted else ()
    last = ((templates, share), _switches(t, profile.person), ways)
    return Screen(text, (*bid, *rows, *rated, *last))


def _bid_on(t: Texts, job: Job) -> Button:
    label = t.label("btn-bid-on", title=short(job.title, 24))
    return Button(label, MakeBid(job_id=job.id), "primary")


def _standing(t: Texts, profile: Profile) -> Html:
    """Whether clients find it, and as what."""
    person = profile.person
    if not person.visible:
        return t("profile-hidden")
    if profile.missing_to_bid():
        return t("profile-not-found-yet")
    busy = t("freelancer-busy-now" if person.busy else "freelancer-available")
    return lines(t("profile-seen"), busy)


def _switches(t: Texts, person: Person) -> tuple[Button, ...]:
    """What a tap makes of it; a hidden profile is neither available nor busy to anybody."""
    seen = Button(
        t.label("btn-hide-profile" if person.visible else "btn-show-profile"),
        SetVisible(on=not person.visible),
    )
    free = Button(
        t.label("btn-set-available" if person.busy else "btn-set-busy"),
        SetBusy(on=not person.busy),
    )
    return (free, seen) if person.visible else (seen,)


def _own_ratings(t: Texts, standings: Standings) -> Rows:
    to: dict[Role, CallbackData] = {role: OwnRatings(role=role) for role in Role}
    row = ratings.role_buttons(t, standings, to)
    return (row,) if row else ()


def _clients_own(t: Texts, person: Person, standings: Standings) -> Screen:
    """A client needs no skills or education: freelancers see the name and the place."""
    text = paragraphs(t("profile-own-client"), _head(t, person, standings))
    edit = Button(t.label("btn-edit-details"), EditPart(part="details"))
    return Screen(text, ((edit,), *_own_ratings(t, standings), (buttons.home(t),)))


def shared_profile(
    t: Texts,
    profile: Profile,
    back: CallbackData | None,
    standings: Standings = NO_STANDINGS,
    said: Mapping[Role, CallbackData] = NO_WAYS,
) -> Screen:
    """As a client sees it: nothing that leads to the account behind it. `said`: where to read what
    others said, by role."""
    rows: Rows = ((buttons.back(t, back),),) if back else ()
    row = ratings.role_buttons(t, standings, said) if said else ()
    return Screen(_body(t, profile, standings, own=False), ((row,) if row else ()) + rows)


def _body(t: Texts, profile: Profile, standings: Standings, *, own: bool) -> Html:
    person = profile.person
    told = [_education(entry) for entry in profile.education]
    held = [_experience(t, entry) for entry in profile.experience]
    skilled = " · ".join(person.skills)
    about, skilled, *entries = shares([person.description, skilled, *told, *held], ROOM)
    schools, jobs = entries[: len(told)], entries[len(told) :]
    empty = t("profile-empty") if own else Html("")
    skills = t("profile-skills", skills=skilled) if skilled else empty
    sections = (
        ("profile-part-title-skills", skills),
        ("profile-part-title-description", t("quote-long", text=about) if about else empty),
        ("profile-part-title-education", _list(t, schools) or empty),
        ("profile-part-title-experience", _list(t, jobs) or empty),
    )
    told_sections = [lines(t("heading", text=t.label(key)), body) for key, body in sections if body]
    return paragraphs(_head(t, person, standings), *told_sections)


def _head(t: Texts, person: Person, standings: Standings) -> Html:
    return lines(
        t("profile-name", name=person.shown_name),
        place(t, person),
        ratings.standing_lines(t, standings),
    )


def place(t: Texts, person: Person) -> Html:
    """ "📍 Lisbon, Portugal 🇵🇹"; empty before the country is known."""
    if not person.country:
        return Html("")
    country = f"{t.country(person.country)} {countries.flag(person.country)}"
    where = f"{person.city}, {country}" if person.city else country
    return t("profile-place", where=where)


def _list(t: Texts, entries: list[str]) -> Html:
    return lines(*(t("list-item", text=entry) for entry in entries))


def _education(entry: Education) -> str:
    return f"{entry.from_year}–{entry.to_year}: {entry.subject}, {entry.university}"


def _experience(t: Texts, entry: Experience) -> str:
    end = t.label("profile-present") if entry.to_year is None else str(entry.to_year)
    where = f"{entry.company}, {t.country(entry.country)}" if entry.country else entry.company
    return f"{entry.from_year}–{end}: {entry.title}, {where}"


# --- education and work experience ---------------------------------------------------------

_TITLES = {
    "education": ("profile-entries-education", "profile-no-education"),
    "experience": ("profile-entries-experience", "profile-no-experience"),
}


def entries(t: Texts, kind: str, profile: Profile) -> Screen:
    """`kind`: education or experience. Each entry with its pencil and its bin."""
    title, nothing = _TITLES[kind]
    if kind == "education":
        told = [(e.id, e.university, _education(e)) for e in profile.education]
    else:
        told = [(e.id, e.company, _experience(t, e)) for e in profile.experience]
    told = told[:MOST_ENTRIES]
    body = _list(t, shares([text for _, _, text in told], ROOM)) or t(nothing)
    rows: Rows = tuple(
        (
            Button(
                t.label("btn-change-entry", name=buttons.named(name)),
                ChangeEntry(kind=kind, id=id_),
            ),
            Button(t.label("btn-remove-entry"), RemoveEntry(kind=kind, id=id_)),
        )
        for id_, name, _ in told
    )
    add = (Button(t.label("btn-add-entry"), AddEntry(kind=kind), "primary"),)
    below = (add,) if len(told) < MOST_ENTRIES else ()
    back = (buttons.back(t, OwnProfile()), buttons.home(t))
    return Screen(paragraphs(t(title), body), (*rows, *below, back))
