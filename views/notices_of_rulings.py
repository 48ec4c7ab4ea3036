"""Notices among operators: what waits for a second one, and what became of it."""

from marketplace import events
from marketplace.people import Person
from marketplace.rulings import Ruling, RulingKind
from views import admin, admin_rulings
from views.mailbag import Mailbag
from views.screen import Screen, paragraphs


async def ruling_proposed(bag: Mailbag, event: events.RulingProposed, reader: Person) -> None:
    one = event.ruling
    first, name = await bag.person(one.ruled_by), await _name(bag, one)
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-ruling-proposed", name=first.shown_name),
        admin_rulings.what(t, one, name),
        t("quote-long", text=one.reason),
    )
    look = (admin_rulings.subject_button(t, one), admin.back(t))
    rows = (admin_rulings.answer_row(t, one, reader), look)
    await bag.send(reader.id, Screen(text, rows))


async def ruling_approved(bag: Mailbag, event: events.RulingApproved, reader: Person) -> None:
    """A withdrawal is sent only now: before, the second one could have said no."""
    payout = event.ruling.kind is RulingKind.PAY_WITHDRAWAL
    key = "ntf-ruling-approved-payout" if payout else "ntf-ruling-approved"
    await _tell(bag, event.ruling, key, reader)


async def ruling_refused(bag: Mailbag, event: events.RulingRefused, reader: Person) -> None:
    await _tell(bag, event.ruling, "ntf-ruling-refused", reader)


def by_another(bag: Mailbag, event: events.RulingRefused) -> bool:
    """Whoever took it back knows."""
    return event.ruling.second_by != event.ruling.ruled_by


async def _tell(bag: Mailbag, one: Ruling, key: str, reader: Person) -> None:
    t = await bag.texts(reader.id)
    second = await bag.person(one.second_by or one.ruled_by)
    words = t(key, name=second.shown_name)
    text = paragraphs(words, admin_rulings.what(t, one, await _name(bag, one)))
    rows = ((admin_rulings.subject_button(t, one), admin.back(t)),)
    await bag.send(reader.id, Screen(text, rows))


async def _name(bag: Mailbag, one: Ruling) -> str:
    if one.person_id:
        return (await bag.person(one.person_id)).shown_name
    project = await bag.work.projects.find(one.project_id or 0)
    return project.title if project else ""
