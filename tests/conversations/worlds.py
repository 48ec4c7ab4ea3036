"""What a conversation needs before it begins: who talks, and about what."""

from dataclasses import replace

from marketplace import disputes, payments, rulings, templates, withdrawals
from marketplace.invoices import top_up
from marketplace.rulings import RulingKind
from marketplace.templates import MOST_TEMPLATES
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage import deal

Subject = dict[str, int]

PITCH = "I'll draw three directions and refine the one you like."
IBAN = "IBAN PT50 0002 0123 1234 5678 9015 4, Ana Silva"
PRAISE = "Understood at once what we needed."
REASON = "The red is too dark for the sign."


async def newcomer(storage: Storage) -> tuple[int, Subject]:
    return 900, {}


async def freelancer(storage: Storage) -> tuple[int, Subject]:
    await deal.someone(storage, deal.ANA, "Ana")
    return deal.ANA, {}


async def open_job(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    marc = await deal.someone(storage, deal.MARC, "Marc")
    return deal.ANA, {"job": (await deal.posted(storage, marc)).id}


async def own_job(storage: Storage) -> tuple[int, Subject]:
    return deal.MARC, (await open_job(storage))[1]


async def live_bid(storage: Storage) -> tuple[int, Subject]:
    ana = await deal.someone(storage, deal.ANA, "Ana")
    marc = await deal.someone(storage, deal.MARC, "Marc")
    bid = await deal.offered(storage, ana, await deal.posted(storage, marc))
    return deal.ANA, {"bid": bid.id}


async def with_room_for_templates(storage: Storage) -> tuple[int, Subject]:
    """For one of the pitch of a bid; all others were used up."""
    ana_id, subject = await live_bid(storage)
    ana = await deal.someone(storage, ana_id, "Ana")

    async def forget(work: UnitOfWork) -> None:
        for one in await work.templates.of(ana.id):
            await templates.remove(work, ana, one.id)

    await deal.within(storage, forget)
    for number in range(MOST_TEMPLATES - 1):
        await deal.kept(storage, ana, f"Shops {number}")
    return ana_id, subject


async def project(storage: Storage) -> tuple[int, Subject]:
    _, _, started = await deal.running(storage)
    return deal.ANA, {"milestone": started.milestones[0].id}


async def review(storage: Storage) -> tuple[int, Subject]:
    ana, marc, started = await deal.running(storage)
    delivery = await deal.delivered(storage, ana, started.milestones[0].id)
    return marc.id, {"delivery": delivery.id}


async def with_money(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    await deal.given(storage, deal.ANA, 9000)
    return deal.ANA, {}


async def operator(storage: Storage) -> tuple[int, Subject]:
    """Ola runs the bot alone."""
    storage.policy = replace(storage.policy, operators=(deal.OLA,))
    await deal.someone(storage, deal.OLA, "Ola")
    return deal.OLA, {}


async def running(storage: Storage) -> tuple[int, Subject]:
    _, marc, started = await deal.running(storage)
    return marc.id, {"project": started.id}


async def complete(storage: Storage) -> tuple[int, Subject]:
    """The client is asked about the freelancer."""
    marc_id, subject = await running(storage)
    await deal.completed(storage, subject["project"])
    return marc_id, subject


async def complete_for_ana(storage: Storage) -> tuple[int, Subject]:
    return deal.ANA, (await complete(storage))[1]


async def disputable(storage: Storage) -> tuple[int, Subject]:
    ana, marc, started = await deal.running(storage)
    step = started.milestones[0].id
    await deal.delivered(storage, ana, step)
    return marc.id, {"milestone": step}


async def open_dispute(storage: Storage) -> tuple[int, Subject]:
    marc_id, subject = await disputable(storage)

    async def opens(work: UnitOfWork) -> int:
        marc = await work.people.get(marc_id)
        await disputes.open_(work, marc, subject["milestone"], REASON)
        found = await work.disputes.open_of(subject["milestone"])
        assert found
        return found.id

    number = await deal.within(storage, opens)
    return (await operator(storage))[0], {"dispute": number}


async def waiting_withdrawal(storage: Storage) -> tuple[int, Subject]:
    ana = await deal.someone(storage, deal.ANA, "Ana")
    await deal.given(storage, ana.id, 5000)
    asked = await deal.within(storage, lambda work: withdrawals.ask(work, ana, 5000, "IBAN PT50"))
    return (await operator(storage))[0], {"withdrawal": asked.id}


async def hidden_job(storage: Storage) -> tuple[int, Subject]:
    _, subject = await open_job(storage)
    ola_id, _ = await operator(storage)
    await _ruled(storage, RulingKind.HIDE_JOB, subject["job"])
    return ola_id, subject


async def job_to_hide(storage: Storage) -> tuple[int, Subject]:
    _, subject = await open_job(storage)
    return (await operator(storage))[0], subject


async def to_ban(storage: Storage) -> tuple[int, Subject]:
    await freelancer(storage)
    return (await operator(storage))[0], {"person": deal.ANA}


async def to_unban(storage: Storage) -> tuple[int, Subject]:
    ola_id, subject = await to_ban(storage)
    await _ruled(storage, RulingKind.BAN, subject["person"])
    return ola_id, subject


async def _ruled(storage: Storage, kind: RulingKind, subject: int) -> None:
    async def rules(work: UnitOfWork) -> None:
        ola = await work.people.get(deal.OLA)
        await rulings.rule(work, ola, kind, str(subject), REASON)

    await deal.within(storage, rules)


async def paid_in(storage: Storage) -> tuple[int, Subject]:
    marc = await deal.someone(storage, deal.MARC, "Marc")

    async def pays(work: UnitOfWork) -> int:
        invoice = await top_up(work, marc, 5000)
        await payments.receive(work, deal.payment_of(invoice, "charge"))
        return (await work.books.payments_of(marc.id, None, 1))[0][0]

    number = await deal.within(storage, pays)
    return (await operator(storage))[0], {"payment": number}
