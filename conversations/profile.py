"""A profile, part by part: details, skills, description, and the entries of its two histories."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from conversations.declaration import Conversation, Subject
from conversations.steps import Ask, Country, Tags, Text, Year
from conversations.steps.step import Answers
from conversations.steps.year import PRESENT
from conversations.turn import Turn
from marketplace import alerts, people, ratings
from marketplace.errors import Refused
from marketplace.finding import Search
from marketplace.jobs import Job
from marketplace.people import Education, Experience
from views import profile as screens
from views.screen import Screen

MOST_RECENT = 30


# --- what is likely ------------------------------------------------------------------------


async def _first_name(ask: Ask) -> Sequence[str]:
    """The name that Telegram tells, where it would do."""
    try:
        return (people.person_name(ask.turn.actor.first_name),)
    except Refused:
        return ()


async def _own_country(ask: Ask) -> Sequence[str]:
    return (ask.turn.actor.country,) if ask.turn.actor.country else ()


async def _wanted_skills(ask: Ask) -> Sequence[str]:
    """What open jobs ask for, the most wanted first."""
    work = ask.turn.work
    recent = await work.finding.search(Search(), None, None, MOST_RECENT)
    wanted = Counter(skill for job in recent.jobs for skill in job.terms.skills)
    return [skill for skill, _ in wanted.most_common()]


# --- details, skills, description ----------------------------------------------------------


async def _set_details(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    turn.actor = await people.set_details(
        turn.work, turn.actor, answers["name"], answers["country"], answers["city"] or ""
    )
    return await own_profile(turn)


async def _set_skills(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    turn.actor = await people.set_skills(turn.work, turn.actor, answers["skills"])
    await alerts.follow_skills(turn.work, turn.actor)
    return await own_profile(turn)


async def _set_description(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    turn.actor = await people.set_description(turn.work, turn.actor, answers["description"])
    return await own_profile(turn)


async def own_profile(turn: Turn) -> Screen:
    profile = await people.profile_of(turn.work, turn.actor)
    standings = await ratings.standings_of(turn.work, turn.actor.id)
    wanted = await _wanted_job(turn)
    return screens.own_profile(turn.t, profile, standings, wanted)


async def remember_job(turn: Turn, job_id: int) -> None:
    """On which one wanted to bid before the profile was complete enough."""
    await turn.state.update_data(bid_on=job_id)


async def _wanted_job(turn: Turn) -> Job | None:
    """That one, as long as a bid on it is possible."""
    job = await turn.work.jobs.find(int((await turn.state.get_data()).get("bid_on", 0)))
    if job is None or not job.listed or job.closes_at <= turn.work.now:
        return None
    return None if await turn.work.bids.live_of(turn.actor.id, job.id) else job


details = Conversation(
    "details",
    steps=(
        Text("name", people.person_name, likely=_first_name),
        Country("country"),
        Text("city", people.city_name, optional=True),
    ),
    finish=_set_details,
)
skills = Conversation(
    "skills",
    steps=(Tags("skills", people.skill, people.MOST_SKILLS, likely=_wanted_skills),),
    finish=_set_skills,
    review=False,
)
description = Conversation(
    "description",
    steps=(Text("description", people.description_text),),
    finish=_set_description,
    review=False,
)
_PARTS = {part.name: part for part in (details, skills, description)}


async def edit_part(turn: Turn, part: str) -> None:
    """`part`: details, skills or description; what stands in the profile is filled in."""
    conversation = _PARTS.get(part)
    if conversation is None:
        raise Refused("gone")
    if await turn.wizard.resume(turn, conversation.name):
        return
    person = turn.actor
    known: Answers = {
        "name": person.name,
        "country": person.country,
        "city": person.city,
        "skills": list(person.skills),
        "description": person.description,
    }
    answers = {step.name: known[step.name] for step in conversation.steps if known[step.name]}
    if part == "details" and person.name and person.country:
        answers.setdefault("city", None)
    await turn.wizard.start(turn, conversation, answers=answers)


# --- education and work experience ---------------------------------------------------------


async def _put_education(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    entry = Education(**answers, id=subject.get("id", 0))
    await people.put_education(turn.work, turn.actor, entry)
    return await _entries(turn, "education")


async def _put_experience(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    to_year = None if answers["to_year"] == PRESENT else answers["to_year"]
    entry = Experience(**{**answers, "to_year": to_year}, id=subject.get("id", 0))
    await people.put_experience(turn.work, turn.actor, entry)
    return await _entries(turn, "experience")


async def _entries(turn: Turn, kind: str) -> Screen:
    return screens.entries(turn.t, kind, await people.profile_of(turn.work, turn.actor))


education = Conversation(
    "education",
    steps=(
        Text("university", people.institution),
        Text("subject", people.institution),
        Year("from_year"),
        Year("to_year", ahead=people.YEARS_AHEAD_IN_EDUCATION, after="from_year"),
    ),
    finish=_put_education,
)
experience = Conversation(
    "experience",
    steps=(
        Text("company", people.institution),
        Text("title", people.institution),
        Country("country", likely=_own_country),
        Year("from_year"),
        Year("to_year", after="from_year", present=True),
    ),
    finish=_put_experience,
)
_KINDS = {kind.name: kind for kind in (education, experience)}
conversations = (details, skills, description, education, experience)


async def add_entry(turn: Turn, kind: str) -> None:
    """`kind`: education or experience."""
    await turn.wizard.start(turn, _kind(kind))


async def change_entry(turn: Turn, kind: str, entry_id: int) -> None:
    """The review of an entry of the actor's, with a pencil for each answer."""
    conversation = _kind(kind)
    found = await _own_entries(turn, kind)
    entry = next((one for one in found if one.id == entry_id), None)
    if entry is None:
        raise Refused("gone")
    answers = {step.name: getattr(entry, step.name) for step in conversation.steps}
    if answers["to_year"] is None:
        answers["to_year"] = PRESENT
    await turn.wizard.start(turn, conversation, {"id": entry_id}, answers)


async def _own_entries(turn: Turn, kind: str) -> Sequence[Any]:
    stored = turn.work.people
    if kind == "education":
        return await stored.education(turn.actor.id)
    return await stored.experience(turn.actor.id)


def _kind(kind: str) -> Conversation:
    if kind not in _KINDS:
        raise Refused("gone")
    return _KINDS[kind]
