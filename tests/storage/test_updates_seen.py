"""Each update has one effect; what cannot be handled is set aside."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage.tables import parked_updates
from storage.unit_of_work import Storage
from tests.conftest import FakeClock


async def test_a_repeat_is_known(storage: Storage) -> None:
    for update_id in (10, 9, 2**40):
        for first in (True, False, False):
            async with storage.begin() as work:
                assert await work.updates.first_time(update_id) is first
                await work.commit()


async def test_the_same_update_twice_at_once_is_new_once(storage: Storage) -> None:
    """Seen failing with look-then-insert (an exception) on PostgreSQL."""

    async def see(update_id: int) -> bool:
        async with storage.begin() as work:
            new = await work.updates.first_time(update_id)
            await asyncio.sleep(0)
            await work.commit()
            return new

    for update_id in range(10):
        seen = await asyncio.gather(*(see(update_id) for _ in range(5)))
        assert sorted(seen) == [False, False, False, False, True]


async def test_an_update_that_was_rolled_back_is_new_again(storage: Storage) -> None:
    async with storage.begin() as work:
        assert await work.updates.first_time(1)
    async with storage.begin() as work:
        assert await work.updates.first_time(1)


async def test_parked_with_whatever_it_held(storage: Storage) -> None:
    async with storage.begin() as work:
        await work.updates.park(1, '{"text": "\0\ud800 ünï"}', "KeyError: 'x'", "A1B2")
        await work.commit()
    async with storage.engine.connect() as connection:
        row = (await connection.execute(select(parked_updates))).one()
    assert row.raw == '{"text": "\ufffd ünï"}'
    assert (row.update_id, row.error, row.reference) == (1, "KeyError: 'x'", "A1B2")


async def test_old_ones_are_forgotten(storage: Storage, clock: FakeClock) -> None:
    for update_id in (1, 2):
        async with storage.begin() as work:
            await work.updates.first_time(update_id)
            await work.commit()
        clock.pass_(timedelta(days=10))
    async with storage.begin() as work:
        assert await work.updates.prune(before=work.now - timedelta(days=15)) == 1
        assert await work.updates.first_time(1)
        assert not await work.updates.first_time(2)
