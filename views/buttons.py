"""Buttons that stand on many screens."""

from aiogram.filters.callback_data import CallbackData

from marketplace.projects import Project
from views.callbacks import BrowseJobs, Chat, Help, History, Home, OpenProject, SearchJobs
from views.screen import Button
from views.texts import Texts, short

LONGEST_LABEL = 40
"""UTF-16 units of a person's text on a button; phones cut longer ones."""


def named(text: str) -> str:
    """A person's text as a button's label."""
    return short(text, LONGEST_LABEL)


def home(t: Texts) -> Button:
    return Button(t.label("btn-home"), Home())


def help_(t: Texts) -> Button:
    return Button(t.label("btn-help"), Help())


def back(t: Texts, to: CallbackData) -> Button:
    return Button(t.label("btn-back"), to)


def more(t: Texts, to: CallbackData) -> Button:
    return Button(t.label("btn-more"), to)


def newest(t: Texts, to: CallbackData) -> Button:
    return Button(t.label("btn-newest"), to)


def search(t: Texts) -> Button:
    return Button(t.label("btn-search"), SearchJobs())


def browse(t: Texts) -> Button:
    return Button(t.label("btn-browse"), BrowseJobs())


def chat(t: Texts, bid_id: int) -> Button:
    return Button(t.label("btn-chat"), Chat(bid_id=bid_id))


def ask(t: Texts, bid_id: int) -> Button:
    """The same way, before anybody is hired."""
    return Button(t.label("btn-ask"), Chat(bid_id=bid_id))


def open_project(t: Texts, project_id: int) -> Button:
    return Button(t.label("btn-open-project"), OpenProject(id=project_id))


def history(t: Texts, project: Project) -> Button:
    return Button(t.label("btn-history"), History(project_id=project.id))


def pages(t: Texts, *, first: CallbackData | None, following: CallbackData | None) -> list[Button]:
    """The ways through a long list: to its newest page and to the next one."""
    row = [newest(t, first)] if first else []
    return [*row, more(t, following)] if following else row
