"""Notices about wallets: money in, money out, and money that went back."""

from marketplace import events
from marketplace.people import Person
from views import wallet
from views.callbacks import AdminWithdrawal
from views.mailbag import Mailbag
from views.screen import Button, Screen


async def topped_up(bag: Mailbag, event: events.ToppedUp, reader: Person) -> None:
    t = await bag.texts(reader.id)
    screen = wallet.topped_up(
        t, event.amount_minor, event.balance_minor, switched_on=event.switched_on
    )
    await bag.send(reader.id, screen)


async def withdrawal_asked(bag: Mailbag, event: events.WithdrawalAsked, reader: Person) -> None:
    """Whichever operator is first decides."""
    t = await bag.texts(reader.id)
    look = Button(t.label("btn-look"), AdminWithdrawal(id=event.withdrawal.id), "primary")
    text = wallet.asked_for(t, event.person, event.withdrawal)
    await bag.send(reader.id, Screen(text, ((look,),)))


async def withdrawal_paid(bag: Mailbag, event: events.WithdrawalPaid, reader: Person) -> None:
    t = await bag.texts(reader.id)
    await bag.send(reader.id, wallet.withdrawn(t, event.withdrawal))


async def withdrawal_rejected(
    bag: Mailbag, event: events.WithdrawalRejected, reader: Person
) -> None:
    t = await bag.texts(reader.id)
    await bag.send(reader.id, wallet.rejected(t, event.withdrawal))


async def payment_refunded(bag: Mailbag, event: events.PaymentRefunded, reader: Person) -> None:
    """Stars are given back here, also where no more are taken; with a provider the operator has
    done it there."""
    charge = event.charge
    stars = bag.work.policy.currency.is_stars
    if stars:
        params = {"user_id": reader.id, "telegram_payment_charge_id": charge.id}
        await bag.call(reader.id, "refundStarPayment", params)
    t = await bag.texts(reader.id)
    screen = wallet.refunded(t, charge.amount_minor, event.reason, stars=stars)
    await bag.send(reader.id, screen)
