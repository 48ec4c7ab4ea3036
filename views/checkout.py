"""Checkout: the invoice, and what is said about money that is due or has come."""

from typing import Any

from marketplace.checkout import REMIND_AFTER, Checkout
from marketplace.people import Person
from marketplace.projects import Milestone, Project, ProjectState
from views.screen import Html, paragraphs
from views.texts import Texts, short

LONGEST_TITLE, LONGEST_DESCRIPTION = 32, 255
"""Bot API: sendInvoice."""


def invoice(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> dict[str, Any]:
    """Parameters of sendInvoice; the sender of messages adds the provider's token."""
    label = t.label("invoice-title", position=milestone.position)
    description = t.label(
        "invoice-description",
        position=milestone.position,
        what=short(milestone.what, 120),
        title=short(project.title, 80),
    )
    return {
        "title": short(label, LONGEST_TITLE),
        "description": short(description, LONGEST_DESCRIPTION),
        "payload": checkout.payload,
        "currency": t.currency.code,
        "prices": [{"label": short(label, LONGEST_TITLE), "amount": checkout.amount_minor}],
    }


def due(
    t: Texts, project: Project, milestone: Milestone, checkout: Checkout, *, payable: bool
) -> Html:
    """Above the invoice; where nothing can be paid here, what happens instead."""
    return t(
        "checkout-due" if payable else "checkout-not-payable",
        position=milestone.position,
        title=project.title,
        amount=t.money(checkout.amount_minor),
    )


def reminder(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Html:
    """To the client, whose payment is due for some days."""
    return t("checkout-reminder", **_overdue(t, project, milestone, checkout))


def overdue_freelancer(
    t: Texts, project: Project, milestone: Milestone, checkout: Checkout
) -> Html:
    return t("checkout-overdue-freelancer", **_overdue(t, project, milestone, checkout))


def overdue_operator(
    t: Texts,
    project: Project,
    milestone: Milestone,
    checkout: Checkout,
    client: Person,
    freelancer: Person,
) -> Html:
    """What an operator needs to look after it; `checkout` is the number in the books."""
    return t(
        "checkout-overdue-operator",
        **_overdue(t, project, milestone, checkout),
        client=client.shown_name,
        freelancer=freelancer.shown_name,
        number=str(checkout.id),
    )


def _overdue(
    t: Texts, project: Project, milestone: Milestone, checkout: Checkout
) -> dict[str, object]:
    return {
        "position": milestone.position,
        "title": project.title,
        "amount": t.money(checkout.amount_minor),
        "days": REMIND_AFTER[checkout.reminders - 1].days,
    }


def paid_client(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Html:
    return _paid(t, "checkout-paid-client", project, milestone, checkout)


def paid_freelancer(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Html:
    return _paid(t, "checkout-paid-freelancer", project, milestone, checkout)


def _paid(t: Texts, key: str, project: Project, milestone: Milestone, checkout: Checkout) -> Html:
    line = t(
        key,
        position=milestone.position,
        title=project.title,
        amount=t.money(checkout.amount_minor),
    )
    complete = project.state is ProjectState.COMPLETE
    return paragraphs(line, t("checkout-complete", title=project.title) if complete else "")


def kept(t: Texts, amount_minor: int) -> Html:
    """Money that came for something which needed none."""
    return t("checkout-kept", amount=t.money(amount_minor))
