"""Notices about disputes and cancellations."""

from marketplace import events
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons, cancellations, disputes, projects, trouble
from views.callbacks import AdminDispute
from views.mailbag import Mailbag
from views.screen import Button, Rows, Screen, paragraphs
from views.texts import Texts


async def dispute_opened(bag: Mailbag, event: events.DisputeOpened) -> None:
    """The other side, and the operators who can decide it."""
    project, dispute = event.project, event.dispute
    opener = await bag.person(dispute.opened_by)
    reader_id = project.other(opener.id)
    t = await bag.texts(reader_id)
    facts = {"name": opener.shown_name, "position": event.milestone.position}
    text = paragraphs(
        t("ntf-dispute-opened", title=project.title, **facts),
        t("quote-long", text=dispute.reason),
        t("ntf-dispute-opened-next"),
    )
    await bag.send(reader_id, Screen(text, (_talk(t, project),)), project.bid_id)
    for operator in await _deciding(bag, project):
        t = await bag.texts(operator.id)
        text = paragraphs(
            t("ntf-dispute-opened-operator", title=project.title, **facts),
            t("quote-long", text=dispute.reason),
        )
        look = Button(t.label("btn-look"), AdminDispute(id=dispute.id), "primary")
        await bag.send(operator.id, Screen(text, ((look,),)))


async def dispute_withdrawn(bag: Mailbag, event: events.DisputeWithdrawn) -> None:
    project, dispute, step = event.project, event.dispute, event.milestone
    opener = await bag.person(dispute.opened_by)
    reader_id = project.other(opener.id)
    t = await bag.texts(reader_id)
    facts = {"name": opener.shown_name, "position": step.position, "title": project.title}
    text = paragraphs(
        t("ntf-dispute-withdrawn", **facts),
        t("ntf-dispute-goes-on", at=t.moment(step.accept_at)) if step.accept_at else "",
    )
    await bag.send(reader_id, Screen(text, (_talk(t, project),)), project.bid_id)
    for operator in await _deciding(bag, project):
        t = await bag.texts(operator.id)
        await bag.send(operator.id, Screen(t("ntf-dispute-withdrawn", **facts)))


async def dispute_decided(bag: Mailbag, event: events.DisputeDecided) -> None:
    """Both sides: what was decided, in the operator's words, and what follows. The payment, or
    the call for it, has its own notice."""
    project, step, opened = event.project, event.milestone, event.opened
    for reader_id in (project.client_id, project.freelancer_id):
        t = await bag.texts(reader_id)
        client = reader_id == project.client_id
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
        await bag.send(reader_id, Screen(text, rows), project.bid_id)


async def _deciding(bag: Mailbag, project: Project) -> list[Person]:
    """The operators but for those who are a side themselves."""
    return [person for person in await bag.operators() if not project.is_member(person.id)]


# --- cancellations -------------------------------------------------------------------------


async def cancellation_proposed(bag: Mailbag, event: events.CancellationProposed) -> None:
    project, proposal = event.project, event.proposal
    proposer = await bag.person(proposal.proposed_by)
    reader_id = project.other(proposer.id)
    t = await bag.texts(reader_id)
    text = paragraphs(
        t("ntf-cancellation-proposed", name=proposer.shown_name, title=project.title),
        t("quote-long", text=proposal.reason),
        t("ntf-cancellation-proposed-next"),
    )
    rows = (trouble.answer_row(t, project), _talk(t, project))
    await bag.send(reader_id, Screen(text, rows), project.bid_id)


async def cancellation_refused(bag: Mailbag, event: events.CancellationRefused) -> None:
    project, reader_id = event.project, event.proposal.proposed_by
    t = await bag.texts(reader_id)
    other = await bag.person(project.other(reader_id))
    text = t("ntf-cancellation-refused", name=other.shown_name, title=project.title)
    await bag.send(reader_id, Screen(text, (_talk(t, project),)), project.bid_id)


async def cancellation_withdrawn(bag: Mailbag, event: events.CancellationWithdrawn) -> None:
    project = event.project
    proposer = await bag.person(event.proposal.proposed_by)
    reader_id = project.other(proposer.id)
    t = await bag.texts(reader_id)
    text = t("ntf-cancellation-withdrawn", name=proposer.shown_name, title=project.title)
    await bag.send(reader_id, Screen(text, (_talk(t, project),)), project.bid_id)


async def project_cancelled(bag: Mailbag, event: events.ProjectCancelled) -> None:
    """Both: it is over, what has returned, and what stays to be paid."""
    project = event.project
    client = await bag.person(project.client_id)
    due_minor = sum(step.due_minor for step in project.milestones)
    for reader_id in (project.client_id, project.freelancer_id):
        t = await bag.texts(reader_id)
        text = paragraphs(
            t("ntf-cancelled", title=project.title),
            cancellations.returned(t, event.returned_minor, client),
            t("cancellation-due", amount=t.money(due_minor)) if due_minor else "",
        )
        rows = ((trouble.decisions_button(t, project.id),), _talk(t, project))
        await bag.send(reader_id, Screen(text, rows), project.bid_id)


def _talk(t: Texts, project: Project) -> tuple[Button, ...]:
    return (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
