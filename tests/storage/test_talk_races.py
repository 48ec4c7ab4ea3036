"""Talk in which two things happen at once, or very much has happened."""

from collections.abc import AsyncIterator

import pytest

from marketplace import people, relay
from marketplace.people import Person
from marketplace.relay import Draft
from storage.outbox import Outcome
from storage.tables import relay_messages
from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.deal import ANA, MARC, OLA, offered, posted, someone, within
from tests.storage.racing import overlap, two_programs
from tests.storage.talking import says


@pytest.fixture
async def programs(database_url: str, clock: FakeClock) -> AsyncIterator[list[Storage]]:
    async with two_programs(database_url, clock) as opened:
        yield opened


async def test_what_is_written_while_somebody_comes_back_reaches_them(
    programs: list[Storage],
) -> None:
    """Seen to fail (PostgreSQL) without the lock of who is away: it waited for nobody."""
    storage = programs[0]
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid_id = await _line(storage, ana, marc)
    await within(storage, lambda work: work.people.unreachable(MARC))

    async def comes_back(work: UnitOfWork) -> None:
        await relay.deliver_waiting(work, await people.arrive(work, MARC, "Marc", "en"))

    async def writes(work: UnitOfWork) -> None:
        line = await relay.line_of(work, ana, bid_id)
        await relay.pass_on(work, ana, line, Draft(7001, "text", "Still there?"))

    await overlap(programs, comes_back, writes)
    await within(storage, lambda work: work.people.unreachable(MARC))
    await overlap(programs, writes, comes_back)
    async with storage.begin() as work:
        assert await work.relay.lines_waiting_for(MARC) == []


async def test_whoever_was_away_for_very_long_can_come_back(storage: Storage) -> None:
    """Seen to fail where every waiting message was named: a statement takes some 32,000 values."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    bid_id = await _line(storage, ana, marc)
    await within(storage, lambda work: work.people.unreachable(MARC))
    first = await says(storage, ana, bid_id, "Hello?")
    row = {"bid_id": bid_id, "sender_id": ANA, "kind": "text", "text": "Hello?", "at": first.at}
    rows = [{**row, "message_id": 8000 + n, "waiting": True} for n in range(33_000)]
    await within(storage, lambda work: work.relay._count(relay_messages.insert(), rows))
    async with storage.begin() as work:
        await relay.deliver_waiting(work, marc)
        assert await work.relay.lines_waiting_for(MARC) == []
        (event,) = work.events
    assert event.messages[-1].message_id == 8000 + 33_000 - 1  # type: ignore[attr-defined]


async def test_a_message_on_its_way_is_not_taken_for_another(storage: Storage) -> None:
    """Seen to fail: a reply to an own message, or to a screen, went to whoever was writing."""
    ana, marc = await someone(storage, ANA, "Ana"), await someone(storage, MARC, "Marc")
    ola = await someone(storage, OLA, "Ola")
    bid_id, other_id = await _line(storage, ana, marc), await _line(storage, ana, ola)

    async def put(work: UnitOfWork, line: int | None) -> int:
        return await work.outbox.put(ANA, "sendMessage", {"text": "Menu"}, line=line)

    async def claim(work: UnitOfWork) -> None:
        await work.outbox.claim(100)

    menu = await within(storage, lambda work: put(work, None))
    await within(storage, claim)
    await within(storage, lambda work: work.outbox.settle([Outcome(menu, "sent", (9001,))]))
    await says(storage, ana, bid_id, "A question", message_id=9002)
    await within(storage, lambda work: put(work, other_id))
    await within(storage, claim)
    async with storage.begin() as work:
        assert await work.outbox.noted(ANA, 9001) == (None, None)
        assert await work.outbox.noted(ANA, 9002) == (None, None)
        own = await work.relay.behind(ANA, 9002)
        assert own is not None
        assert own.bid_id == bid_id
        assert await work.outbox.noted(ANA, 9003) == (other_id, None)


async def _line(storage: Storage, freelancer: Person, client: Person) -> int:
    return (await offered(storage, freelancer, await posted(storage, client), 10000)).id
