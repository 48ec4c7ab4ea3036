"""Notices about money that is due, has come, or stays away."""

from marketplace import events
from marketplace.checkout import REMIND_AFTER
from views import buttons, checkout, projects
from views.mailbag import Mailbag
from views.screen import Screen


async def checkout_due(bag: Mailbag, event: events.CheckoutDue) -> None:
    """The invoice has its own Pay button; without payments the client is told so plainly."""
    project, milestone = event.project, event.milestone
    t = await bag.texts(project.client_id)
    text = checkout.due(t, project, milestone, event.checkout, payable=bag.payable)
    rows = ((buttons.open_project(t, project.id),),)
    await bag.send(project.client_id, Screen(text, rows), project.bid_id)
    if bag.payable:
        invoice = checkout.invoice(t, project, milestone, event.checkout)
        await bag.call(project.client_id, "sendInvoice", invoice, project.bid_id)


async def milestone_paid(bag: Mailbag, event: events.MilestonePaid) -> None:
    """Both are told; the last payment is celebrated."""
    project, milestone = event.project, event.milestone
    for reader_id, words in (
        (project.client_id, checkout.paid_client),
        (project.freelancer_id, checkout.paid_freelancer),
    ):
        t = await bag.texts(reader_id)
        text = words(t, project, milestone, event.checkout)
        rows = ((buttons.open_project(t, project.id),),)
        await bag.send(reader_id, Screen(text, rows), project.bid_id)


async def payment_kept(bag: Mailbag, event: events.PaymentKept) -> None:
    t = await bag.texts(event.payer.id)
    text = checkout.kept(t, event.amount_minor)
    await bag.send(event.payer.id, Screen(text, ((buttons.home(t),),)))


async def payment_reminder(bag: Mailbag, event: events.PaymentReminder) -> None:
    """The client is reminded while there is a way to pay; with the last reminder the freelancer
    hears how things stand, and the operators get a note."""
    project, last = event.project, event.checkout.reminders == len(REMIND_AFTER)
    if bag.payable:
        t = await bag.texts(project.client_id)
        pay = projects.pay_button(t, event.milestone)
        talk = (buttons.chat(t, project.bid_id), buttons.open_project(t, project.id))
        text = checkout.reminder(t, project, event.milestone, event.checkout)
        await bag.send(project.client_id, Screen(text, ((pay,), talk)), project.bid_id)
    if last:
        t = await bag.texts(project.freelancer_id)
        text = checkout.overdue_freelancer(t, project, event.milestone, event.checkout)
        rows = ((buttons.chat(t, project.bid_id), buttons.open_project(t, project.id)),)
        await bag.send(project.freelancer_id, Screen(text, rows), project.bid_id)
        for operator in await bag.operators():
            t = await bag.texts(operator.id)
            names = (await bag.person(project.client_id), await bag.person(project.freelancer_id))
            text = checkout.overdue_operator(t, project, event.milestone, event.checkout, *names)
            await bag.send(operator.id, Screen(text))
