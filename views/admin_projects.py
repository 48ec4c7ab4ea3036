"""The books of one project, as operators read them."""

from marketplace.books import LedgerLine, ProjectBooks
from marketplace.checkout import Checkout, CheckoutState
from marketplace.money import FEES, GATEWAY, PAID_OUT, escrow, wallet
from marketplace.projects import Milestone
from views import admin, buttons, projects, trouble
from views.admin_people import KINDS, signed
from views.callbacks import AdminDispute, AdminLedger, AdminPerson, AdminProject, AdminTalk, History
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

ROOM = 240
"""UTF-16 units for what the milestones are about."""
_CHECKOUTS = {
    CheckoutState.DUE: "admin-checkout-due",
    CheckoutState.PAID: "admin-checkout-paid",
    CheckoutState.CANCELLED: "admin-checkout-cancelled",
}
_ACCOUNTS = {
    FEES: "books-account-fees",
    GATEWAY: "books-account-gateway",
    PAID_OUT: "books-account-paid-out",
}


def project(t: Texts, found: ProjectBooks) -> Screen:
    """History, talk and decisions only where a dispute opens them."""
    project = found.project
    whats = shares([step.what for step in project.milestones], ROOM)
    steps = [
        _milestone(t, found, step, what)
        for step, what in zip(project.milestones, whats, strict=True)
    ]
    sides = lines(
        t("admin-project", title=project.title, number=str(project.id)),
        t("admin-sides", client=found.client.shown_name, freelancer=found.freelancer.shown_name),
        projects.progress(t, project),
    )
    client = Button(t.label("btn-admin-client"), AdminPerson(id=found.client.id))
    freelancer = Button(t.label("btn-admin-freelancer"), AdminPerson(id=found.freelancer.id))
    ledger = Button(t.label("btn-admin-ledger"), AdminLedger(project_id=project.id))
    rows: Rows = (*_dispute_rows(t, found), (client, freelancer), (ledger,))
    if found.readable:
        rows = (*rows, *reading_rows(t, project.id))
    return Screen(paragraphs(sides, *steps), (*rows, (admin.back(t),)))


def _dispute_rows(t: Texts, found: ProjectBooks) -> Rows:
    """To where each one that waits is decided: reading its history leads here."""
    return tuple(
        (
            Button(
                t.label("btn-admin-dispute", number=str(dispute.id)),
                AdminDispute(id=dispute.id),
                "primary",
            ),
        )
        for dispute in found.disputes
    )


def reading_rows(t: Texts, project_id: int) -> Rows:
    """Both sides' history: what was delivered, what was said, what was decided."""
    history = Button(t.label("btn-history"), History(project_id=project_id))
    talk = Button(t.label("btn-admin-talk"), AdminTalk(project_id=project_id))
    return ((history, talk), (trouble.decisions_button(t, project_id),))


def _milestone(t: Texts, found: ProjectBooks, step: Milestone, what: str) -> Html:
    flow = found.escrow.get(step.id)
    checkout = found.checkouts.get(step.id)
    amount = t.money(step.amount_minor)
    return lines(
        t("milestone-line", position=step.position, what=what, amount=amount),
        t(
            "admin-escrow",
            funded=t.money(flow.funded_minor),
            held=t.money(flow.held_minor),
            released=t.money(flow.released_minor),
            returned=t.money(flow.returned_minor),
        )
        if flow
        else "",
        _checkout(t, checkout) if checkout else "",
        t("milestone-disputed") if step.disputed else "",
    )


def _checkout(t: Texts, checkout: Checkout) -> Html:
    return t(
        _CHECKOUTS[checkout.state],
        number=str(checkout.id),
        amount=t.money(checkout.amount_minor),
        fee=t.money(checkout.fee_minor),
    )


# --- the ledger ----------------------------------------------------------------------------


def ledger(
    t: Texts, found: ProjectBooks, listed: list[LedgerLine], *, before: int, more: bool
) -> Screen:
    """Every entry about the project, newest first."""
    project = found.project
    told = [
        t(
            "admin-ledger-line",
            at=t.moment(line.at),
            amount=signed(t, line.amount_minor),
            account=_account(t, found, line.account),
            what=t(KINDS[line.kind]),
            position=line.position or 0,
        )
        for line in listed
    ]
    head = t("admin-ledger" if told else "admin-ledger-none", title=project.title)
    first = AdminLedger(project_id=project.id) if before else None
    older = AdminLedger(project_id=project.id, before=listed[-1].id) if more else None
    pages = buttons.pages(t, first=first, following=older)
    back = (buttons.back(t, AdminProject(id=project.id)), admin.back(t))
    return Screen(paragraphs(head, lines(*told)), ((*pages,), back) if pages else (back,))


def _account(t: Texts, found: ProjectBooks, name: str) -> Html:
    for person in (found.client, found.freelancer):
        if name == wallet(person.id):
            return t("books-account-wallet", name=short(person.shown_name, 30))
    for step in found.project.milestones:
        if name == escrow(step.id):
            return t("books-account-escrow")
    return t(_ACCOUNTS[name]) if name in _ACCOUNTS else t("books-account", name=name)
