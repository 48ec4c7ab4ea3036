"""What was said on a line, read again: its pages, one message in full, what a search finds.

For the two who talked, also after the end; and for operators while they have to do with their
project, or one of the two has reported the other (marketplace/readers.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace import readers
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.relay import Line, RelayedMessage, SentFile, line_of
from marketplace.text import folded, measured, one_line

if TYPE_CHECKING:
    from marketplace.ports import Work

PAGE = 8
MOST_QUERY, MOST_WORDS = 100, 8


@dataclass(frozen=True, slots=True)
class Page:
    """Oldest first, as people read a talk; of hits the newest first. `older`,
    `newer`: there is more on that side."""

    messages: Sequence[RelayedMessage]
    older: bool = False
    newer: bool = False


async def readable_line(work: "Work", actor: Person, bid_id: int) -> Line:
    """A line whose log the actor may read. Raises Refused `not-yours`."""
    if not await readers.may_judge_line(work, actor, bid_id):
        return await line_of(work, actor, bid_id)
    bid = await work.bids.find(bid_id)
    if bid is None:
        raise Refused("not-yours")
    return await line_of(work, await work.people.get(bid.freelancer_id), bid_id)


async def page(work: "Work", actor: Person, bid_id: int, before: int, after: int) -> Page:
    """Below message `before`, or right above `after`; without both (0) the newest one.

    Raises Refused `not-yours`.
    """
    await readable_line(work, actor, bid_id)
    if after and (above := await work.relay.newer(bid_id, after, PAGE + 1)):
        return Page(above[:PAGE], older=True, newer=len(above) > PAGE)
    found = await work.relay.newest(bid_id, before or None, PAGE + 1)
    return Page(found[:PAGE][::-1], older=len(found) > PAGE, newer=bool(before))


async def message(work: "Work", actor: Person, relay_id: int) -> tuple[Line, RelayedMessage]:
    """One message with its edits. Raises Refused `not-yours`."""
    found = await work.relay.find(relay_id)
    if found is None:
        raise Refused("not-yours")
    return await readable_line(work, actor, found.bid_id), found


async def find(work: "Work", actor: Person, bid_id: int, query: str, before: int) -> Page:
    """Messages that hold each word of the query anywhere, without case and accents, also in what
    they said before an edit; those below `before`, or (0) the newest.

    Raises Refused: `not-yours`, or as `searched`.
    """
    await readable_line(work, actor, bid_id)
    words = _words(searched(query))
    found = await work.relay.newest(bid_id, before or None, PAGE + 1, words)
    return Page(found[:PAGE], older=len(found) > PAGE, newer=bool(before))


def searched(raw: str) -> str:
    """What is looked for in a talk. Raises Refused `search-no-words`, or as `measured`."""
    query = measured(one_line(raw), 1, MOST_QUERY)
    if not _words(query):
        raise Refused("search-no-words")
    return query


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(folded(query).split()))[:MOST_WORDS]


def files_of(message: RelayedMessage) -> list[SentFile]:
    """What came with a message, and what took its place later, oldest first."""
    every = (message.file, *(edit.file for edit in message.edits))
    return [file for file in every if file is not None]
