"""aiogram's FSM storage over SQL."""

import json

import pytest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import StorageKey
from sqlalchemy import event, text

from storage.unit_of_work import Storage, UnitOfWork
from tests.conftest import FakeClock
from tests.storage.racing import overlap, race, two_programs


def key(chat_id: int = 5) -> StorageKey:
    return StorageKey(bot_id=1, chat_id=chat_id, user_id=chat_id)


async def test_state_and_data_survive(storage: Storage) -> None:
    async with storage.begin() as work:
        context = FSMContext(work.conversations, key())
        await context.set_state(State("amount", "bid"))
        await context.set_data({"amount": 500, "plan": [{"what": "Ação 🎨\ud83d", "days": 3}]})
        await context.update_data(pitch="\0 NUL")
        await work.commit()
    async with storage.begin() as work:
        context = FSMContext(work.conversations, key())
        assert await context.get_state() == "bid:amount"
        assert await context.get_data() == {
            "amount": 500,
            "plan": [{"what": "Ação 🎨\ud83d", "days": 3}],
            "pitch": "\0 NUL",
        }
        assert await context.get_value("amount") == 500
        assert await work.conversations.get_state(key(6)) is None


async def test_clearing_it_leaves_nothing_to_continue(storage: Storage) -> None:
    await _stand(storage, "bid:amount", {"amount": 500})
    async with storage.begin() as work:
        await FSMContext(work.conversations, key()).clear()
        await work.commit()
    async with storage.begin() as work:
        assert await work.conversations.get_state(key()) is None
        assert await work.conversations.get_data(key()) == {}


async def test_what_was_read_is_a_copy(storage: Storage) -> None:
    await _stand(storage, "bid:amount", {"plan": [1]})
    async with storage.begin() as work:
        data = await work.conversations.get_data(key())
        data["plan"].append(2)
        mine = {"plan": [3]}
        await work.conversations.set_data(key(7), mine)
        mine["plan"].append(4)
        await work.commit()
    async with storage.begin() as work:
        assert await work.conversations.get_data(key()) == {"plan": [1]}
        assert await work.conversations.get_data(key(7)) == {"plan": [3]}


async def test_it_is_read_once_and_written_only_when_it_changed(storage: Storage) -> None:
    """Seen failing with a flush that always writes."""
    await _stand(storage, "bid:amount", {"amount": 500})
    statements: list[str] = []

    @event.listens_for(storage.engine.sync_engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    async with storage.begin() as work:
        for _ in range(3):
            await work.conversations.get_state(key())
            await work.conversations.get_data(key())
        await work.conversations.set_state(key(), "bid:days")
        await work.conversations.set_state(key(), "bid:amount")
        await work.commit()
    assert [s.split()[0] for s in statements] == ["SELECT"]


async def test_the_updates_of_one_person_queue_up(database_url: str, clock: FakeClock) -> None:
    """Each counts one further. Seen failing on PostgreSQL without FOR UPDATE (updates lost), and,
    for the first contact, without the row that is made in order to be locked."""

    async def count_one(work: UnitOfWork) -> None:
        data = await work.conversations.get_data(key())
        await work.conversations.set_data(key(), {"n": data.get("n", 0) + 1})

    async with two_programs(database_url, clock) as programs:
        await overlap(programs, count_one, count_one)
        await overlap(programs, count_one, count_one)
        await race(programs, *[count_one] * 8)
        async with programs[0].begin() as work:
            assert await work.conversations.get_data(key()) == {"n": 12}


async def test_it_is_kept_as_plain_json(storage: Storage) -> None:
    await _stand(storage, "bid:amount", {"amount": 500})
    async with storage.engine.connect() as connection:
        kept = (await connection.execute(text("SELECT data FROM conversations"))).scalar_one()
        assert (json.loads(kept) if isinstance(kept, str) else kept) == {"amount": 500}


async def test_what_json_cannot_hold_is_refused(storage: Storage) -> None:
    async with storage.begin() as work:
        await work.conversations.set_data(key(), {"plan": {1, 2}})
        with pytest.raises(Exception, match="not JSON serializable"):
            await work.commit()


async def _stand(storage: Storage, state: str, data: dict[str, object]) -> None:
    async def set_both(work: UnitOfWork) -> None:
        await work.conversations.set_state(key(), state)
        await work.conversations.set_data(key(), data)

    async with storage.begin() as work:
        await set_both(work)
        await work.commit()
