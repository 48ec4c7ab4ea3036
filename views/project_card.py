"""A project's card: every milestone, and only the buttons that its reader can use now."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from marketplace.cancellations import Cancellation
from marketplace.deliveries import Delivery
from marketplace.escrow import fundable
from marketplace.people import Person
from marketplace.projects import Milestone, MilestoneState, Project, ProjectState
from marketplace.ratings import Rating, open_at
from marketplace.waiting import WaitingDelivery
from views import buttons, ratings, trouble
from views import callbacks as c
from views.escrow import fund_rows
from views.projects import decision_rows, deliver_button, earned_of, pay_button, progress
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares

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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a project stands, the same for both members.

    `in_review`: the delivery that waits for the client's decision, if there is one. `waiting`: one
    that waits for its files, of which only the freelancer is told. `proposal`: the open one to
    cancel the project. `payable`: the bot takes money. `ratings`: those given, also what nobody may
    see yet, of the time `at`.
    """

    project: Project
    in_review: Delivery | None = None
    waiting: WaitingDelivery | None = None
    proposal: Cancellation | None = None
    payable: bool = True
    ratings: tuple[Rating, ...] = ()
    at: datetime | None = None

    @property
    def disputed(self) -> bool:
        return any(milestone.disputed for milestone in self.project.milestones)

    def proposed_to(self, reader: Person) -> bool:
        """Whether the reader is asked for consent to cancel."""
        running = self.project.state is ProjectState.RUNNING
        return running and self.proposal is not None and self.proposal.proposed_by != reader.id


def card(t: Texts, now: Standing, reader: Person, other: Person) -> Screen:
    """`other`: the other member."""
    project = now.project
    client = reader.id == project.client_id
    whats = shares([m.what for m in project.milestones], ROOM)
    steps = [
        _milestone(t, m, what, client=client)
        for m, what in zip(project.milestones, whats, strict=True)
    ]
    acts = _client_rows(t, now) if client else _freelancer_rows(t, now)
    rating = _rating_rows(t, now, reader, other)
    asked = (_answers(t, now),) if now.proposed_to(reader) else ()
    talk = (buttons.chat(t, project.bid_id), buttons.history(t, project))
    back = (buttons.back(t, c.OwnProjects()), buttons.home(t))
    rows = (*acts, *asked, *rating, talk, (trouble.way(t, project),), back)
    return Screen(paragraphs(_head(t, now, reader, other), *steps), rows)


def possible(now: Standing, reader: Person) -> list[CallbackData]:
    """What the reader can do now that doesn't stand on the card, but perhaps on another message:
    the same by another way, or the answer to a question that has been asked."""
    project = now.project
    taps: list[CallbackData] = []
    if now.proposed_to(reader) and not now.disputed:
        taps.append(c.AgreeCancel(project_id=project.id, sure=True))
    elif now.proposal and now.proposal.proposed_by == reader.id:
        taps.append(c.WithdrawCancel(project_id=project.id))
    if reader.id == project.client_id:
        due = (m for m in project.milestones if _payable(m))
        way = c.PayFromWallet if now.payable else c.ClaimPaid
        taps += [way(milestone_id=m.id) for m in due]
    if reader.id == project.client_id and now.payable and (open_ := fundable(project)):
        for sure in (False, True):
            taps += [
                c.Fund(project_id=project.id, milestone_id=number, sure=sure)
                for number in (0, *(m.id for m in open_))
            ]
    return taps


