"""Saved searches."""

from aiogram.filters.callback_data import CallbackData


class SaveSearch(CallbackData, prefix="save"):
    mark: str


class SavedSearches(CallbackData, prefix="alerts"):
    pass


class OpenSaved(CallbackData, prefix="alert"):
    id: int


class RunSaved(CallbackData, prefix="ralert"):
    """Shows what a saved search finds now."""

    id: int


class MuteSaved(CallbackData, prefix="malert"):
    id: int
    on: bool


class TellDaily(CallbackData, prefix="dalert"):
    id: int
    on: bool


class StopSaved(CallbackData, prefix="salert"):
    id: int
