"""When a project doesn't go well: one quiet place for disputes, cancellation and decisions."""

from marketplace.cancellations import Cancellation
from marketplace.disputes import Dispute
from marketplace.people import Person
from marketplace.projects import FINISHED, Milestone, MilestoneState, Project, ProjectState
from views import buttons
from views.callbacks import (
    AgreeCancel,
    Decisions,
    OpenDispute,
    OpenProject,
    ProposeCancel,
    RefuseCancel,
    Trouble,
    WithdrawCancel,
    WithdrawDispute,
)
from views.screen import Button, Html, Rows, Screen, paragraphs
from views.texts import Texts, short

ROOM = 500
"""UTF-16 units of each reason."""


def way(t: Texts, project: Project) -> Button:
    """On the project's card; where nothing is left to argue about, straight to the decisions."""
    if all(step.state in FINISHED for step in project.milestones):
        return decisions_button(t, project.id)
    return Button(t.label("btn-trouble"), Trouble(project_id=project.id))


def decisions_button(t: Texts, project_id: int) -> Button:
    return Button(t.label("btn-decisions"), Decisions(project_id=project_id))


def trouble(
    t: Texts,
    project: Project,
    *,
    reader: Person,
    other: Person,
    disputes: list[Dispute],
    proposal: Cancellation | None,
) -> Screen:
    """`disputes`: the open ones. `proposal`: the open one to cancel."""
    text = paragraphs(
        t("trouble", title=project.title, name=other.shown_name),
        *(_open(t, project, dispute, reader, other) for dispute in disputes),
        _proposed(t, proposal, reader, other) if proposal else "",
    )
    rows: Rows = (
        *((dispute_button(t, step),) for step in project.milestones if _disputable(step)),
        *((_withdraw(t, project, one),) for one in disputes if one.opened_by == reader.id),
        *_cancel_rows(t, project, proposal, reader, disputed=bool(disputes)),
    )
    talk = (buttons.chat(t, project.bid_id), decisions_button(t, project.id))
    back = (buttons.back(t, OpenProject(id=project.id)), buttons.home(t))
    return Screen(text, (talk, *rows, back))


def dispute_button(t: Texts, step: Milestone) -> Button:
    label = t.label("btn-dispute", position=step.position)
    return Button(label, OpenDispute(milestone_id=step.id))


def _disputable(step: Milestone) -> bool:
    """As disputes.may_open has it."""
    open_states = (MilestoneState.IN_REVIEW, MilestoneState.ACCEPTED)
    return step.state in open_states and not step.disputed


def _open(t: Texts, project: Project, dispute: Dispute, reader: Person, other: Person) -> Html:
    return t(
        "trouble-disputed",
        position=project.milestone(dispute.milestone_id).position,
        whose="own" if dispute.opened_by == reader.id else "other",
        name=other.shown_name,
        at=t.moment(dispute.opened_at),
        reason=short(dispute.reason, ROOM),
    )


def _withdraw(t: Texts, project: Project, dispute: Dispute) -> Button:
    position = project.milestone(dispute.milestone_id).position
    tap = WithdrawDispute(milestone_id=dispute.milestone_id)
    return Button(t.label("btn-dispute-withdraw", position=position), tap)


# --- cancellation --------------------------------------------------------------------------


def _proposed(t: Texts, proposal: Cancellation, reader: Person, other: Person) -> Html:
    return t(
        "trouble-cancellation",
        whose="own" if proposal.proposed_by == reader.id else "other",
        name=other.shown_name,
        at=t.moment(proposal.proposed_at),
        reason=short(proposal.reason, ROOM),
    )


def _cancel_rows(
    t: Texts, project: Project, proposal: Cancellation | None, reader: Person, *, disputed: bool
) -> Rows:
    """Nothing while a dispute is open but what needs no consent."""
    if project.state is not ProjectState.RUNNING:
        return ()
    if proposal is None:
        way = Button(t.label("btn-cancel-project"), ProposeCancel(project_id=project.id))
        return () if disputed else ((way,),)
    if proposal.proposed_by == reader.id:
        return ((Button(t.label("btn-cancel-withdraw"), WithdrawCancel(project_id=project.id)),),)
    answers = answer_row(t, project)
    return (answers[1:],) if disputed else (answers,)


def answer_row(t: Texts, project: Project) -> tuple[Button, ...]:
    """What the other side may say to a proposal."""
    agree = Button(t.label("btn-cancel-agree"), AgreeCancel(project_id=project.id))
    refuse = Button(t.label("btn-cancel-refuse"), RefuseCancel(project_id=project.id))
    return (agree, refuse)
