"""A short deal whose people don't mind when the program is gone for a while: they wait."""

from collections import Counter

import sqlalchemy as sa

from simulator.people import Person, Telegram
from storage import tables
from storage.unit_of_work import Storage
from tests.stories.deals import profile
from tests.stories.truth import balances, count, read, settled, values

PRICE = 50000
PITCH = "I have built twenty shops like this one."


async def arrives(storage: Storage, ana: Person, marc: Person) -> None:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await person.types("/start")
        await person.sees("Hello")
        await profile(storage, person, role)


async def play(ana: Person, marc: Person, title: str) -> None:
    """From the post to the payment. Nobody waits for toasts: those may be lost in a crash."""
    await _says(marc, "/post", "A title of")
    await _says(marc, title, "what is to be done")
    await _says(marc, "A shop for handmade ceramics, with delivery.", "Which skills")
    await _says(marc, "Python", "Python")
    await _taps(marc, "Done", "What is your budget")
    await _says(marc, "500", "freelancers should see")
    await _taps(marc, "Skip", "Is everything right")
    await _taps(marc, "Post job", "Open until")

    await _says(ana, "/jobs", title)
    await _taps(ana, title, "Open until")
    await _taps(ana, "Make a bid", "How much do you ask")
    await _says(ana, "500", "How many days")
    await _says(ana, "10", "What will you do")
    await _says(ana, PITCH, "suggest milestones")
    await _taps(ana, "Skip", "Is everything right")
    await _taps(ana, "Submit bid", "Waiting for the client")

    offer = await marc.sees("Ana", f"bids on “{title}”", anywhere=True)
    await marc.presses("See the bid", on=offer, wait=False)
    await marc.sees(title, button="Hire")
    await _taps(marc, "Hire", "You pay nothing now")
    await _taps(marc, "Hire", "With your freelancer")

    news = await ana.sees(f"“{title}” starts now", anywhere=True)
    await ana.presses("Deliver milestone 1", on=news, wait=False)
    await ana.sees("Send the files")
    await _says(ana, f"The whole of {title}", "The whole of")
    await _taps(ana, "Mark completed", "is marked completed")

    question = await marc.sees(f"The whole of {title}", button="Accept", anywhere=True)
    await marc.presses("Accept", on=question, wait=False)
    bill = await marc.sees(f"Milestone 1 of “{title}”:")
    while not (await marc.pays(bill)).ok:  # the check was not answered within 10 seconds
        pass
    await marc.sees("Paid: $500", title)
    await ana.sees("has been paid", title, anywhere=True)


async def _says(person: Person, text: str, answer: str) -> None:
    await person.types(text)
    await person.sees(answer)


async def _taps(person: Person, label: str, answer: str) -> None:
    await person.presses(label, wait=False)
    await person.sees(answer)


async def everything_once(
    storage: Storage, telegram: Telegram, ana: Person, marc: Person, deals: int
) -> None:
    """Nothing lost, nothing doubled but what Telegram may have got twice."""
    await settled(storage, telegram)
    assert await values(storage, tables.jobs.c.state) == ["hired"] * deals
    assert await values(storage, tables.bids.c.state) == ["hired"] * deals
    assert await values(storage, tables.projects.c.state) == ["complete"] * deals
    assert await values(storage, tables.milestones.c.state) == ["paid"] * deals
    assert await values(storage, tables.deliveries.c.state) == ["accepted"] * deals
    assert await values(storage, tables.checkouts.c.state) == ["paid"] * deals
    paid = await telegram.payments()
    extra = (len(paid) - deals) * PRICE  # paid again while the program was away: kept for him
    found = await balances(storage)
    assert found["gateway"] == -len(paid) * PRICE
    assert found[f"wallet:{ana.id}"] == deals * PRICE
    assert found[f"wallet:{marc.id}"] == extra
    assert await count(storage, tables.ledger_transactions) == len(paid) + deals
    await _every_notice_came(storage, telegram)


async def _every_notice_came(storage: Storage, telegram: Telegram) -> None:
    """Once; twice only where a crash or a lost reply left it in doubt whether it had arrived."""
    columns = tables.outbox.c
    query = sa.select(columns.chat_id, columns.params, columns.state, columns.uncertain)
    async with storage.begin() as work:
        rows = await read(work, query.where(columns.method == "sendMessage"))
    wanted = Counter((chat, params["text"]) for chat, params, _, _ in rows)
    doubted = Counter((chat, params["text"]) for chat, params, _, doubt in rows if doubt)
    sent = [call["params"] for call in await telegram.calls("sendMessage", ok=True)]
    came = Counter((int(params["chat_id"]), params["text"]) for params in sent)
    assert {state for _, _, state, _ in rows} == {"sent"}
    for message, number in wanted.items():
        assert number <= came[message] <= number + doubted[message], message


async def in_doubt(storage: Storage) -> list[int]:
    """The messages that a killed process was sending; asked while none is running."""
    columns = tables.outbox.c
    again = (columns.state == "pending") & columns.uncertain
    return await values(storage, columns.id, (columns.state == "sending") | again)


async def unsent(storage: Storage, messages: list[int]) -> bool:
    columns = tables.outbox.c
    waiting = columns.id.in_(messages) & columns.state.in_(["pending", "sending"])
    return bool(messages) and bool(await count(storage, tables.outbox, waiting))
