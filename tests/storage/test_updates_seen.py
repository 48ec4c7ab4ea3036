"""Each update has one effect; what cannot be handled is set aside."""

from datetime import timedelta

from sqlalchemy import select

from storage.tables import parked_updates
from storage.unit_of_work import Storage
from tests.conftest import FakeClock
from tests.storage.racing import Act, overlap, race, two_programs


async def test_a_repeat_is_known(storage: Storage) -> None:
    for update_id in (10, 9, 2**40):
        for first in (True, False, False):
            async with storage.begin() as work:
                assert await work.updates.first_time(update_id) is first
                await work.commit()


async def test_the_same_update_twice_at_once_is_new_once(
    database_url: str, clock: FakeClock
) -> None:
    """Seen failing on PostgreSQL with a plain INSERT (an error instead of False)."""
    see: Act = lambda work: work.updates.first_time(1)  # noqa: E731
    async with two_programs(database_url, clock) as programs:
        assert await overlap(programs, see, see) == [True, False]
        see = lambda work: work.updates.first_time(2)  # noqa: E731
        assert sorted(await race(programs, *[see] * 8)) == [False] * 7 + [True]


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
