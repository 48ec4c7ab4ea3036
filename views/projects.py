"""Projects: the card that both members keep, and the review of each delivery."""

from marketplace.cancellations import Cancellation
from marketplace.deliveries import Delivery
from marketplace.files import StoredFile
from marketplace.people import Person
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from marketplace.waiting import WaitingDelivery
from views import buttons, trouble
from views.bids import earned
from views.callbacks import (
    Accept,
    Checkout,
    ConfirmReceipt,
    Decline,
    Deliver,
    DenyReceipt,
    MoreTime,
    OpenProject,
    OwnProjects,
)
from views.escrow import fund_rows
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short

ROOM = 1900
"""UTF-16 units for what the milestones are about, on one card."""
_STATES = {
    MilestoneState.UPCOMING: "milestone-upcoming",
    MilestoneState.IN_PROGRESS: "milestone-in-progress",
    MilestoneState.IN_REVIEW: "milestone-in-review",
    MilestoneState.ACCEPTED: "milestone-accepted",
    MilestoneState.PAID: "milestone-paid",
    MilestoneState.CANCELLED: "milestone-cancelled",
}
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
            _earned(t, project, reader),
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


def _earned(t: Texts, project: Project, reader: Person) -> Html:
    """What the freelancer gets of it after the fee, which is nobody else's business; of a cancelled
    one it isn't true any more."""
    if reader.id != project.freelancer_id or project.state is ProjectState.CANCELLED:
        return Html("")
    return earned(t, project.earned_minor, project.fee_basis_points)


def _role(project: Project, reader: Person) -> str:
    client = reader.id == project.client_id
    return "project-you-are-client" if client else "project-you-are-freelancer"


# --- the card ------------------------------------------------------------------------------


def card(
    t: Texts,
    project: Project,
    *,
    reader: Person,
    other: Person,
    in_review: Delivery | None,
    waiting: WaitingDelivery | None = None,
    proposal: Cancellation | None = None,
    payable: bool,
) -> Screen:
    """Every milestone, and only the buttons that this reader can use now.

    `payable`: the bot takes money, so that it can be set aside.
    `in_review`: the delivery that waits for the client's decision, if there is one. `waiting`: one
    that waits for its files, of which only the freelancer is told. `proposal`: the open one to
    cancel the project.
    """
    client = reader.id == project.client_id
    whats = shares([m.what for m in project.milestones], ROOM)
    steps = [
        _milestone(t, m, what, client=client)
        for m, what in zip(project.milestones, whats, strict=True)
    ]
    with_whom = "project-with-freelancer" if client else "project-with-client"
    head = lines(
        t("job-title", title=project.title),
        t(with_whom, name=other.shown_name, amount=t.money(project.amount_minor)),
        _earned(t, project, reader),
        "" if other.reachable else t("project-unreachable", name=other.shown_name),
        progress(t, project),
        t("project-delivery-waits", **_stored(waiting)) if waiting and not client else "",
        _proposed(t, project, proposal, reader, other) if proposal else "",
    )
    rows = (
        _client_rows(t, project, in_review)
        if client
        else (*_freelancer_rows(t, project, waits=waiting is not None), *_received_rows(t, project))
    )
    if client and payable:
        rows = (*rows, *fund_rows(t, project))
    talk = (buttons.chat(t, project.bid_id), buttons.history(t, project))
    back = (buttons.back(t, OwnProjects()), buttons.home(t))
    return Screen(paragraphs(head, *steps), (*rows, talk, (trouble.way(t, project),), back))


def _proposed(
    t: Texts, project: Project, proposal: Cancellation, reader: Person, other: Person
) -> Html:
    if project.state is not ProjectState.RUNNING:
        return Html("")
    whose = "own" if proposal.proposed_by == reader.id else "other"
    return t("project-cancel-proposed", whose=whose, name=other.shown_name)


def _milestone(t: Texts, milestone: Milestone, what: str, *, client: bool) -> Html:
    price = t(
        "milestone-line",
        position=milestone.position,
        what=what,
        amount=t.money(milestone.amount_minor),
    )
    facts: dict[str, object] = {
        "days": milestone.days,
        "version": milestone.versions,
        "how": "ruled" if milestone.due_minor not in (0, milestone.amount_minor) else "accepted",
        "due": t.money(milestone.due_minor),
    }
    if milestone.funded:
        price = t("milestone-funded", line=price)
    if milestone.disputed:
        return lines(price, t("milestone-disputed"))
    if milestone.state is MilestoneState.ACCEPTED and milestone.claimed:
        return lines(price, t("milestone-claimed", whose="own" if client else "other"))
    if milestone.paid_outside:
        return lines(price, t("milestone-paid-outside"))
    if milestone.state is MilestoneState.IN_REVIEW and milestone.accept_at:
        decide = "milestone-decide" if client else "milestone-client-decides"
        until = t(decide, at=t.moment(milestone.accept_at))
        return lines(price, t("milestone-in-review", **facts), until)
    if milestone.state is MilestoneState.IN_PROGRESS and milestone.versions:
        return lines(price, t("milestone-declined", **facts))
    return lines(price, t(_STATES[milestone.state], **facts))


def _freelancer_rows(t: Texts, project: Project, *, waits: bool) -> Rows:
    current = project.current
    if current is None or current.disputed or project.state is not ProjectState.RUNNING:
        return ()
    if waits:
        return ((Button(t.label("btn-deliver-change"), Deliver(milestone_id=current.id)),),)
    if current.state is MilestoneState.IN_REVIEW:
        label = t.label("btn-deliver-newer")
        return ((Button(label, Deliver(milestone_id=current.id)),),)
    return ((deliver_button(t, current),),)


def deliver_button(t: Texts, milestone: Milestone) -> Button:
    label = t.label("btn-deliver", position=milestone.position)
    return Button(label, Deliver(milestone_id=milestone.id), "primary")


def _client_rows(t: Texts, project: Project, in_review: Delivery | None) -> Rows:
    due = [m for m in project.milestones if m.due_minor and not m.disputed and not m.claimed]
    pay = tuple((pay_button(t, milestone, alone=len(due) == 1),) for milestone in due)
    return (*(decision_rows(t, in_review) if in_review else ()), *pay)


def _received_rows(t: Texts, project: Project) -> Rows:
    """Where the client says to have paid outside."""
    return tuple(
        (
            Button(
                t.label("btn-received-one", position=m.position),
                ConfirmReceipt(milestone_id=m.id),
                "success",
            ),
            Button(t.label("btn-not-received"), DenyReceipt(milestone_id=m.id)),
        )
        for m in project.milestones
        if m.claimed and m.due_minor and not m.disputed
    )


def pay_button(t: Texts, milestone: Milestone, *, alone: bool = True) -> Button:
    key = "btn-pay" if alone else "btn-pay-one"
    label = t.label(key, amount=t.money(milestone.due_minor), position=milestone.position)
    return Button(label, Checkout(milestone_id=milestone.id), "primary")


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
    text = t("delivery-waits", what=milestone.what, **_stored(waiting))
    return Screen(text, _after_delivering(t, project))


def file_came(t: Texts, file: StoredFile, milestone_id: int) -> Screen:
    """A file that came by a link while its sender was at something else."""
    again = Button(t.label("btn-deliver-on"), Deliver(milestone_id=milestone_id), "primary")
    return Screen(t("file-came", name=short(file.name, 60)), ((again,),))


def _stored(waiting: WaitingDelivery) -> dict[str, int]:
    return {"stored": waiting.stored, "count": len(waiting.files)}


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
