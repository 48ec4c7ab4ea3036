"""Saved searches: all of them, one, and what may be done with it."""

from collections.abc import Sequence

from marketplace.alerts import SavedSearch
from marketplace.finding import Search
from views import buttons
from views.callbacks import (
    FoundJobs,
    MuteSaved,
    OpenSaved,
    OwnSettings,
    RunSaved,
    SavedSearches,
    StopSaved,
    TellDaily,
)
from views.finding import joined, told_filters
from views.screen import Button, Html, Screen, grid, lines, paragraphs
from views.texts import Texts, short

LONGEST_QUERY = 60


def described(t: Texts, search: Search) -> str:
    """What it looks for, in one line, not escaped."""
    query = t.label("alert-query", query=short(search.query, LONGEST_QUERY)) if search.terms else ""
    said = joined(t, "filter-between", [one for one in (query, *told_filters(t, search)) if one])
    return said or t.label("alert-any-job")


def _way(t: Texts, saved: SavedSearch) -> str:
    if saved.muted:
        return t.label("alert-muted")
    return t.label("alert-daily" if saved.daily else "alert-at-once")


def saved(t: Texts, one: SavedSearch, *, fresh: bool = False) -> Screen:
    """One of them, and every switch it has. `fresh`: it was saved just now."""
    text = paragraphs(
        t("alert-saved" if fresh else "alert-heading"),
        lines(t("alert-line", search=described(t, one.search)), t("alert-way", way=_way(t, one))),
    )
    every = Button(t.label("btn-alerts"), SavedSearches())
    first = (Button(t.label("btn-run-alert"), RunSaved(id=one.id), "primary"),)
    if fresh:
        first = (Button(t.label("btn-back-to-found"), FoundJobs(), "primary"),)
    return Screen(text, (first, (mute(t, one), daily(t, one)), (stop(t, one), every)))


def mute(t: Texts, one: SavedSearch) -> Button:
    key = "btn-unmute-alert" if one.muted else "btn-mute-alert"
    return Button(t.label(key), MuteSaved(id=one.id, on=not one.muted))


def daily(t: Texts, one: SavedSearch) -> Button:
    key = "btn-alert-at-once" if one.daily else "btn-alert-daily"
    return Button(t.label(key), TellDaily(id=one.id, on=not one.daily))


def stop(t: Texts, one: SavedSearch) -> Button:
    return Button(t.label("btn-stop-alert"), StopSaved(id=one.id))


def saved_searches(t: Texts, saved: Sequence[SavedSearch]) -> Screen:
    last = (buttons.back(t, OwnSettings()), buttons.home(t))
    if not saved:
        return Screen(t("alerts-none"), ((buttons.search(t),), last))
    listed = [
        t("alert-listed", number=n, search=described(t, one.search), way=_way(t, one))
        for n, one in enumerate(saved, start=1)
    ]
    numbers = [
        Button(t.label("btn-alert-number", number=n), OpenSaved(id=one.id))
        for n, one in enumerate(saved, start=1)
    ]
    text = paragraphs(t("alerts-heading"), lines(*listed))
    return Screen(text, (*grid(numbers, 5), (buttons.search(t),), last))


def stopped(t: Texts, search: Search) -> Screen:
    rows = ((Button(t.label("btn-alerts"), SavedSearches()), buttons.home(t)),)
    return Screen(t("alert-stopped", search=described(t, search)), rows)


def told(t: Texts, one: SavedSearch, count: int) -> Html:
    """What an alert begins with."""
    return t("ntf-jobs-matched", count=count, search=described(t, one.search))
