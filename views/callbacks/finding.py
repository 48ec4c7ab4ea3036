"""Finding jobs."""

from aiogram.filters.callback_data import CallbackData


class BrowseJobs(CallbackData, prefix="browse"):
    """All open jobs, without words and filters."""


class LookFor(CallbackData, prefix="lookfor"):
    """Jobs with what the reader typed where nothing was asked, which `mark` names."""

    mark: str


class FoundJobs(CallbackData, prefix="hits"):
    """A page of the reader's search, the first one or behind `before` (marketplace.finding.Place).

    `mark` names the search, so that an old button doesn't page through another one; without it,
    whatever the reader looked for last.
    """

    mark: str = ""
    before: int = 0
    score: int = 0
    top: int = 0


class SearchJobs(CallbackData, prefix="search"):
    pass


class SearchFilters(CallbackData, prefix="filters"):
    mark: str


class SetFilter(CallbackData, prefix="filter"):
    """`what`: days, every, own, unbid, best or clear."""

    mark: str
    what: str
    value: int = 0


class TypeFilter(CallbackData, prefix="tfilter"):
    """Asks for `what`: skills, budget or days."""

    mark: str
    what: str
