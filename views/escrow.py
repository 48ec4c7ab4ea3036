"""Escrow: setting money aside for milestones, and what both sides read about it."""

from collections.abc import Sequence

from marketplace.escrow import fundable
from marketplace.invoices import Invoice
from marketplace.projects import Milestone, Project
from views import buttons
from views.callbacks import Fund, OpenProject
from views.checkout import shortfall
from views.screen import Button, Html, Rows, Screen, paragraphs
from views.texts import Texts


def offer(t: Texts, project: Project) -> Screen:
    """After hiring: the first milestone, the whole project, or nothing yet."""
    later = Button(t.label("btn-fund-later"), OpenProject(id=project.id))
    rows = (*fund_rows(t, project), (later,))
    open_ = fundable(project)
    text = t(
        "escrow-offer",
        title=project.title,
        position=open_[0].position,
        one=t.money(open_[0].amount_minor),
        all=t.money(_total(open_)),
    )
    return Screen(text, rows)


def fund_rows(t: Texts, project: Project) -> Rows:
    """The next milestone that isn't funded, and all of them where there are several."""
    open_ = fundable(project)
    if not open_:
        return ()
    first = open_[0]
    next_ = Fund(project_id=project.id, milestone_id=first.id)
    rows: Rows = ((Button(t.label("btn-fund-one", position=first.position), next_),),)
    if len(open_) > 1:
        rows = (*rows, (Button(t.label("btn-fund-all"), Fund(project_id=project.id)),))
    return rows


def confirm(
    t: Texts, project: Project, steps: Sequence[Milestone], balance_minor: int, tap: Fund
) -> Screen:
    """The wallet covers it: one tap sets it aside."""
    amount = t.money(_total(steps))
    text = t("escrow-confirm", what=_named(t, project, steps), amount=amount,
             balance=t.money(balance_minor))  # fmt: skip
    sure = Fund(project_id=tap.project_id, milestone_id=tap.milestone_id, sure=True)
    yes = Button(t.label("btn-fund-sure", amount=amount), sure, "success")
    return Screen(text, ((yes,), (buttons.back(t, OpenProject(id=project.id)),)))


def to_invoice(
    t: Texts, project: Project, steps: Sequence[Milestone], balance_minor: int, invoice: Invoice
) -> Screen:
    """What stands above the invoice."""
    total = _total(steps)
    text = paragraphs(
        t("escrow-invoice", what=_named(t, project, steps), amount=t.money(total)),
        shortfall(t, total, balance_minor, invoice.amount_minor),
        t("checkout-tap-invoice"),
    )
    return Screen(text, ((buttons.open_project(t, project.id),),))


def continues(t: Texts, project: Project, came_minor: int, invoice: Invoice) -> Html:
    """A part has come; the next invoice follows."""
    return t(
        "escrow-continues",
        title=project.title,
        came=t.money(came_minor),
        asked=t.money(invoice.amount_minor),
    )


def funded(t: Texts, project: Project, steps: Sequence[Milestone], *, client: bool) -> Html:
    """To either side: it is set aside."""
    key = "escrow-funded-client" if client else "escrow-funded-freelancer"
    return t(key, what=_named(t, project, steps), amount=t.money(_total(steps)))


def _named(t: Texts, project: Project, steps: Sequence[Milestone]) -> Html:
    return t(
        "escrow-what",
        count=len(steps),
        position=steps[0].position,
        title=project.title,
    )


def _total(steps: Sequence[Milestone]) -> int:
    return sum(step.amount_minor for step in steps)
