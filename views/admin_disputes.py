"""Disputes as operators see them: both sides, both histories, and the three ways to decide."""

from marketplace.disputes import Dispute, DisputeState
from marketplace.people import Person
from marketplace.policy import fee_of
from marketplace.projects import Project
from views import admin, admin_projects, buttons, disputes
from views.callbacks import AdminDispute, AdminDisputes, AdminProject, RuleDispute
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

ROOM = 2600
"""UTF-16 units for the reason and the verdict together: both in full in a usual script."""
_STATES = {
    DisputeState.OPEN: "admin-dispute-open",
    DisputeState.WITHDRAWN: "admin-dispute-withdrawn",
    DisputeState.DECIDED: "admin-dispute-decided",
}


def listed(t: Texts, found: list[tuple[Dispute, Project]], *, more: bool) -> Screen:
    """Open ones, oldest first."""
    rows: Rows = tuple(
        (Button(_label(t, dispute, project), AdminDispute(id=dispute.id)),)
        for dispute, project in found
    )
    if more:
        rows = (*rows, (buttons.more(t, AdminDisputes(after=found[-1][0].id)),))
    text = t("admin-disputes" if found else "admin-disputes-none")
    return Screen(text, (*rows, (admin.back(t),)))


def _label(t: Texts, dispute: Dispute, project: Project) -> str:
    amount = t.money(project.milestone(dispute.milestone_id).amount_minor)
    return f"{amount} · {short(project.title, 28)}"


def dispute(
    t: Texts,
    dispute: Dispute,
    project: Project,
    client: Person,
    freelancer: Person,
    *,
    proposed: bool,
) -> Screen:
    """`proposed`: a decision waits for a second operator."""
    step = project.milestone(dispute.milestone_id)
    reason, verdict = shares([dispute.reason, dispute.verdict], ROOM)
    opener = client if dispute.opened_by == client.id else freelancer
    text = paragraphs(
        lines(
            t("admin-dispute", number=str(dispute.id), title=project.title),
            t("admin-sides", client=client.shown_name, freelancer=freelancer.shown_name),
            t(
                "milestone-line",
                position=step.position,
                what=step.what,
                amount=t.money(step.amount_minor),
            ),
            t("admin-funded" if step.funded else "admin-not-funded"),
        ),
        t("admin-dispute-opened", name=opener.shown_name, at=t.moment(dispute.opened_at)),
        t("quote-long", text=reason),
        t(_STATES[dispute.state], at=t.moment(dispute.ended_at or dispute.opened_at)),
        _verdict(t, step.amount_minor, dispute, verdict),
        t("admin-ruling-waits") if proposed else "",
    )
    books = Button(t.label("btn-admin-books"), AdminProject(id=project.id))
    rows: Rows = (*admin_projects.reading_rows(t, project.id), (books,))
    if dispute.state is DisputeState.OPEN and not proposed:
        rows = (*rows, *_ways(t, dispute))
    return Screen(text, (*rows, (buttons.back(t, AdminDisputes()), admin.back(t))))


def _verdict(t: Texts, price_minor: int, dispute: Dispute, words: str) -> Html:
    if dispute.state is not DisputeState.DECIDED:
        return Html("")
    return lines(disputes.outcome(t, price_minor, dispute), t("quote-long", text=words))


def _ways(t: Texts, dispute: Dispute) -> Rows:
    release = RuleDispute(id=dispute.id, how="release")
    refund = RuleDispute(id=dispute.id, how="refund")
    split = RuleDispute(id=dispute.id, how="split")
    return (
        (
            Button(t.label("btn-admin-release"), release, "success"),
            Button(t.label("btn-admin-refund-all"), refund, "danger"),
        ),
        (Button(t.label("btn-admin-split"), split),),
    )


def shares_of(
    t: Texts,
    *,
    price_minor: int,
    award_minor: int,
    fee_basis_points: int,
    escrow_minor: int,
    client: str,
    freelancer: str,
) -> Html:
    """What each side would get; `escrow_minor` is set aside and pays it, the rest returns."""
    fee_minor = fee_of(award_minor, fee_basis_points)
    gets = t(
        "verdict-freelancer",
        name=freelancer,
        amount=t.money(award_minor - fee_minor),
        fee=t.money(fee_minor),
        charged="yes" if fee_minor else "no",
    )
    if escrow_minor:
        back = t("verdict-returned", name=client, amount=t.money(escrow_minor - award_minor))
    elif award_minor:
        back = t("verdict-owes", name=client, amount=t.money(award_minor))
    else:
        back = t("verdict-owes-nothing", name=client)
    return lines(t("verdict-price", amount=t.money(price_minor)), gets, back)
