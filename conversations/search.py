"""Searching open jobs: by words, and by filters that are typed. The search stays in the person's
data, for its further pages and its filters."""

from collections.abc import Sequence
from dataclasses import replace

from conversations.declaration import Conversation, Subject
from conversations.steps import Ask, Bounds, Number, Tags, Words
from conversations.steps.step import Answers, mark
from conversations.turn import Turn
from marketplace.errors import Refused
from marketplace.finding import Order, Place, Search, query_text, search_of
from marketplace.jobs import OPEN_FOR
from marketplace.people import MOST_SKILLS, skill
from views import finding as screens
from views.screen import Screen

MOST_OFFERED = 4


async def kept(turn: Turn) -> Search:
    """The person's last search."""
    return search_of((await turn.state.get_data()).get("search") or {})


async def keep(turn: Turn, search: Search) -> None:
    await turn.state.update_data(search=search.plain())


async def remember(turn: Turn, said: str) -> str:
    """Keeps words that were typed where nothing was asked, in case a search was meant. Returns
    them as a search takes them; "" where it takes none."""
    try:
        words = query_text(said)
    except Refused:
        return ""
    await turn.state.update_data(said=words)
    return words


def mark_of_words(words: str) -> str:
    """What the button that looks for them carries."""
    return mark(words)


async def said(turn: Turn) -> str:
    """What was remembered last."""
    return str((await turn.state.get_data()).get("said", ""))


def mark_of(search: Search) -> str:
    """What the buttons of a search carry."""
    return mark(search.plain())


async def results(turn: Turn, search: Search, place: Place | None = None) -> Screen:
    """A page of what is found now."""
    found = await turn.work.finding.search(search, turn.actor, place, screens.PAGE)
    return screens.results(turn.t, search, found, mark_of(search), place)


async def filters(turn: Turn, search: Search) -> Screen:
    found = await turn.work.finding.search(
        replace(search, order=Order.NEWEST), turn.actor, None, screens.PAGE
    )
    return screens.filters(turn.t, search, mark_of(search), found.total or 0, turn.actor)


# --- by words ------------------------------------------------------------------------------


async def _own_skills(ask: Ask) -> Sequence[str]:
    return ask.turn.actor.skills[:MOST_OFFERED]


async def _missed(ask: Ask, words: str) -> Screen | None:
    """Where no job has them. That search stays, too: it can be saved, and its filters changed."""
    turn = ask.turn
    search = replace(await kept(turn), query=words)
    if (await turn.work.finding.search(search, turn.actor, None, 1)).jobs:
        return None
    await keep(turn, search)
    return screens.missed(turn.t, search, mark_of(search))


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    """Filters that are set stay set."""
    search = replace(await kept(turn), query=answers["words"])
    await keep(turn, search)
    return await results(turn, search)


conversation = Conversation(
    "search",
    steps=(Words("words", query_text, missed=_missed, likely=_own_skills),),
    finish=_finish,
    review=False,
)

# --- filters that are typed ----------------------------------------------------------------


async def _with_skills(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    chosen = tuple(answers["skills"] or ())
    search = await kept(turn)
    return await _changed(turn, replace(search, skills=chosen, every_skill=False))


async def _with_budget(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    least, most = answers["budget"] or (0, 0)
    return await _changed(turn, replace(await kept(turn), least_minor=least, most_minor=most))


async def _with_days(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    return await _changed(turn, replace(await kept(turn), within_days=answers["days"] or 0))


async def _changed(turn: Turn, search: Search) -> Screen:
    await keep(turn, search)
    return await filters(turn, search)


TYPED = {
    "skills": Conversation(
        "filter-skills",
        steps=(Tags("skills", skill, MOST_SKILLS, likely=_own_skills, optional=True),),
        finish=_with_skills,
        review=False,
    ),
    "budget": Conversation(
        "filter-budget",
        steps=(Bounds("budget", optional=True),),
        finish=_with_budget,
        review=False,
    ),
    "days": Conversation(
        "filter-days",
        steps=(Number("days", 1, OPEN_FOR.days, optional=True),),
        finish=_with_days,
        review=False,
    ),
}
conversations = (conversation, *TYPED.values())
