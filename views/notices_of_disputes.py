"""Notices about disputes and cancellations."""

from typing import Any

from marketplace import events
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons, cancellations, disputes, projects, trouble
from views.callbacks import AdminDispute
from views.mailbag import Mailbag
from views.screen import Button, Rows, Screen, paragraphs
from views.texts import Texts


async def dispute_opened(bag: Mailbag, event: events.DisputeOpened, reader: Person) -> None:
    project, t = event.project, await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-dispute-opened", **await _facts(bag, event)),
        t("quote-long", text=event.dispute.reason),
        t("ntf-dispute-opened-next"),
    )
    await bag.send(reader.id, Screen(text, (_talk(t, project),)), project.bid_id)


async def dispute_to_decide(bag: Mailbag, event: events.DisputeOpened, reader: Person) -> None:
    """For an operator who can."""
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-dispute-opened-operator", **await _facts(bag, event)),
        t("quote-long", text=event.dispute.reason),
    )
    look = Button(t.label("btn-look"), AdminDispute(id=event.dispute.id), "primary")
    await bag.send(reader.id, Screen(text, ((look,),)))


async def dispute_withdrawn(bag: Mailbag, event: events.DisputeWithdrawn, reader: Person) -> None:
    project, accept_at, t = event.project, event.milestone.accept_at, await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-dispute-withdrawn", **await _facts(bag, event)),
        t("ntf-dispute-goes-on", at=t.moment(accept_at)) if accept_at else "",
    )
    await bag.send(reader.id, Screen(text, (_talk(t, project),)), project.bid_id)


async def dispute_gone(bag: Mailbag, event: events.DisputeWithdrawn, reader: Person) -> None:
    """For an operator: there is nothing to decide any more."""
    t = await bag.texts(reader.id)
    await bag.send(reader.id, Screen(t("ntf-dispute-withdrawn", **await _facts(bag, event))))


async def _facts(
    bag: Mailbag, event: events.DisputeOpened | events.DisputeWithdrawn
) -> dict[str, Any]:
    opener = await bag.person(event.dispute.opened_by)
    return {
        "name": opener.shown_name,
        "position": event.milestone.position,
        "title": event.project.title,
    }


async def dispute_decided(bag: Mailbag, event: events.DisputeDecided, reader: Person) -> None:
    """What was decided, in the operator's words, and what follows. The payment, or the call for
    it, has its own notice."""
    project, step, opened = event.project, event.milestone, event.opened
    t = await bag.texts(reader.id)
    client = reader.id == project.client_id
    returned = t.money(event.returned_minor)
    text = paragraphs(
        t("ntf-dispute-decided", position=step.position, title=project.title),
        disputes.outcome(t, step.amount_minor, event.dispute),
        t("quote-long", text=event.dispute.verdict),
        t("ntf-dispute-returned", amount=returned) if client and event.returned_minor else "",
        t("ntf-next-open", position=opened.position, what=opened.what) if opened else "",
    )
    rows: Rows = ((trouble.decisions_button(t, project.id),), _talk(t, project))
    if opened and not client:
        rows = ((projects.deliver_button(t, opened),), *rows)
    await bag.send(reader.id, Screen(text, rows), project.bid_id)


# --- cancellations -------------------------------------------------------------------------


async def cancellation_proposed(
    bag: Mailbag, event: events.CancellationProposed, reader: Person
) -> None:
    project, proposal = event.project, event.proposal
    proposer = await bag.person(proposal.proposed_by)
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-cancellation-proposed", name=proposer.shown_name, title=project.title),
        t("quote-long", text=proposal.reason),
        t("ntf-cancellation-proposed-next"),
    )
    rows = (trouble.answer_row(t, project), _talk(t, project))
    await bag.send(reader.id, Screen(text, rows), project.bid_id)


async def cancellation_refused(
    bag: Mailbag, event: events.CancellationRefused, reader: Person
) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    other = await bag.person(project.other(reader.id))
    text = t("ntf-cancellation-refused", name=other.shown_name, title=project.title)
    await bag.send(reader.id, Screen(text, (_talk(t, project),)), project.bid_id)


async def cancellation_withdrawn(
    bag: Mailbag, event: events.CancellationWithdrawn, reader: Person
) -> None:
    project = event.project
    proposer = await bag.person(event.proposal.proposed_by)
    t = await bag.texts(reader.id)
    text = t("ntf-cancellation-withdrawn", name=proposer.shown_name, title=project.title)
    await bag.send(reader.id, Screen(text, (_talk(t, project),)), project.bid_id)


async def project_cancelled(bag: Mailbag, event: events.ProjectCancelled, reader: Person) -> None:
    """It is over, what has returned, and what stays to be paid."""
    project = event.project
    client = await bag.person(project.client_id)
    due_minor = sum(step.due_minor for step in project.milestones)
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-cancelled", title=project.title),
        cancellations.returned(t, event.returned_minor, client),
        t("cancellation-due", amount=t.money(due_minor)) if due_minor else "",
    )
    rows = ((trouble.decisions_button(t, project.id),), _talk(t, project))
    await bag.send(reader.id, Screen(text, rows), project.bid_id)


def _talk(t: Texts, project: Project) -> tuple[Button, ...]:
    return (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
