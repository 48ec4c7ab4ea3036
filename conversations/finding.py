"""An operator looks for a person or a project by number or a part of the name."""

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import books
from views import admin as screens
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


_WORDS = Text("words", books.searched)
person = Conversation("find-person", (_WORDS,), _finish_person, _enter, review=False)
project = Conversation("find-project", (_WORDS,), _finish_project, _enter, review=False)
conversations = (person, project)
