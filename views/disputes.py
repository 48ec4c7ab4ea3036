"""Disputes as the two sides see them."""

from marketplace.disputes import Dispute
from marketplace.projects import Milestone, Project
from views import buttons
from views.callbacks import Trouble, WithdrawDispute
from views.screen import Button, Html, Screen
from views.texts import Texts


def confirm_withdraw(t: Texts, project: Project, milestone: Milestone) -> Screen:
    text = t("dispute-withdraw-sure", position=milestone.position, title=project.title)
    sure = WithdrawDispute(milestone_id=milestone.id, sure=True)
    yes = Button(t.label("btn-dispute-withdraw-sure"), sure, "danger")
    return Screen(text, ((yes,), (buttons.back(t, Trouble(project_id=project.id)),)))


def outcome(t: Texts, price_minor: int, dispute: Dispute) -> Html:
    """What an operator has decided: "$120 of the $200 goes to the freelancer"."""
    award_minor = dispute.award_minor or 0
    return t(
        "dispute-outcome",
        how=kind_of(price_minor, award_minor),
        award=t.money(award_minor),
        price=t.money(price_minor),
    )


def kind_of(price_minor: int, award_minor: int) -> str:
    """ "release", "refund" or "split"."""
    if award_minor == price_minor:
        return "release"
    return "split" if award_minor else "refund"
