"""Projects: the list of them, and the review of each delivery (cards: views/project_card.py)."""

from marketplace.deliveries import Delivery
from marketplace.files import StoredFile
from marketplace.people import Person
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from marketplace.waiting import WaitingDelivery
from views import buttons
from views.bids import earned
from views.callbacks import (
    Accept,
    Checkout,
    Decline,
    Deliver,
    MoreTime,
    OpenProject,
    OwnProjects,
)
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

_PROJECT_STATES = {
    ProjectState.RUNNING: "project-state-running",
    ProjectState.COMPLETE: "project-state-complete",
    ProjectState.CANCELLED: "project-state-cancelled",
}


def progress(t: Texts, project: Project) -> Html:
    """How far it is: how many milestones are paid, of how many."""
    paid = sum(m.state is MilestoneState.PAID for m in project.milestones)
    count = len(project.milestones)
    return t(_PROJECT_STATES[project.state], paid=paid, count=count)


def milestone_name(t: Texts, project: Project, milestone: Milestone) -> Html:
    """ "Milestone 2 of 3: HTML pages"."""
    return t(
        "milestone-name",
        position=milestone.position,
        count=len(project.milestones),
        what=milestone.what,
    )


def own_projects(t: Texts, projects: list[Project], reader: Person, *, more: bool) -> Screen:
    if not projects:
        return Screen(t("projects-none"), ((buttons.browse(t),), (buttons.home(t),)))
    listed = [
        lines(
            t("job-title", title=project.title),
            t(_role(project, reader), amount=t.money(project.amount_minor)),
            earned_of(t, project, reader),
            progress(t, project),
            _now(t, project, reader),
        )
        for project in projects
    ]
    rows: Rows = tuple(
        (Button(buttons.named(project.title), OpenProject(id=project.id)),) for project in projects
    )
    if more:
        rows = (*rows, (buttons.more(t, OwnProjects(before=projects[-1].id)),))
    return Screen(paragraphs(t("projects-own"), *listed), (*rows, (buttons.home(t),)))


def while_away(t: Texts, projects: list[Project], reader: Person) -> Screen:
    """How the running ones stand, for who was told of nothing for a time."""
    listed = [
        lines(t("job-title", title=project.title), _now(t, project, reader)) for project in projects
    ]
    rows = tuple(
        (Button(buttons.named(project.title), OpenProject(id=project.id)),) for project in projects
    )
    return Screen(paragraphs(t("projects-while-away"), *listed), rows)


def _now(t: Texts, project: Project, reader: Person) -> Html:
    """Whose turn it is in a running project, and with what; first what waits for the reader."""
    current, client = project.current, reader.id == project.client_id
    if project.state is not ProjectState.RUNNING:
        return Html("")
    due = sum(m.due_minor for m in project.milestones if not m.disputed)
    in_review = current is not None and current.state is MilestoneState.IN_REVIEW
    reviewed = in_review and current is not None and not current.disputed
    if current is None or (client and due and not reviewed):
        return t("project-pay", amount=t.money(due)) if due else Html("")
    if current.disputed:
        return t("milestone-disputed")
    if client:
        key = "project-decide" if reviewed else "project-in-progress"
    else:
        key = "project-with-the-client" if reviewed else "project-deliver"
    return t(key, position=current.position)


def earned_of(t: Texts, project: Project, reader: Person) -> Html:
    """What the freelancer gets of it after the fee, which is nobody else's business; of a cancelled
    one it isn't true any more."""
    if reader.id != project.freelancer_id or project.state is ProjectState.CANCELLED:
        return Html("")
    return earned(t, project.earned_minor, project.fee_basis_points)


def _role(project: Project, reader: Person) -> str:
    client = reader.id == project.client_id
    return "project-you-are-client" if client else "project-you-are-freelancer"


# --- the review ----------------------------------------------------------------------------


def decision_rows(t: Texts, delivery: Delivery) -> Rows:
    """Accept and Decline, and more time where it wasn't taken yet."""
    accept = Button(t.label("btn-accept"), Accept(delivery_id=delivery.id), "success")
    decline = Button(t.label("btn-decline"), Decline(delivery_id=delivery.id), "danger")
    more = Button(t.label("btn-more-time"), MoreTime(delivery_id=delivery.id))
    return ((accept, decline),) if delivery.extended else ((accept, decline), (more,))


def review_prompt(t: Texts, project: Project, milestone: Milestone, delivery: Delivery) -> Screen:
    """The client's question under the files of a delivery."""
    text = paragraphs(
        lines(t("job-title", title=project.title), milestone_name(t, project, milestone)),
        _what_came(t, delivery),
        t("quote-long", text=short(delivery.note, 2600)) if delivery.note else "",
        t(
            "review-question",
            paid="escrow" if milestone.funded else "later",
            amount=t.money(milestone.amount_minor),
            at=t.moment(delivery.accept_at),
        ),
    )
    return Screen(text, review_rows(t, project, delivery))


def review_rows(t: Texts, project: Project, delivery: Delivery) -> Rows:
    """The decision, the talk and the history."""
    talk = (buttons.chat(t, project.bid_id), buttons.history(t, project))
    return (*decision_rows(t, delivery), talk)


def _what_came(t: Texts, delivery: Delivery) -> Html:
    return t("review-delivered", version=delivery.version, files=len(delivery.files))


def delivery_waits(
    t: Texts, project: Project, milestone: Milestone, waiting: WaitingDelivery
) -> Screen:
    """What the freelancer sees who marked a milestone completed whose files are on their way."""
    stored = {"stored": waiting.stored, "count": len(waiting.files)}
    text = t("delivery-waits", what=milestone.what, **stored)
    return Screen(text, _after_delivering(t, project))


def file_came(t: Texts, file: StoredFile, milestone_id: int) -> Screen:
    """A file that came by a link while its sender was at something else."""
    again = Button(t.label("btn-deliver-on"), Deliver(milestone_id=milestone_id), "primary")
    return Screen(t("file-came", name=short(file.name, 60)), ((again,),))


def delivered(t: Texts, project: Project, milestone: Milestone, delivery: Delivery) -> Screen:
    """What the freelancer sees after marking a milestone completed."""
    text = t(
        "delivery-sent",
        what=milestone.what,
        version=delivery.version,
        at=t.moment(delivery.accept_at),
    )
    return Screen(text, _after_delivering(t, project))


def _after_delivering(t: Texts, project: Project) -> Rows:
    return (
        (buttons.open_project(t, project.id),),
        (buttons.chat(t, project.bid_id), buttons.home(t)),
    )


# --- buttons of the card that stand elsewhere, too ----------------------------------------


def deliver_button(t: Texts, milestone: Milestone) -> Button:
    label = t.label("btn-deliver", position=milestone.position)
    return Button(label, Deliver(milestone_id=milestone.id), "primary")


def pay_button(t: Texts, milestone: Milestone, *, alone: bool = True) -> Button:
    key = "btn-pay" if alone else "btn-pay-one"
    label = t.label(key, amount=t.money(milestone.due_minor), position=milestone.position)
    return Button(label, Checkout(milestone_id=milestone.id), "primary")
