"""Notices about deliveries and decisions."""

from datetime import timedelta
from typing import Protocol

from marketplace import events
from marketplace.deliveries import DeliveryState
from marketplace.people import Person
from marketplace.projects import Milestone, Project, ProjectState
from views import buttons, projects
from views.callbacks import Deliver
from views.files import failure, file_calls
from views.mailbag import Mailbag
from views.screen import Button, Rows, Screen, lines, paragraphs
from views.texts import Texts

MOST_FAILED = 5
MOST_LOOKED_AT, MOST_RUNNING = 50, 10
"""Of the projects of who is there again; the rest is behind /projects."""
A_WHILE = timedelta(minutes=1)


async def milestone_delivered(
    bag: Mailbag, event: events.MilestoneDelivered, reader: Person
) -> None:
    """The client gets the files, and under them the question."""
    project = event.project
    t = await bag.texts(reader.id)
    for method, params in file_calls(t, event.delivery.files):
        await bag.call(reader.id, method, params, project.bid_id)
    prompt = projects.review_prompt(t, project, event.milestone, event.delivery)
    await bag.send(reader.id, prompt, project.bid_id)


async def came_back(bag: Mailbag, event: events.CameBack, reader: Person) -> None:
    """What was delivered, declined or became due meanwhile was told to nobody."""
    found = await bag.work.projects.of_person(reader.id, None, MOST_LOOKED_AT)
    running = [project for project in found if project.state is ProjectState.RUNNING]
    if running:
        t = await bag.texts(reader.id)
        await bag.send(reader.id, projects.while_away(t, running[:MOST_RUNNING], reader))


async def waiting_delivery_sent(
    bag: Mailbag, event: events.WaitingDeliverySent, reader: Person
) -> None:
    """In place of the message that said that it waits; after a while with a new one, too, which
    rings."""
    project, waiting = event.project, event.waiting
    t = await bag.texts(reader.id)
    screen = projects.delivered(t, project, event.milestone, event.delivery)
    if waiting.shown:
        await bag.redraw(reader.id, waiting.shown, screen, project.bid_id)
    if not waiting.shown or event.delivery.completed_at - waiting.marked_at > A_WHILE:
        await bag.send(reader.id, screen, project.bid_id)


async def delivery_stuck(bag: Mailbag, event: events.DeliveryStuck, reader: Person) -> None:
    project, milestone = event.project, event.milestone
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-delivery-stuck", what=milestone.what, title=project.title),
        lines(*(failure(t, file) for file in event.waiting.failed[:MOST_FAILED])),
        t("ntf-delivery-stuck-next"),
    )
    again = Button(t.label("btn-deliver-again"), Deliver(milestone_id=milestone.id), "primary")
    await bag.send(reader.id, Screen(text, ((again,), _talk(t, event))), project.bid_id)


async def delivery_dropped(bag: Mailbag, event: events.DeliveryDropped, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    text = t("ntf-delivery-dropped", what=event.milestone.what, title=project.title)
    await bag.send(reader.id, Screen(text, (_talk(t, event),)), project.bid_id)


async def delivery_declined(bag: Mailbag, event: events.DeliveryDeclined, reader: Person) -> None:
    project, milestone = event.project, event.milestone
    t = await bag.texts(reader.id)
    text = paragraphs(
        t("ntf-declined", what=milestone.what, title=project.title, version=event.delivery.version),
        t("quote", text=event.delivery.reason),
        t("ntf-declined-next"),
    )
    rows = ((projects.deliver_button(t, milestone),), _talk(t, event))
    await bag.send(reader.id, Screen(text, rows), project.bid_id)


async def delivery_accepted(bag: Mailbag, event: events.DeliveryAccepted, reader: Person) -> None:
    """The freelancer goes on at once. A payment that came of it has its own notice."""
    project, milestone, opened = event.project, event.milestone, event.opened
    silent = event.delivery.state is DeliveryState.AUTO_ACCEPTED
    paid = _paid_at_once(bag, milestone)
    t = await bag.texts(reader.id)
    text = paragraphs(
        t(
            "ntf-auto-accepted-freelancer" if silent else "ntf-accepted",
            what=milestone.what,
            title=project.title,
            paid="yes" if paid else "no",
        ),
        t("ntf-next-open", position=opened.position, what=opened.what)
        if opened
        else t("ntf-last-accepted"),
    )
    rows: Rows = ((projects.deliver_button(t, opened),),) if opened else ()
    screen = Screen(text, (*rows, _talk(t, event)))
    await bag.send(reader.id, screen, project.bid_id)


async def silence_accepted(bag: Mailbag, event: events.DeliveryAccepted, reader: Person) -> None:
    """For the client, who did not answer."""
    project = event.project
    t = await bag.texts(reader.id)
    text = t("ntf-auto-accepted-client", what=event.milestone.what, title=project.title)
    await bag.send(reader.id, Screen(text, (_talk(t, event),)), project.bid_id)


def news_to_client(bag: Mailbag, event: events.DeliveryAccepted) -> bool:
    """When silence has accepted; but that their wallet has paid by itself says it already."""
    paid = _paid_at_once(bag, event.milestone)
    silent = event.delivery.state is DeliveryState.AUTO_ACCEPTED
    return silent and not (paid and paid.by_itself)


def _paid_at_once(bag: Mailbag, milestone: Milestone) -> events.MilestonePaid | None:
    """From what was set aside, or by the wallet itself."""
    paid = (event for event in bag.events if isinstance(event, events.MilestonePaid))
    return next((event for event in paid if event.milestone.id == milestone.id), None)


class _OfProject(Protocol):
    @property
    def project(self) -> Project: ...


def _talk(t: Texts, event: _OfProject) -> tuple[Button, ...]:
    project = event.project
    return (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))


async def more_time_taken(bag: Mailbag, event: events.MoreTimeTaken, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    text = t(
        "ntf-more-time",
        what=event.milestone.what,
        title=project.title,
        at=t.moment(event.delivery.accept_at),
    )
    await bag.send(reader.id, Screen(text, (_talk(t, event),)), project.bid_id)


async def review_reminder(bag: Mailbag, event: events.ReviewReminder, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    text = t(
        "ntf-review-reminder",
        what=event.milestone.what,
        title=project.title,
        at=t.moment(event.delivery.accept_at),
    )
    rows = projects.review_rows(t, project, event.delivery)
    await bag.send(reader.id, Screen(text, rows), project.bid_id)
