"""Notices among operators: what waits for a second one, and what became of it."""

from marketplace import events
from marketplace.rulings import Ruling, RulingKind
from views import admin, admin_rulings
from views.mailbag import Mailbag
from views.screen import Screen, paragraphs


async def ruling_proposed(bag: Mailbag, event: events.RulingProposed) -> None:
    """The other operators, but for one who is a side of the dispute."""
    one = event.ruling
    first, name = await bag.person(one.ruled_by), await _name(bag, one)
    project = await bag.work.projects.find(one.project_id) if one.project_id else None
    for operator in await bag.operators():
        if operator.id == one.ruled_by or (project and project.is_member(operator.id)):
            continue
        t = await bag.texts(operator.id)
        text = paragraphs(
            t("ntf-ruling-proposed", name=first.shown_name),
            admin_rulings.what(t, one, name),
            t("quote-long", text=one.reason),
        )
        look = (admin_rulings.subject_button(t, one), admin.back(t))
        rows = (admin_rulings.answer_row(t, one, operator), look)
        await bag.send(operator.id, Screen(text, rows))


async def ruling_approved(bag: Mailbag, event: events.RulingApproved) -> None:
    """A withdrawal is sent only now: before, the second one could have said no."""
    payout = event.ruling.kind is RulingKind.PAY_WITHDRAWAL
    key = "ntf-ruling-approved-payout" if payout else "ntf-ruling-approved"
    await _tell_first(bag, event.ruling, key)


async def ruling_refused(bag: Mailbag, event: events.RulingRefused) -> None:
    """Not whom took it back: they know."""
    if event.ruling.second_by != event.ruling.ruled_by:
        await _tell_first(bag, event.ruling, "ntf-ruling-refused")


async def _tell_first(bag: Mailbag, one: Ruling, key: str) -> None:
    t = await bag.texts(one.ruled_by)
    second = await bag.person(one.second_by or one.ruled_by)
    words = t(key, name=second.shown_name)
    text = paragraphs(words, admin_rulings.what(t, one, await _name(bag, one)))
    rows = ((admin_rulings.subject_button(t, one), admin.back(t)),)
    await bag.send(one.ruled_by, Screen(text, rows))


async def _name(bag: Mailbag, one: Ruling) -> str:
    if one.person_id:
        return (await bag.person(one.person_id)).shown_name
    project = await bag.work.projects.find(one.project_id or 0)
    return project.title if project else ""
