"""Finding jobs: all of them, a search page by page, and its filters."""

from collections.abc import Callable
from dataclasses import replace

from conversations import search as conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace.errors import Refused
from marketplace.finding import Order, Place, Search
from marketplace.jobs import OPEN_FOR
from views import callbacks


async def browse(turn: Turn, tap: callbacks.BrowseJobs | None = None) -> None:
    await turn.wizard.leave(turn, conversation.conversation)
    await conversation.keep(turn, Search())
    await turn.window.show(await conversation.results(turn, Search()))


async def search(turn: Turn, tap: callbacks.SearchJobs | None = None) -> None:
    await turn.wizard.start(turn, conversation.conversation)


async def look_for(turn: Turn, tap: callbacks.LookFor) -> None:
    """What was typed last where nothing was asked. Filters that are set stay set."""
    words = await conversation.said(turn)
    if tap.mark != conversation.mark_of_words(words):
        raise Refused("out-of-date")
    asked = replace(await conversation.kept(turn), query=words)
    await conversation.keep(turn, asked)
    await turn.window.show(await conversation.results(turn, asked))


async def page(turn: Turn, tap: callbacks.FoundJobs) -> None:
    asked = await _current(turn, tap.mark)
    place = Place(tap.before, tap.score, tap.top) if tap.before else None
    await turn.window.show(await conversation.results(turn, asked, place))


async def filters(turn: Turn, tap: callbacks.SearchFilters) -> None:
    asked = await _current(turn, tap.mark)
    await turn.wizard.leave(turn, conversation.conversation)
    await turn.window.show(await conversation.filters(turn, asked))


async def set_filter(turn: Turn, tap: callbacks.SetFilter) -> None:
    """What changes the order or takes all filters away leads back to what is found."""
    change = _CHANGES.get(tap.what)
    if change is None:
        raise Refused("out-of-date")
    changed = change(await _current(turn, tap.mark), tap.value)
    await turn.wizard.leave(turn, conversation.conversation)
    await conversation.keep(turn, changed)
    leads_back = tap.what in ("best", "clear")
    show = conversation.results if leads_back else conversation.filters
    await turn.window.show(await show(turn, changed))


async def type_filter(turn: Turn, tap: callbacks.TypeFilter) -> None:
    await _current(turn, tap.mark)
    if tap.what not in conversation.TYPED:
        raise Refused("out-of-date")
    await turn.wizard.start(turn, conversation.TYPED[tap.what])


async def _current(turn: Turn, mark: str) -> Search:
    """The person's search, unless they have begun another one since."""
    search = await conversation.kept(turn)
    if mark and mark != conversation.mark_of(search):
        raise Refused("out-of-date")
    return search


_CHANGES: dict[str, Callable[[Search, int], Search]] = {
    "days": lambda search, days: replace(search, within_days=max(0, min(days, OPEN_FOR.days))),
    "every": lambda search, on: replace(search, every_skill=bool(on)),
    "own": lambda search, on: replace(search, own_skills=bool(on)),
    "unbid": lambda search, on: replace(search, unbid=bool(on)),
    "best": lambda search, on: replace(search, order=Order.BEST if on else Order.NEWEST),
    "clear": lambda search, _: search.unfiltered(),
}

router = Routes(
    commands={"jobs": browse, "search": search},
    taps={
        callbacks.BrowseJobs: browse,
        callbacks.SearchJobs: search,
        callbacks.LookFor: look_for,
        callbacks.FoundJobs: page,
        callbacks.SearchFilters: filters,
        callbacks.SetFilter: set_filter,
        callbacks.TypeFilter: type_filter,
    },
)
