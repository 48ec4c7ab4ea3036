"""Cancelling a project: what it would end, and what is said when it has."""

from collections.abc import Mapping

from marketplace.cancellations import ends
from marketplace.people import Person
from marketplace.projects import MilestoneState, Project
from views import buttons
from views.callbacks import AgreeCancel, Trouble
from views.screen import Button, Html, Screen, lines, paragraphs
from views.texts import Texts


def confirm_agree(t: Texts, project: Project, client: Person) -> Screen:
    """To the one who is asked for consent: exactly what follows."""
    text = paragraphs(
        t("cancellation-sure", title=project.title),
        lines(*consequences(t, project, client).values()),
    )
    yes = Button(
        t.label("btn-cancel-sure"), AgreeCancel(project_id=project.id, sure=True), "danger"
    )
    return Screen(text, ((yes,), (buttons.back(t, Trouble(project_id=project.id)),)))


def consequences(t: Texts, project: Project, client: Person) -> Mapping[str, Html]:
    """What a cancellation ends, what it returns to whom, and what stays to be paid."""
    ended = [step for step in project.milestones if ends(step)]
    returned_minor = sum(step.escrow_minor for step in ended)
    due_minor = sum(step.due_minor for step in project.milestones)
    return {
        "ended": lines(
            t("cancellation-ended", count=len(ended), total=len(project.milestones)),
            *(
                t("cancellation-unpaid", position=step.position, amount=t.money(step.amount_minor))
                for step in ended
                if step.state is MilestoneState.IN_REVIEW
            ),
        ),
        "returned": returned(t, returned_minor, client),
        "due": t("cancellation-due", amount=t.money(due_minor)) if due_minor else Html(""),
    }


def returned(t: Texts, amount_minor: int, client: Person) -> Html:
    if not amount_minor:
        return t("cancellation-nothing-returned")
    return t("cancellation-returned", amount=t.money(amount_minor), name=client.shown_name)
