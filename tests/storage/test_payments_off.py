"""An operator switches payments off while somebody is paying: what comes is kept all the same."""

from dataclasses import replace

from marketplace import escrow, events, payments
from marketplace.money import wallet
from marketplace.policy import Payments
from storage.unit_of_work import Storage
from tests.storage.deal import MARC, payment_of, running, within


async def test_a_part_that_comes_when_no_more_is_taken_stays_in_the_wallet(
    storage: Storage,
) -> None:
    """Seen failing with the next invoice asked for all the same: that was refused, and the booking
    of the money went with it."""
    _, marc, project = await running(storage, 1000)
    storage.policy = replace(storage.policy, most_payment_minor=600)
    _, invoice = await within(storage, lambda work: escrow.fund(work, marc, project.id, None))
    assert invoice
    assert invoice.amount_minor == 600
    storage.policy = replace(storage.policy, payments=Payments.OFF)
    async with storage.begin() as work:
        assert await payments.receive(work, payment_of(invoice, "charge"))
        assert work.events == [events.PaymentKept(marc, 600)]
        await work.commit()
    async with storage.begin() as work:
        assert await work.ledger.balance(wallet(MARC)) == 600
