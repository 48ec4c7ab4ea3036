"""Checkout: the ways to pay for an accepted milestone, and what is said about money that is due or
has come.
"""

from marketplace.checkout import REMIND_AFTER, Checkout
from marketplace.events import BooksDiffer, MilestonePaid
from marketplace.people import Person
from marketplace.projects import Milestone, Project, ProjectState
from views import buttons
from views.callbacks import ClaimPaid, ConfirmReceipt, DenyReceipt, PayFromWallet
from views.screen import Button, Html, Screen, lines, paragraphs
from views.texts import Texts


def to_pay(t: Texts, project: Project, checkout: Checkout, balance_minor: int) -> Screen:
    """The wallet covers it: one tap pays."""
    milestone = project.milestone(checkout.milestone_id)
    text = lines(
        t("checkout-due", **_about(t, project, milestone, checkout)),
        t("checkout-from-wallet", balance=t.money(balance_minor)),
    )
    return Screen(text, (_pay_row(t, milestone, checkout), _to_project(t, project)))


def to_invoice(
    t: Texts, project: Project, checkout: Checkout, balance_minor: int, asked_minor: int
) -> Screen:
    """What stands above the invoice. `asked_minor`: what the invoice asks for."""
    milestone = project.milestone(checkout.milestone_id)
    return Screen(
        paragraphs(
            t("checkout-due", **_about(t, project, milestone, checkout)),
            shortfall(t, checkout.amount_minor, balance_minor, asked_minor),
            t("checkout-tap-invoice"),
        ),
        (_to_project(t, project),),
    )


def shortfall(t: Texts, total_minor: int, balance_minor: int, asked_minor: int) -> Html:
    """Why an invoice asks for another amount than the price; nothing where it doesn't."""
    missing = total_minor - balance_minor
    if asked_minor == total_minor:
        return Html("")
    part = "part" if balance_minor else "first"
    side = "more" if asked_minor > missing else part if asked_minor < missing else "exact"
    return t(
        "checkout-shortfall",
        side=side,
        balance=t.money(balance_minor),
        asked=t.money(asked_minor),
        missing=t.money(missing),
    )


def to_pay_outside(t: Texts, project: Project, checkout: Checkout, freelancer: Person) -> Screen:
    """The bot takes no money here: the client pays as agreed, and says so."""
    milestone = project.milestone(checkout.milestone_id)
    about = _about(t, project, milestone, checkout)
    text = paragraphs(
        t("checkout-due", **about), t("checkout-outside", name=freelancer.shown_name, **about)
    )
    said = Button(t.label("btn-have-paid"), ClaimPaid(milestone_id=milestone.id), "primary")
    return Screen(text, ((said,), _talk(t, project)))


def claimed(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Screen:
    """To the freelancer: has it arrived?"""
    text = t("checkout-claimed", **_about(t, project, milestone, checkout))
    yes = Button(t.label("btn-received"), ConfirmReceipt(milestone_id=milestone.id), "success")
    no = Button(t.label("btn-not-received"), DenyReceipt(milestone_id=milestone.id))
    return Screen(text, ((yes, no), _talk(t, project)))


def denied(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Screen:
    """To the client, whose payment has not arrived."""
    text = t("checkout-denied", **_about(t, project, milestone, checkout))
    said = Button(t.label("btn-have-paid"), ClaimPaid(milestone_id=milestone.id))
    return Screen(text, ((said,), _talk(t, project)))


def _pay_row(t: Texts, milestone: Milestone, checkout: Checkout) -> tuple[Button, ...]:
    label = t.label("btn-pay-from-wallet", amount=t.money(checkout.amount_minor))
    return (Button(label, PayFromWallet(milestone_id=milestone.id), "success"),)


# --- reminders -----------------------------------------------------------------------------


def reminder(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Html:
    """To the client, whose payment is due for some days."""
    return t("checkout-reminder", **_overdue(t, project, milestone, checkout))


def claim_reminder(t: Texts, project: Project, milestone: Milestone, checkout: Checkout) -> Screen:
    """To the freelancer, who has not said whether the money arrived."""
    screen = claimed(t, project, milestone, checkout)
    return screen.below(t("checkout-claim-waits"))


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


def books_differ(t: Texts, event: BooksDiffer) -> Html:
    """To an operator: the daily look at the books found something."""
    percent = f"{event.explained_percent:.2f}"
    return t("books-differ", count=event.findings, percent=percent)


def _overdue(
    t: Texts, project: Project, milestone: Milestone, checkout: Checkout
) -> dict[str, object]:
    days = REMIND_AFTER[checkout.reminders - 1].days
    return {**_about(t, project, milestone, checkout), "days": days}


# --- paid ----------------------------------------------------------------------------------


def paid_client(t: Texts, event: MilestonePaid) -> Html:
    about = _about(t, event.project, event.milestone, event.checkout)
    source = "by-itself" if event.by_itself else event.checkout.paid_from
    return _paid(t, event.project, t("checkout-paid-client", source=source, **about))


def paid_freelancer(t: Texts, event: MilestonePaid) -> Html:
    project, checkout = event.project, event.checkout
    line = t(
        "checkout-paid-freelancer",
        source=checkout.paid_from,
        fee="yes" if checkout.fee_minor else "no",
        earned=t.money(checkout.earned_minor),
        taken=t.money(checkout.fee_minor),
        **_about(t, project, event.milestone, checkout),
    )
    return _paid(t, project, line)


def _paid(t: Texts, project: Project, line: Html) -> Html:
    complete = project.state is ProjectState.COMPLETE
    return paragraphs(line, t("checkout-complete", title=project.title) if complete else "")


def kept(t: Texts, amount_minor: int) -> Html:
    """Money that came for something which needed none."""
    return t("checkout-kept", amount=t.money(amount_minor))


# --- inside --------------------------------------------------------------------------------


def _about(
    t: Texts, project: Project, milestone: Milestone, checkout: Checkout
) -> dict[str, object]:
    return {
        "position": milestone.position,
        "title": project.title,
        "amount": t.money(checkout.amount_minor),
    }


def _to_project(t: Texts, project: Project) -> tuple[Button, ...]:
    return (buttons.open_project(t, project.id),)


def _talk(t: Texts, project: Project) -> tuple[Button, ...]:
    return (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
