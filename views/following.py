"""After every act: the cards that it changes are drawn anew, and buttons that can't be used any
more go from every other message, in the same unit of work.
"""

from collections.abc import Iterable, Sequence

from marketplace import events
from marketplace.cards import Card, CardKind, LiveButtons, Subject
from marketplace.people import Person
from marketplace.ports.cards import Cards
from views.card_places import Places
from views.cards import Drawer
from views.live_buttons import any_acts, left
from views.mailbag import Mailbag
from views.window import NOTICE, Outbox

_CHANGES_NOTHING = (events.ArchiveReady, events.ArchiveFailed, events.FreelancerInvited)
"""Events about a project or job that leave it as it is."""
_KINDS = {"project": CardKind.PROJECT, "job": CardKind.JOB, "bid": CardKind.BID}


async def follow(bag: Mailbag, outbox: Outbox, happened: Sequence[events.Event]) -> None:
    """Costs nothing where nothing has happened to a project, job or bid."""
    touched = touched_by(happened)
    if not touched:
        return
    drawer = Drawer(bag.work, bag.person)
    cards: Cards = bag.work.cards
    for card in [*await cards.of(touched), *await cards.missing(touched)]:
        await _draw(bag, outbox, drawer, card)
    for buttons in await cards.live(touched):
        await _strip(bag, outbox, drawer, buttons)


def touched_by(happened: Iterable[events.Event]) -> list[Subject]:
    """Every project, job and bid that one of the events is about, once; with a project, the bid
    that it came from, by which other messages about it are known."""
    found: dict[Subject, None] = {}
    for event in happened:
        if isinstance(event, _CHANGES_NOTHING):
            continue
        for name, kind in _KINDS.items():
            about = getattr(event, name, None)
            if about is not None:
                found[kind, int(about.id)] = None
            if about is not None and kind is CardKind.PROJECT:
                found[CardKind.BID, int(about.bid_id)] = None
    return list(found)


async def _draw(bag: Mailbag, outbox: Outbox, drawer: Drawer, card: Card) -> None:
    reader = await bag.person(card.person_id)
    if not reader.reachable:
        return
    t = await bag.texts(reader.id)
    drawn = await drawer.draw(t, reader, card.kind, card.subject_id)
    if drawn is not None:
        await Places(bag.work, outbox, drawer, t, reader).follow(card, drawn, NOTICE)


async def _strip(bag: Mailbag, outbox: Outbox, drawer: Drawer, buttons: LiveButtons) -> None:
    reader: Person = await bag.person(buttons.person_id)
    t = await bag.texts(reader.id)
    possible = await drawer.possible(t, reader, buttons.subject)
    markup = left(buttons.markup, possible)
    if markup == buttons.markup:
        return
    await outbox.put(
        reader.id,
        "editMessageReplyMarkup",
        {"reply_markup": markup},
        subject="buttons",
        priority=NOTICE,
        edits=buttons.row_id,
    )
    if any_acts(markup):
        row_id, person_id, subject = buttons.row_id, buttons.person_id, buttons.subject
        await bag.work.cards.note(LiveButtons(row_id, person_id, subject, markup))
    else:
        await bag.work.cards.forget([buttons.row_id])
