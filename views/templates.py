"""Pitch templates: all of one's own, one, and whether it may go."""

from collections.abc import Sequence

from marketplace.templates import MOST_TEMPLATES, Template
from views import buttons
from views.callbacks import (
    AddTemplate,
    ChangeTemplate,
    OpenTemplate,
    OwnBids,
    OwnTemplates,
    RemoveTemplate,
)
from views.screen import Button, Screen, lines, paragraphs
from views.texts import Texts, short

ROOM = 3400
"""UTF-16 units of a template's text; emoji are two each."""
AMOUNTS = "template-amount"
"""What the texts for the points of a budget begin with."""


def figures(t: Texts, template: Template) -> str:
    """ "Middle of the budget · 14 days"; not escaped."""
    amount = t.label(f"{AMOUNTS}-{template.amount_at.value}")
    return t.label("template-figures", amount=amount, days=template.days)


def own_templates(t: Texts, templates: Sequence[Template]) -> Screen:
    listed = [t("template-listed", name=one.name, figures=figures(t, one)) for one in templates]
    ways = [(Button(buttons.named(one.name), OpenTemplate(id=one.id)),) for one in templates]
    if len(templates) < MOST_TEMPLATES:
        ways.append((Button(t.label("btn-add-template"), AddTemplate(), "primary"),))
    about = t("templates-about" if templates else "templates-none")
    text = paragraphs(t("templates-heading"), lines(*listed), about)
    last = (Button(t.label("btn-own-bids"), OwnBids()), buttons.home(t))
    return Screen(text, (*ways, last))


def template(t: Texts, one: Template) -> Screen:
    text = paragraphs(
        lines(t("template-heading", name=one.name), t("template-way", figures=figures(t, one))),
        t("quote-long", text=short(one.text, ROOM)),
    )
    change = Button(t.label("btn-edit"), ChangeTemplate(id=one.id))
    remove = Button(t.label("btn-remove-template"), RemoveTemplate(id=one.id))
    return Screen(text, ((change, remove), (buttons.back(t, OwnTemplates()), buttons.home(t))))


def confirm_remove(t: Texts, one: Template) -> Screen:
    remove = Button(t.label("btn-remove-template"), RemoveTemplate(id=one.id, sure=True), "danger")
    back = buttons.back(t, OpenTemplate(id=one.id))
    return Screen(t("template-confirm-remove", name=one.name), ((remove,), (back,)))