def _head(t: Texts, now: Standing, reader: Person, other: Person) -> Html:
    project = now.project
    client = reader.id == project.client_id
    with_whom = "project-with-freelancer" if client else "project-with-client"
    waits = now.waiting is not None and not client
    return lines(
        t("job-title", title=project.title),
        t(with_whom, name=other.shown_name, amount=t.money(project.amount_minor)),
        earned_of(t, project, reader),
        "" if other.reachable else t("project-unreachable", name=other.shown_name),
        progress(t, project),
        t("project-delivery-waits") if waits else "",
        _proposed(t, project, now.proposal, reader, other) if now.proposal else "",
    )


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
    agreed = milestone.due_minor or milestone.paid_minor
    facts: dict[str, object] = {
        "days": milestone.days,
        "version": milestone.versions,
        "how": "ruled" if agreed not in (0, milestone.amount_minor) else "accepted",
        "due": t.money(milestone.due_minor),
        "paid": t.money(milestone.paid_minor),
    }
    if milestone.funded:
        price = t("milestone-funded", line=price)
    if milestone.disputed:
        return lines(price, t("milestone-disputed"))
    if milestone.state is MilestoneState.ACCEPTED and milestone.claimed:
        return lines(price, t("milestone-claimed", whose="own" if client else "other"))
    if milestone.paid_outside:
        return lines(price, t("milestone-paid-outside", **facts))
    if milestone.state is MilestoneState.IN_REVIEW and milestone.accept_at:
        decide = "milestone-decide" if client else "milestone-client-decides"
        until = t(decide, at=t.moment(milestone.accept_at))
        return lines(price, t("milestone-in-review", **facts), until)
    if milestone.state is MilestoneState.IN_PROGRESS and milestone.versions:
        return lines(price, t("milestone-declined", **facts))
    return lines(price, t(_STATES[milestone.state], **facts))


# --- buttons -------------------------------------------------------------------------------


def _answers(t: Texts, now: Standing) -> tuple[Button, ...]:
    """To a proposal to cancel. While a dispute is open nobody can agree to it."""
    row = trouble.answer_row(t, now.project)
    return row[1:] if now.disputed else row


def _freelancer_rows(t: Texts, now: Standing) -> Rows:
    return (*_deliver_rows(t, now), *_received_rows(t, now.project))


def _deliver_rows(t: Texts, now: Standing) -> Rows:
    project, current = now.project, now.project.current
    if current is None or current.disputed or project.state is not ProjectState.RUNNING:
        return ()
    if now.waiting is not None:
        return ((Button(t.label("btn-deliver-change"), c.Deliver(milestone_id=current.id)),),)
    if current.state is MilestoneState.IN_REVIEW:
        label = t.label("btn-deliver-newer")
        return ((Button(label, c.Deliver(milestone_id=current.id)),),)
    return ((deliver_button(t, current),),)


def _client_rows(t: Texts, now: Standing) -> Rows:
    due = [m for m in now.project.milestones if _payable(m)]
    return (
        *(decision_rows(t, now.in_review) if now.in_review else ()),
        *((pay_button(t, milestone, alone=len(due) == 1),) for milestone in due),
        *(fund_rows(t, now.project) if now.payable else ()),
    )


def _rating_rows(t: Texts, now: Standing, reader: Person, other: Person) -> Rows:
    """Looks alike whether the other one has rated or not, as long as the reader may not see it."""
    project, at = now.project, now.at
    if at is None or project.state is not ProjectState.COMPLETE:
        return ()
    if any(rating.visible(at) for rating in now.ratings):
        return ((ratings.read_button(t, project),),)
    if not open_at(project, at):
        return ()
    if any(rating.author_id == reader.id for rating in now.ratings):
        return ((ratings.change_button(t, project),),)
    return ((ratings.rate_button(t, project, other),),)


def _payable(milestone: Milestone) -> bool:
    return bool(milestone.due_minor) and not milestone.disputed and not milestone.claimed


def _received_rows(t: Texts, project: Project) -> Rows:
    """Where the client says to have paid outside."""
    return tuple(
        (
            Button(
                t.label("btn-received-one", position=m.position),
                c.ConfirmReceipt(milestone_id=m.id),
                "success",
            ),
            Button(t.label("btn-not-received"), c.DenyReceipt(milestone_id=m.id)),
        )
        for m in project.milestones
        if m.claimed and m.due_minor and not m.disputed
    )
