"""Searching open jobs by the words of their title."""

from collections.abc import Sequence

from conversations.declaration import Conversation, Subject
from conversations.steps import Ask, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace.errors import Refused
from marketplace.jobs import search_words
from marketplace.text import measured, one_line
from views import jobs as screens
from views.screen import Screen

MOST_QUERY = 100
MOST_OFFERED = 4


def query_text(raw: str) -> str:
    """What a person searches for; raises Refused `search-no-words` for mere punctuation."""
    query = measured(one_line(raw), 1, MOST_QUERY)
    if not search_words(query):
        raise Refused("search-no-words")
    return query


async def _own_skills(ask: Ask) -> Sequence[str]:
    return ask.turn.actor.skills[:MOST_OFFERED]


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    """Shows the first page; the query stays for the pages behind it."""
    query, work = answers["words"], turn.work
    await turn.state.update_data(query=query)
    words = search_words(query)
    found = await work.jobs.open_jobs(words, None, screens.PAGE + 1, work.now)
    page, more = found[: screens.PAGE], len(found) > screens.PAGE
    return screens.job_list(turn.t, page, more=more, query=query, before=0)


conversation = Conversation(
    "search",
    steps=(Text("words", query_text, likely=_own_skills),),
    finish=_finish,
    review=False,
)
