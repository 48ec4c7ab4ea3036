"""Notices about wallets: money in, money out, and money that went back."""

from marketplace import events
from views import wallet
from views.callbacks import AdminWithdrawal
from views.mailbag import Mailbag
from views.screen import Button, Screen


async def topped_up(bag: Mailbag, event: events.ToppedUp) -> None:
    t = await bag.texts(event.payer.id)
    screen = wallet.topped_up(
        t, event.amount_minor, event.balance_minor, switched_on=event.switched_on
    )
    await bag.send(event.payer.id, screen)


async def withdrawal_asked(bag: Mailbag, event: events.WithdrawalAsked) -> None:
    """All operators hear of it; whoever is first decides."""
    for operator in await bag.operators():
        t = await bag.texts(operator.id)
        look = Button(t.label("btn-look"), AdminWithdrawal(id=event.withdrawal.id), "primary")
        text = wallet.asked_for(t, event.person, event.withdrawal)
        await bag.send(operator.id, Screen(text, ((look,),)))


async def withdrawal_paid(bag: Mailbag, event: events.WithdrawalPaid) -> None:
    person_id = event.withdrawal.person_id
    t = await bag.texts(person_id)
    await bag.send(person_id, wallet.withdrawn(t, event.withdrawal))


async def withdrawal_rejected(bag: Mailbag, event: events.WithdrawalRejected) -> None:
    person_id = event.withdrawal.person_id
    t = await bag.texts(person_id)
    await bag.send(person_id, wallet.rejected(t, event.withdrawal))


async def payment_refunded(bag: Mailbag, event: events.PaymentRefunded) -> None:
    """Stars are given back here, also where no more are taken; with a provider the operator has
    done it there."""
    charge = event.charge
    stars = bag.work.policy.currency.is_stars
    if stars:
        params = {"user_id": charge.payer_id, "telegram_payment_charge_id": charge.id}
        await bag.call(charge.payer_id, "refundStarPayment", params)
    t = await bag.texts(charge.payer_id)
    screen = wallet.refunded(t, charge.amount_minor, event.reason, stars=stars)
    await bag.send(charge.payer_id, screen)
