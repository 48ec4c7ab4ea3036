"""Invoices: what Telegram shows with its Pay button."""

from typing import Any

from marketplace.invoices import Invoice, Purpose
from marketplace.projects import Project
from views.texts import Texts, short

LONGEST_TITLE, LONGEST_DESCRIPTION = 32, 255
"""Bot API: sendInvoice."""


def invoice(t: Texts, made: Invoice, project: Project | None = None) -> dict[str, Any]:
    """Parameters of sendInvoice; the sender of messages adds the provider's token.

    `project`: what it is for, unless it is a top-up.
    """
    label, description = _words(t, made, project)
    return {
        "title": short(label, LONGEST_TITLE),
        "description": short(description, LONGEST_DESCRIPTION),
        "payload": made.payload,
        "currency": t.currency.code,
        "prices": [{"label": short(label, LONGEST_TITLE), "amount": made.amount_minor}],
    }


def _words(t: Texts, made: Invoice, project: Project | None) -> tuple[str, str]:
    if project is None:
        return t.label("invoice-top-up"), t.label("invoice-top-up-description")
    title = short(project.title, 80)
    if made.milestone_id is None:
        return t.label("invoice-all"), t.label("invoice-all-description", title=title)
    milestone = project.milestone(made.milestone_id)
    facts = {"position": milestone.position, "title": title}
    key = "invoice-funding" if made.purpose is Purpose.FUNDING else "invoice-milestone"
    what = short(milestone.what, 100)
    return t.label("invoice-title", **facts), t.label(key, what=what, **facts)
