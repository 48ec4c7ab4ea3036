"""Screens of what was said, from given facts."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.relay import Edit, Line, RelayedMessage, SentFile
from marketplace.relay_log import PAGE, Page
from tests.views.facts import NOW, Facts
from views import talk
from views.screen import Screen
from views.texts import Texts

KINDS = (
    *("text", "photo", "video", "animation", "audio", "voice", "video_note", "document"),
    *("sticker", "location", "venue", "contact", "another"),
)


def screens_of_talk(t: Texts, facts: Facts) -> Iterator[tuple[str, Screen]]:
    for project in (None, facts.project()):
        line = replace(facts.line(), project=project)
        pages = [Page(said(facts, line, n)) for n in range(0, len(KINDS), PAGE)]
        for member in (True, False):
            yield "talk.said", talk.said(t, line, Page([]), member=member)
            for page in pages:
                for more in (True, False):
                    shown = replace(page, older=more, newer=more)
                    yield "talk.said", talk.said(t, line, shown, member=member)
        query = facts.text(1, 100)
        yield "talk.found", talk.found(t, line, query, Page([]))
        for page in pages:
            for more in (True, False):
                shown = replace(page, older=more, newer=more)
                yield "talk.found", talk.found(t, line, query, shown)
            for message in page.messages:
                for part in (-1, 0, 1, 2, 99):
                    yield "talk.message", talk.message(t, line, message, part)


def said(facts: Facts, line: Line, first: int) -> list[RelayedMessage]:
    """One of each kind, from both sides; the longer ones edited."""
    return [_said(facts, line, n) for n in range(first, min(first + PAGE, len(KINDS)))]


def _said(facts: Facts, line: Line, n: int) -> RelayedMessage:
    kind, sender = KINDS[n], (line.client, line.freelancer)[n % 2]
    text = facts.text(0, 4096)
    file = SentFile(facts.text(0, 120), "a/b", 1, kind, "T", "U") if 0 < n < PAGE else None
    edits = tuple(Edit(text, NOW, file) for _ in range(n % 3)) if facts.full else ()
    return RelayedMessage(
        bid_id=line.bid_id,
        sender_id=sender.id,
        message_id=7,
        kind=kind,
        text=text,
        at=NOW,
        id=facts.id(n + 1),
        file=file,
        waiting=n == 2,
        edits=edits,
    )
