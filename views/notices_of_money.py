"""Notices about money that is due, has come, or stays away."""

from marketplace import events
from marketplace.checkout import REMIND_AFTER
from marketplace.projects import Project
from views import buttons, checkout, escrow, projects
from views.callbacks import AdminProject
from views.invoices import invoice as invoice_call
from views.mailbag import Mailbag
from views.screen import Button, Screen


async def checkout_due(bag: Mailbag, event: events.CheckoutDue) -> None:
    """One tap where the wallet covers it, else the invoice, which has its own Pay button; where the
    bot takes no money, how it goes instead."""
    project, due = event.project, event.checkout
    t = await bag.texts(project.client_id)
    if event.invoice is not None:
        asked = event.invoice.amount_minor
        screen = checkout.to_invoice(t, project, due, event.balance_minor, asked)
    elif bag.work.policy.takes_money:
        screen = checkout.to_pay(t, project, due, event.balance_minor)
    else:
        freelancer = await bag.person(project.freelancer_id)
        screen = checkout.to_pay_outside(t, project, due, freelancer)
    await bag.send(project.client_id, screen, project.bid_id)
    if event.invoice is not None:
        params = invoice_call(t, event.invoice, project)
        await bag.call(project.client_id, "sendInvoice", params, project.bid_id)


async def milestone_paid(bag: Mailbag, event: events.MilestonePaid) -> None:
    """Both are told; the last payment is celebrated."""
    project = event.project
    for reader_id, words in (
        (project.client_id, checkout.paid_client),
        (project.freelancer_id, checkout.paid_freelancer),
    ):
        t = await bag.texts(reader_id)
        text = words(t, event)
        rows = ((buttons.open_project(t, project.id),),)
        await bag.send(reader_id, Screen(text, rows), project.bid_id)


async def payment_kept(bag: Mailbag, event: events.PaymentKept) -> None:
    t = await bag.texts(event.payer.id)
    text = checkout.kept(t, event.amount_minor)
    await bag.send(event.payer.id, Screen(text, ((buttons.home(t),),)))


async def milestones_funded(bag: Mailbag, event: events.MilestonesFunded) -> None:
    """The freelancer works with a quiet mind; the client hears of what an invoice has done."""
    project = event.project
    readers = [project.freelancer_id, *([project.client_id] if event.by_payment else ())]
    for reader_id in readers:
        t = await bag.texts(reader_id)
        client = reader_id == project.client_id
        text = escrow.funded(t, project, event.milestones, client=client)
        rows = ((buttons.open_project(t, project.id),),)
        await bag.send(reader_id, Screen(text, rows), project.bid_id)


async def funding_continues(bag: Mailbag, event: events.FundingContinues) -> None:
    project = event.project
    t = await bag.texts(project.client_id)
    text = escrow.continues(t, project, event.came_minor, event.invoice)
    rows = ((buttons.open_project(t, project.id),),)
    await bag.send(project.client_id, Screen(text, rows), project.bid_id)
    params = invoice_call(t, event.invoice, project)
    await bag.call(project.client_id, "sendInvoice", params, project.bid_id)


async def payment_claimed(bag: Mailbag, event: events.PaymentClaimed) -> None:
    project = event.project
    t = await bag.texts(project.freelancer_id)
    screen = checkout.claimed(t, project, event.milestone, event.checkout)
    await bag.send(project.freelancer_id, screen, project.bid_id)


async def receipt_denied(bag: Mailbag, event: events.ReceiptDenied) -> None:
    project = event.project
    t = await bag.texts(project.client_id)
    screen = checkout.denied(t, project, event.milestone, event.checkout)
    await bag.send(project.client_id, screen, project.bid_id)


async def books_differ(bag: Mailbag, event: events.BooksDiffer) -> None:
    """Only operators hear of it."""
    for operator in await bag.operators():
        t = await bag.texts(operator.id)
        await bag.send(operator.id, Screen(checkout.books_differ(t, event)))


async def payment_reminder(bag: Mailbag, event: events.PaymentReminder) -> None:
    """The client is reminded; or the freelancer, where the client says to have paid outside. With
    the last one the freelancer hears how things stand, and the operators get a note."""
    project, last = event.project, event.checkout.reminders == len(REMIND_AFTER)
    if event.checkout.claimed_at:
        t = await bag.texts(project.freelancer_id)
        screen = checkout.claim_reminder(t, project, event.milestone, event.checkout)
        await bag.send(project.freelancer_id, screen, project.bid_id)
        return
    t = await bag.texts(project.client_id)
    pay = projects.pay_button(t, event.milestone)
    talk = (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
    text = checkout.reminder(t, project, event.milestone, event.checkout)
    await bag.send(project.client_id, Screen(text, ((pay,), talk)), project.bid_id)
    if last:
        await _tell_of_the_last(bag, event, project)


async def _tell_of_the_last(bag: Mailbag, event: events.PaymentReminder, project: Project) -> None:
    t = await bag.texts(project.freelancer_id)
    text = checkout.overdue_freelancer(t, project, event.milestone, event.checkout)
    rows = ((buttons.chat(t, project.bid_id), buttons.open_project(t, project.id)),)
    await bag.send(project.freelancer_id, Screen(text, rows), project.bid_id)
    for operator in await bag.operators():
        t = await bag.texts(operator.id)
        names = (await bag.person(project.client_id), await bag.person(project.freelancer_id))
        text = checkout.overdue_operator(t, project, event.milestone, event.checkout, *names)
        look = Button(t.label("btn-look"), AdminProject(id=project.id), "primary")
        await bag.send(operator.id, Screen(text, ((look,),)))
