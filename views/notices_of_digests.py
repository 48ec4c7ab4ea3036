"""What somebody wanted to hear of once a day."""

from marketplace import events
from marketplace.people import Person
from views.digest import digest
from views.mailbag import Mailbag


async def digest_ready(bag: Mailbag, event: events.DigestReady, reader: Person) -> None:
    t = await bag.texts(reader.id)
    await bag.send(reader.id, digest(t, event.kept))
