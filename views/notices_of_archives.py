"""Notices to the one who asked for a whole project: here it is, or it can't be had."""

from marketplace import events
from marketplace.people import Person
from views import buttons
from views.files import file_calls
from views.mailbag import Mailbag
from views.screen import Screen


async def archive_ready(bag: Mailbag, event: events.ArchiveReady, reader: Person) -> None:
    """The archive itself, or the way to it where it is too big for a chat."""
    t = await bag.texts(reader.id)
    for method, params in file_calls(t, [event.file]):
        await bag.call(reader.id, method, params, event.project.bid_id)


async def archive_failed(bag: Mailbag, event: events.ArchiveFailed, reader: Person) -> None:
    t = await bag.texts(reader.id)
    key = "ntf-archive-too-big" if event.too_big else "ntf-archive-failed"
    rows = ((buttons.history(t, event.project),),)
    screen = Screen(t(key, title=event.project.title), rows)
    await bag.send(reader.id, screen, event.project.bid_id)
