"""Notices about money that is due, has come, or stays away."""

from marketplace import events
from marketplace.checkout import REMIND_AFTER
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons, checkout, escrow, projects
from views.callbacks import AdminProject
from views.invoices import invoice as invoice_call
from views.mailbag import Mailbag
from views.screen import Button, Html, Screen
from views.texts import Texts


async def checkout_due(bag: Mailbag, event: events.CheckoutDue, reader: Person) -> None:
    """One tap where the wallet covers it, else the invoice, which has its own Pay button; where the
    bot takes no money, how it goes instead."""
    project, due = event.project, event.checkout
    t = await bag.texts(reader.id)
    if event.invoice is not None:
        asked = event.invoice.amount_minor
        screen = checkout.to_invoice(t, project, due, event.balance_minor, asked)
    elif bag.work.policy.takes_money:
        screen = checkout.to_pay(t, project, due, event.balance_minor)
    else:
        freelancer = await bag.person(project.freelancer_id)
        screen = checkout.to_pay_outside(t, project, due, freelancer)
    await bag.send(reader.id, screen, project.bid_id)
    if event.invoice is not None:
        params = invoice_call(t, event.invoice, project)
        await bag.call(reader.id, "sendInvoice", params, project.bid_id)


async def paid_client(bag: Mailbag, event: events.MilestonePaid, reader: Person) -> None:
    t = await bag.texts(reader.id)
    screen = _about(t, event.project, checkout.paid_client(t, event))
    await bag.send(reader.id, screen, event.project.bid_id)


async def paid_freelancer(bag: Mailbag, event: events.MilestonePaid, reader: Person) -> None:
    t = await bag.texts(reader.id)
    screen = _about(t, event.project, checkout.paid_freelancer(t, event))
    await bag.send(reader.id, screen, event.project.bid_id)


async def payment_kept(bag: Mailbag, event: events.PaymentKept, reader: Person) -> None:
    t = await bag.texts(reader.id)
    text = checkout.kept(t, event.amount_minor)
    await bag.send(reader.id, Screen(text, ((buttons.home(t),),)))


async def funded_client(bag: Mailbag, event: events.MilestonesFunded, reader: Person) -> None:
    t = await bag.texts(reader.id)
    text = escrow.funded(t, event.project, event.milestones, client=True)
    await bag.send(reader.id, _about(t, event.project, text), event.project.bid_id)


def by_payment(bag: Mailbag, event: events.MilestonesFunded) -> bool:
    """What a tap has done, the client has seen already."""
    return event.by_payment


async def funded_freelancer(bag: Mailbag, event: events.MilestonesFunded, reader: Person) -> None:
    """So that they work with a quiet mind."""
    t = await bag.texts(reader.id)
    text = escrow.funded(t, event.project, event.milestones, client=False)
    await bag.send(reader.id, _about(t, event.project, text), event.project.bid_id)


def _about(t: Texts, project: Project, text: Html) -> Screen:
    return Screen(text, ((buttons.open_project(t, project.id),),))


async def funding_continues(bag: Mailbag, event: events.FundingContinues, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    text = escrow.continues(t, project, event.came_minor, event.invoice)
    await bag.send(reader.id, _about(t, project, text), project.bid_id)
    params = invoice_call(t, event.invoice, project)
    await bag.call(reader.id, "sendInvoice", params, project.bid_id)


async def payment_claimed(bag: Mailbag, event: events.PaymentClaimed, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    screen = checkout.claimed(t, project, event.milestone, event.checkout)
    await bag.send(reader.id, screen, project.bid_id)


async def receipt_denied(bag: Mailbag, event: events.ReceiptDenied, reader: Person) -> None:
    project = event.project
    t = await bag.texts(reader.id)
    screen = checkout.denied(t, project, event.milestone, event.checkout)
    await bag.send(reader.id, screen, project.bid_id)


async def books_differ(bag: Mailbag, event: events.BooksDiffer, reader: Person) -> None:
    t = await bag.texts(reader.id)
    await bag.send(reader.id, Screen(checkout.books_differ(t, event)))


# --- reminders -----------------------------------------------------------------------------


def claimed(bag: Mailbag, event: events.PaymentReminder) -> bool:
    """The client says to have paid outside: so it is the freelancer who is asked."""
    return event.checkout.claimed_at is not None


def unclaimed(bag: Mailbag, event: events.PaymentReminder) -> bool:
    return event.checkout.claimed_at is None


def last_reminder(bag: Mailbag, event: events.PaymentReminder) -> bool:
    """No other one follows, so others have to know how things stand."""
    return unclaimed(bag, event) and event.checkout.reminders == len(REMIND_AFTER)


async def payment_reminder(bag: Mailbag, event: events.PaymentReminder, reader: Person) -> None:
    project, t = event.project, await bag.texts(reader.id)
    pay = projects.pay_button(t, event.milestone)
    text = checkout.reminder(t, project, event.milestone, event.checkout)
    await bag.send(reader.id, Screen(text, ((pay,), _talk(t, project))), project.bid_id)


async def claim_reminder(bag: Mailbag, event: events.PaymentReminder, reader: Person) -> None:
    project, t = event.project, await bag.texts(reader.id)
    screen = checkout.claim_reminder(t, project, event.milestone, event.checkout)
    await bag.send(reader.id, screen, project.bid_id)


async def overdue(bag: Mailbag, event: events.PaymentReminder, reader: Person) -> None:
    """For the freelancer: what was done about it so far."""
    project, t = event.project, await bag.texts(reader.id)
    text = checkout.overdue_freelancer(t, project, event.milestone, event.checkout)
    await bag.send(reader.id, Screen(text, (_talk(t, project),)), project.bid_id)


async def overdue_noted(bag: Mailbag, event: events.PaymentReminder, reader: Person) -> None:
    """For an operator."""
    project, t = event.project, await bag.texts(reader.id)
    names = (await bag.person(project.client_id), await bag.person(project.freelancer_id))
    text = checkout.overdue_operator(t, project, event.milestone, event.checkout, *names)
    look = Button(t.label("btn-look"), AdminProject(id=project.id), "primary")
    await bag.send(reader.id, Screen(text, ((look,),)))


def _talk(t: Texts, project: Project) -> tuple[Button, ...]:
    return (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
