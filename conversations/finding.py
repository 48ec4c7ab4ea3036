"""Looking for something by words: an operator for a person or a project, the two of a line for
what was said on it.
"""

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import books, relay_log
from views import admin as screens
from views import talk as talk_screens
from views.screen import Screen


async def _enter(turn: Turn, subject: Subject) -> Facts:
    turn.work.policy.check_operator(turn.actor)
    return {}


async def _finish_person(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    words = answers["words"]
    found = await books.find_people(turn.work, turn.actor, words)
    return screens.found_people(turn.t, words, [*found])


async def _finish_project(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    words = answers["words"]
    found = await books.find_projects(turn.work, turn.actor, words)
    return screens.found_projects(turn.t, words, [*found])


async def _enter_talk(turn: Turn, subject: Subject) -> Facts:
    line = await relay_log.readable_line(turn.work, turn.actor, subject["bid"])
    return {"title": line.title}


async def _finish_talk(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    """Shows the first page; the words stay for the pages behind it."""
    query, bid_id = answers["words"], subject["bid"]
    line = await relay_log.readable_line(turn.work, turn.actor, bid_id)
    await turn.state.update_data(said={"line": bid_id, "words": query})
    page = await relay_log.find(turn.work, turn.actor, bid_id, query, 0)
    return talk_screens.found(turn.t, line, query, page)


_WORDS = Text("words", books.searched)
person = Conversation("find-person", (_WORDS,), _finish_person, _enter, review=False)
project = Conversation("find-project", (_WORDS,), _finish_project, _enter, review=False)
talk = Conversation(
    "find-in-talk",
    (Text("words", relay_log.searched),),
    _finish_talk,
    _enter_talk,
    review=False,
)
conversations = (person, project, talk)
